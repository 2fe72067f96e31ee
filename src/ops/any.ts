import type { Operand } from "../graph/value.ts";
import { optionsOf, toOperand, type OperandLike, type OptionsOr } from "./convert.ts";
import { reduce, type ReduceOptions } from "./sum.ts";

/** Whether any element over the axes is true (not zero). */
export function any(x: OperandLike, options: OptionsOr<ReduceOptions, "axis"> = {}): Operand {
  const named = optionsOf<ReduceOptions>("axis", options);
  return reduce("any", "reduceAny", toOperand(x), "bool", named);
}

/** Whether all elements over the axes are true (not zero). */
export function all(x: OperandLike, options: OptionsOr<ReduceOptions, "axis"> = {}): Operand {
  const named = optionsOf<ReduceOptions>("axis", options);
  return reduce("all", "reduceAll", toOperand(x), "bool", named);
}
