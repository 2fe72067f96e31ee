import { isFloat } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import { absolute, multiply } from "./add.ts";
import { floatOperand, toOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { greater, less } from "./equal.ts";
import { ceil, floor } from "./floor.ts";
import { power } from "./power.ts";
import { where } from "./where.ts";

/** 1 / x, element by element. */
export function reciprocal(x: OperandLike): Operand {
  return divide(1, x);
}

/** |x| as a float, element by element. */
export function fabs(x: OperandLike): Operand {
  return absolute(floatOperand("fabs", x).x);
}

/** Degrees as radians: x · π / 180. */
export function deg2rad(x: OperandLike): Operand {
  return multiply(floatOperand("deg2rad", x).x, Math.PI / 180);
}

/** Radians as degrees: x · 180 / π. */
export function rad2deg(x: OperandLike): Operand {
  return multiply(floatOperand("rad2deg", x).x, 180 / Math.PI);
}

/** The whole part of x, cut towards zero; the dtype stays. */
export function trunc(x: OperandLike): Operand {
  const operand = toOperand(x);
  return isFloat(operand.dtype) ? where(less(operand, 0), ceil(operand), floor(operand)) : operand;
}

/** ∛x, element by element, with the sign of x. Its slope at 0 counts as 0. */
export function cbrt(x: OperandLike): Operand {
  const { x: operand } = floatOperand("cbrt", x);
  const magnitude = absolute(operand);
  // The root of 0 is not asked for, so that no infinite slope gets into the gradient.
  const root = power(where(greater(magnitude, 0), magnitude, 1), 1 / 3);
  return where(greater(operand, 0), root, where(less(operand, 0), multiply(root, -1), operand));
}
