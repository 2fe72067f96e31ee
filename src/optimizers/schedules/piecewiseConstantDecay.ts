import { fail } from "../../base/errors.ts";
import type { Operand } from "../../graph/value.ts";
import { cast } from "../../ops/cast.ts";
import { lessEqual } from "../../ops/equal.ts";
import { where } from "../../ops/where.ts";
import { fullLike } from "../../ops/zeros.ts";
import { Schedule, scheduleOptions } from "./schedule.ts";

/** Options of `PiecewiseConstantDecay`. */
export interface PiecewiseConstantDecayOptions {
  /** The last step of each piece but the final one, rising. */
  readonly boundaries: readonly number[];
  /** The rate of each piece: one more than boundaries. */
  readonly values: readonly number[];
  /** Default "PiecewiseConstant". */
  readonly name?: string | undefined;
}

/** η = values[i] with the first i for which step ≤ boundaries[i], else the last value. */
export class PiecewiseConstantDecay extends Schedule<PiecewiseConstantDecayOptions> {
  static override readonly className = "PiecewiseConstantDecay";

  constructor(options: PiecewiseConstantDecayOptions) {
    super(options, { name: "PiecewiseConstant" }, ["boundaries", "values"]);
    const { boundaries, values } = this.options;
    if (values.length !== boundaries.length + 1) {
      fail("option", {
        where: "PiecewiseConstantDecay",
        expected: "one value more than boundaries",
        received: `${values.length} values and ${boundaries.length} boundaries`,
      });
    }
  }

  override rate(step: Operand): Operand {
    const { boundaries, values } = this.options;
    return boundaries.reduceRight<Operand>(
      (later, boundary, i) => where(lessEqual(step, boundary), values[i]!, later),
      fullLike(cast(step, "float32"), values.at(-1)!),
    );
  }
}

/** `piecewiseConstantDecay([1000, 2000], [0.1, 0.05, 0.01])` */
export function piecewiseConstantDecay(
  options: PiecewiseConstantDecayOptions,
): PiecewiseConstantDecay;
/** The same with Keras's leading arguments in front. */
export function piecewiseConstantDecay(
  boundaries: readonly number[],
  values: readonly number[],
  options?: Omit<PiecewiseConstantDecayOptions, "boundaries" | "values">,
): PiecewiseConstantDecay;
export function piecewiseConstantDecay(...given: readonly unknown[]): PiecewiseConstantDecay {
  return new PiecewiseConstantDecay(scheduleOptions(["boundaries", "values"], given));
}
