import { isFloat } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import { toOperand, unaryFloat, type OperandLike } from "./convert.ts";
import { absolute } from "./add.ts";
import { equal, notEqual } from "./equal.ts";

/** Whether x is neither infinite nor NaN, element by element: bool. */
export function isfinite(x: OperandLike): Operand {
  return unaryFloat("isfinite", "isFinite", x);
}

/** Whether x is NaN, element by element: bool. */
export function isnan(x: OperandLike): Operand {
  const operand = toOperand(x);
  return notEqual(operand, operand);
}

/** Whether x is +∞ or -∞, element by element: bool. */
export function isinf(x: OperandLike): Operand {
  const operand = toOperand(x);
  return isFloat(operand.dtype) ? equal(absolute(operand), Infinity) : notEqual(operand, operand);
}
