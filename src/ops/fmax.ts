import { rem } from "./primitives/remainder.ts";
import type { Operand } from "../graph/value.ts";
import { align, binary, floatOf, resultDType, unify, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { equal, greater, less } from "./equal.ts";
import { isnan } from "./isfinite.ts";
import { logicalOr } from "./logicalAnd.ts";
import { where } from "./where.ts";

function pick(
  place: string,
  inputs: readonly [OperandLike, OperandLike],
  wins: (x: Operand, y: Operand) => Operand,
): Operand {
  const { operands } = align(place, inputs);
  const [x, y] = operands as [Operand, Operand];
  return where(logicalOr(wins(x, y), isnan(y)), x, y);
}

/** The larger of x1 and x2, element by element; NaN only if both are NaN. */
export function fmax(x1: OperandLike, x2: OperandLike): Operand {
  return pick("fmax", [x1, x2], greater);
}

/** The smaller of x1 and x2, element by element; NaN only if both are NaN. */
export function fmin(x1: OperandLike, x2: OperandLike): Operand {
  return pick("fmin", [x1, x2], less);
}

/** x1 - x2 · trunc(x1 / x2), element by element: the remainder with the sign of x1. */
export function fmod(x1: OperandLike, x2: OperandLike): Operand {
  const dtype = resultDType([x1, x2]);
  return binary("fmod", rem, x1, x2, dtype === "bool" ? "int32" : dtype);
}

/** x1 / x2, element by element; 0 where x2 is 0. */
export function divideNoNan(x1: OperandLike, x2: OperandLike): Operand {
  const isZero = equal(x2, 0);
  return where(isZero, 0, divide(x1, where(isZero, 1, x2)));
}

/** 0 below zero, x2 at zero, 1 above it, element by element; NaN stays. */
export function heaviside(x1: OperandLike, x2: OperandLike): Operand {
  const { operands } = unify("heaviside", [x1, x2], floatOf(resultDType([x1, x2])));
  const [x, atZero] = operands as [Operand, Operand];
  return where(less(x, 0), 0, where(greater(x, 0), 1, where(equal(x, 0), atZero, x)));
}
