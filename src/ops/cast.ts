import type { DType } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import { builderFor, castWith, toOperand, unary, type OperandLike } from "./convert.ts";
import { expectDType } from "../base/dtype.ts";

/** x in another dtype: fractions are cut towards zero, everything but zero is true. */
export function cast(x: OperandLike, dtype: DType): Operand {
  const operand = toOperand(x);
  return operand.dtype === dtype
    ? operand
    : castWith(builderFor("cast", [operand]), operand, expectDType("cast", dtype));
}

/** x itself, but no gradient flows back through it. */
export function stopGradient(x: OperandLike): Operand {
  return unary("stopGradient", "stopGradient", x);
}
