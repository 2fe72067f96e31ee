import { isFloat } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import {
  binary,
  castWith,
  builderFor,
  resultDType,
  toOperand,
  unary,
  type OperandLike,
} from "./convert.ts";

/** x1 + x2, element by element with broadcasting; of two booleans: x1 or x2. */
export function add(x1: OperandLike, x2: OperandLike): Operand {
  return binary("add", resultDType([x1, x2]) === "bool" ? "or" : "add", x1, x2);
}

/** x1 - x2, element by element with broadcasting. */
export function subtract(x1: OperandLike, x2: OperandLike): Operand {
  return binary("subtract", "sub", x1, x2);
}

/** x1 · x2, element by element with broadcasting; of two booleans: x1 and x2. */
export function multiply(x1: OperandLike, x2: OperandLike): Operand {
  return binary("multiply", resultDType([x1, x2]) === "bool" ? "and" : "mul", x1, x2);
}

/** -x, element by element. */
export function negative(x: OperandLike): Operand {
  return unary("negative", "neg", x);
}

/** |x|, element by element. */
export function absolute(x: OperandLike): Operand {
  const operand = toOperand(x);
  return operand.dtype === "bool" ? operand : unary("absolute", "abs", operand);
}

export { absolute as abs };

/** -1, 0 or 1 as x is below, at or above zero. */
export function sign(x: OperandLike): Operand {
  const operand = toOperand(x);
  const { dtype } = operand;
  if (isFloat(dtype) || dtype === "int32") return unary("sign", "sign", operand);
  return castWith(builderFor("sign", [operand]), unary("sign", "sign", operand, "int32"), dtype);
}
