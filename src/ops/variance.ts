import type { Operand } from "../graph/value.ts";
import { subtract } from "./add.ts";
import { floatOperand, optionsOf, type OperandLike, type OptionsOr } from "./convert.ts";
import { sqrt, square } from "./power.ts";
import { mean, type ReduceOptions } from "./sum.ts";

/** The mean squared distance from the mean over the axes (divided by n, not n - 1); of integers: in the dtype of `floatx`. */
export function variance(x: OperandLike, options: OptionsOr<ReduceOptions, "axis"> = {}): Operand {
  const named = optionsOf<ReduceOptions>("axis", options);
  const { x: operand } = floatOperand("variance", x);
  const centre = mean(operand, { axis: named.axis, keepdims: true });
  return mean(square(subtract(operand, centre)), named);
}

/** The standard deviation over the axes: √ of the variance. */
export function std(x: OperandLike, options: OptionsOr<ReduceOptions, "axis"> = {}): Operand {
  const named = optionsOf<ReduceOptions>("axis", options);
  return sqrt(variance(x, named));
}
