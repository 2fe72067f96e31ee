import type { Operand } from "../graph/value.ts";
import { subtract } from "./add.ts";
import { optionsOf, toOperand, type OperandLike, type OptionsOr } from "./convert.ts";
import { sqrt, square } from "./power.ts";
import { mean, type ReduceOptions } from "./sum.ts";

/** The mean squared distance from the mean over the axes (divided by n, not n - 1); of integers: float32. */
export function variance(x: OperandLike, options: OptionsOr<ReduceOptions, "axis"> = {}): Operand {
  const named = optionsOf<ReduceOptions>("axis", options);
  const operand = toOperand(x);
  const centre = mean(operand, { axis: named.axis, keepdims: true });
  return mean(square(subtract(operand, centre)), named);
}

/** The standard deviation over the axes: √ of the variance. */
export function std(x: OperandLike, options: OptionsOr<ReduceOptions, "axis"> = {}): Operand {
  const named = optionsOf<ReduceOptions>("axis", options);
  return sqrt(variance(x, named));
}
