import { pow } from "./primitives/power.ts";
import type { Operand } from "../graph/value.ts";
import { binary, resultDType, toOperand, unary, unaryFloat, type OperandLike } from "./convert.ts";
import { multiply } from "./add.ts";

/** x1 to the power x2, element by element with broadcasting. */
export function power(x1: OperandLike, x2: OperandLike): Operand {
  if (x2 === 2) return square(x1);
  const dtype = resultDType([x1, x2]);
  return binary("power", pow, x1, x2, dtype === "bool" ? "int32" : dtype);
}

/** x², element by element. */
export function square(x: OperandLike): Operand {
  const operand = toOperand(x);
  return operand.dtype === "bool"
    ? unary("square", "abs", operand, "int32")
    : multiply(operand, operand);
}

/** √x, element by element; NaN below zero. */
export function sqrt(x: OperandLike): Operand {
  return unaryFloat("sqrt", "sqrt", x);
}

/** 1 / √x, element by element. */
export function rsqrt(x: OperandLike): Operand {
  return unaryFloat("rsqrt", "rsqrt", x);
}
