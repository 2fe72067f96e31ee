import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "./add.ts";
import { align, floatOf, floatOperand, resultDType, type OperandLike } from "./convert.ts";
import { greaterEqual } from "./equal.ts";
import { exp, log, log1p } from "./exp.ts";
import { isfinite } from "./isfinite.ts";
import { power } from "./power.ts";
import { where } from "./where.ts";

/** log₂ x, element by element; NaN below zero. */
export function log2(x: OperandLike): Operand {
  return multiply(log(x), Math.LOG2E);
}

/** log₁₀ x, element by element; NaN below zero. */
export function log10(x: OperandLike): Operand {
  return multiply(log(x), Math.LOG10E);
}

/** 2ˣ, element by element. */
export function exp2(x: OperandLike): Operand {
  return power(2, floatOperand("exp2", x).x);
}

/** The larger of both, and ln(1 + e^-distance), which is at most ln 2. At a tie each has half of the gradient. */
function logOfSum(
  where_: string,
  x1: OperandLike,
  x2: OperandLike,
  rest: (distance: Operand) => Operand,
): Operand {
  const { operands } = align(where_, [x1, x2], floatOf(resultDType([x1, x2])));
  const [x, y] = operands as [Operand, Operand];
  const isFirst = greaterEqual(x, y);
  const high = where(isFirst, x, y);
  const low = where(isFirst, y, x);
  return add(high, rest(where(isfinite(high), subtract(low, high), subtract(0, isNaNOf(high)))));
}

/** 0, or NaN where x is NaN. */
function isNaNOf(x: Operand): Operand {
  return where(greaterEqual(x, x), 0, x);
}

/** ln(e^x1 + e^x2), element by element, without overflow. */
export function logaddexp(x1: OperandLike, x2: OperandLike): Operand {
  return logOfSum("logaddexp", x1, x2, (distance) => log1p(exp(distance)));
}

/** log₂(2^x1 + 2^x2), element by element, without overflow. */
export function logaddexp2(x1: OperandLike, x2: OperandLike): Operand {
  return logOfSum("logaddexp2", x1, x2, (distance) =>
    multiply(log1p(exp(multiply(distance, Math.LN2))), Math.LOG2E),
  );
}
