import { isFloat } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "./convert.ts";
import { equal } from "./equal.ts";
import { isnan } from "./isfinite.ts";
import { where } from "./where.ts";

/** What stands for numbers that are none. */
export interface NanToNumOptions {
  /** Default 0. */
  readonly nan?: number | undefined;
  /** Default: the largest number of the dtype. */
  readonly posinf?: number | null | undefined;
  /** Default: the smallest number of the dtype. */
  readonly neginf?: number | null | undefined;
}

const largestFloat32 = (2 - 2 ** -23) * 2 ** 127;

/** x with NaN and the infinities replaced, element by element; their gradient is 0. */
export function nanToNum(x: OperandLike, options: NanToNumOptions = {}): Operand {
  const { nan = 0, posinf, neginf } = options;
  const operand = toOperand(x);
  if (!isFloat(operand.dtype)) return operand;
  const largest = operand.dtype === "float32" ? largestFloat32 : Number.MAX_VALUE;
  const numbers = where(isnan(operand), nan, operand);
  const below = where(equal(numbers, Infinity), posinf ?? largest, numbers);
  return where(equal(below, -Infinity), neginf ?? -largest, below);
}

/** Whether x is +∞, element by element: bool. */
export function isposinf(x: OperandLike): Operand {
  return equal(toOperand(x), Infinity);
}

/** Whether x is -∞, element by element: bool. */
export function isneginf(x: OperandLike): Operand {
  return equal(toOperand(x), -Infinity);
}
