import * as nearZero from "./primitives/nearZero.ts";
import type { Operand } from "../graph/value.ts";
import { unaryFloat, type OperandLike } from "./convert.ts";

/** eˣ, element by element. */
export function exp(x: OperandLike): Operand {
  return unaryFloat("exp", "exp", x);
}

/** eˣ - 1, exact for small x. */
export function expm1(x: OperandLike): Operand {
  return unaryFloat("expm1", nearZero.expm1, x);
}

/** ln x, element by element; NaN below zero. */
export function log(x: OperandLike): Operand {
  return unaryFloat("log", "log", x);
}

/** ln(1 + x), exact for small x. */
export function log1p(x: OperandLike): Operand {
  return unaryFloat("log1p", nearZero.log1p, x);
}
