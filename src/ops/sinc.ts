import type { Operand } from "../graph/value.ts";
import { multiply } from "./add.ts";
import { floatOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { equal } from "./equal.ts";
import { sin } from "./sin.ts";
import { where } from "./where.ts";

/** sin(πx) / (πx), element by element; 1 at 0. */
export function sinc(x: OperandLike): Operand {
  const { x: operand } = floatOperand("sinc", x);
  const isZero = equal(operand, 0);
  const angle = multiply(where(isZero, 1, operand), Math.PI);
  return where(isZero, 1, divide(sin(angle), angle));
}
