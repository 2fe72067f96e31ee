import type { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "./convert.ts";
import { reduce, type ReduceOptions } from "./sum.ts";

/** Whether any element over the axes is true (not zero). */
export function any(x: OperandLike, options: ReduceOptions = {}): Operand {
  return reduce("any", "reduceAny", toOperand(x), "bool", options);
}

/** Whether all elements over the axes are true (not zero). */
export function all(x: OperandLike, options: ReduceOptions = {}): Operand {
  return reduce("all", "reduceAll", toOperand(x), "bool", options);
}
