import type { Operand } from "../../graph/value.ts";
import { add, multiply } from "../../ops/add.ts";
import { cast } from "../../ops/cast.ts";
import { divide } from "../../ops/divide.ts";
import { floor } from "../../ops/floor.ts";
import { Schedule, scheduleOptions } from "./schedule.ts";

/** Options of `InverseTimeDecay`. */
export interface InverseTimeDecayOptions {
  /** The rate at step 0. */
  readonly initialLearningRate: number;
  /** After so many steps the rate is divided by 1 + `decayRate`. */
  readonly decaySteps: number;
  readonly decayRate: number;
  /** Whether the rate falls in stairs, only after each whole `decaySteps`. Default false. */
  readonly staircase?: boolean | undefined;
  /** Default "InverseTimeDecay". */
  readonly name?: string | undefined;
}

/** η = η₀ / (1 + decayRate · step / decaySteps): power scheduling with exponent 1. */
export class InverseTimeDecay extends Schedule<InverseTimeDecayOptions> {
  static override readonly className = "InverseTimeDecay";

  constructor(options: InverseTimeDecayOptions) {
    super(options, { staircase: false, name: "InverseTimeDecay" }, [
      "initialLearningRate",
      "decaySteps",
      "decayRate",
    ]);
  }

  override rate(step: Operand): Operand {
    const { initialLearningRate, decaySteps, decayRate, staircase } = this.options;
    const p = divide(cast(step, "float32"), decaySteps);
    return divide(initialLearningRate, add(multiply(staircase ? floor(p) : p, decayRate), 1));
  }
}

/** `inverseTimeDecay(0.1, 1000, 0.5)` */
export function inverseTimeDecay(options: InverseTimeDecayOptions): InverseTimeDecay;
/** The same with Keras's leading arguments in front. */
export function inverseTimeDecay(
  initialLearningRate: number,
  decaySteps: number,
  decayRate: number,
  options?: Omit<InverseTimeDecayOptions, "initialLearningRate" | "decaySteps" | "decayRate">,
): InverseTimeDecay;
export function inverseTimeDecay(...given: readonly unknown[]): InverseTimeDecay {
  return new InverseTimeDecay(
    scheduleOptions(["initialLearningRate", "decaySteps", "decayRate"], given),
  );
}
