import type { Operand } from "../graph/value.ts";
import { absolute, add, multiply, negative } from "./add.ts";
import { floatOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { greater } from "./equal.ts";
import { exp, log1p } from "./exp.ts";
import { maximum } from "./maximum.ts";
import { tanh } from "./sin.ts";
import { where } from "./where.ts";

/**
 * ln(1 + eˣ), the smooth ramp.
 * Written as max(x, 0) + ln(1 + e^-|x|): no overflow above, no lost digits below.
 */
export function softplus(x: OperandLike): Operand {
  const { x: operand } = floatOperand("softplus", x);
  const isPositive = greater(operand, 0);
  const tail = log1p(exp(where(isPositive, negative(operand), operand)));
  return add(maximum(operand, 0), tail);
}

/** x / (1 + |x|), between -1 and 1. */
export function softsign(x: OperandLike): Operand {
  const { x: operand } = floatOperand("softsign", x);
  return divide(operand, add(absolute(operand), 1));
}

/** x · tanh(ln(1 + eˣ)). Misra 2019, https://arxiv.org/abs/1908.08681 */
export function mish(x: OperandLike): Operand {
  const { x: operand } = floatOperand("mish", x);
  return multiply(operand, tanh(softplus(operand)));
}
