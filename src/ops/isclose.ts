import type { Operand } from "../graph/value.ts";
import { absolute, add, multiply, subtract } from "./add.ts";
import { all } from "./any.ts";
import { align, floatOf, resultDType, type OperandLike } from "./convert.ts";
import { equal, lessEqual } from "./equal.ts";
import { isfinite, isnan } from "./isfinite.ts";
import { logicalAnd, logicalOr } from "./logicalAnd.ts";

/** How far two numbers may lie apart. */
export interface CloseOptions {
  /** Share of |x2|. Default 1e-5. */
  readonly rtol?: number | undefined;
  /** Default 1e-8. */
  readonly atol?: number | undefined;
  /** Whether NaN is close to NaN. Default false. */
  readonly equalNan?: boolean | undefined;
}

/** Whether |x1 - x2| ≤ atol + rtol · |x2|, element by element; infinities are close to their equals. */
export function isclose(x1: OperandLike, x2: OperandLike, options: CloseOptions = {}): Operand {
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
  const { operands } = align("isclose", [x1, x2], floatOf(resultDType([x1, x2])));
  const [x, y] = operands as [Operand, Operand];
  const bound = add(multiply(absolute(y), rtol), atol);
  const isNear = logicalAnd(
    logicalAnd(isfinite(x), isfinite(y)),
    lessEqual(absolute(subtract(x, y)), bound),
  );
  const isSame = logicalOr(isNear, equal(x, y));
  return equalNan ? logicalOr(isSame, logicalAnd(isnan(x), isnan(y))) : isSame;
}

/** Whether all elements are close: bool []. */
export function allclose(x1: OperandLike, x2: OperandLike, options: CloseOptions = {}): Operand {
  return all(isclose(x1, x2, options));
}
