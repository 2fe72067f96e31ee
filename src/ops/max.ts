import { normalizeAxes } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import {
  builderFor,
  optionsOf,
  scalar,
  toOperand,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { maximum, minimum } from "./maximum.ts";
import { reduce, type ReduceOptions } from "./sum.ts";

/** Reduction of the extremes: `initial` takes part as one more element. */
export interface ExtremeOptions extends ReduceOptions {
  /** One more element of every reduction; needed when an axis is empty. */
  readonly initial?: number | undefined;
}

/** x with one more entry, the initial value, at the end of the first reduced axis. */
function withInitial(where: string, x: Operand, initial: number, options: ReduceOptions): Operand {
  const axes = normalizeAxes(where, options.axis, x.rank);
  const [first] = axes;
  if (first === undefined) return where === "max" ? maximum(x, initial) : minimum(x, initial);
  const flat = x.shape.map(() => 0);
  const attributes = {
    low: flat,
    high: x.shape.map((_, axis) => (axis === first ? 1 : 0)),
    interior: flat,
  };
  return builderFor(where, [x]).emit("pad", [x, scalar(initial, x.dtype)], attributes);
}

/** The largest element over the axes. */
export function max(x: OperandLike, options: OptionsOr<ExtremeOptions, "axis"> = {}): Operand {
  const named = optionsOf<ExtremeOptions>("axis", options);
  const operand = toOperand(x);
  const whole =
    named.initial === undefined ? operand : withInitial("max", operand, named.initial, named);
  const op = operand.dtype === "bool" ? "reduceAny" : "reduceMax";
  return reduce("max", op, whole, operand.dtype, named);
}

/** The smallest element over the axes. */
export function min(x: OperandLike, options: OptionsOr<ExtremeOptions, "axis"> = {}): Operand {
  const named = optionsOf<ExtremeOptions>("axis", options);
  const operand = toOperand(x);
  const whole =
    named.initial === undefined ? operand : withInitial("min", operand, named.initial, named);
  const op = operand.dtype === "bool" ? "reduceAll" : "reduceMin";
  return reduce("min", op, whole, operand.dtype, named);
}

export { max as amax, min as amin };
