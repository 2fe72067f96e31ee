import type { Operand } from "../graph/value.ts";
import { binary, floatOf, resultDType, unaryFloat, type OperandLike } from "./convert.ts";
import * as hyperbolic from "./primitives/hyperbolic.ts";
import * as trigonometric from "./primitives/trigonometric.ts";

/** The tangent of x radians. */
export function tan(x: OperandLike): Operand {
  return unaryFloat("tan", trigonometric.tan, x);
}

/** The angle between -π/2 and π/2 whose sine is x; NaN beyond ±1. */
export function arcsin(x: OperandLike): Operand {
  return unaryFloat("arcsin", trigonometric.asin, x);
}

/** The angle between 0 and π whose cosine is x; NaN beyond ±1. */
export function arccos(x: OperandLike): Operand {
  return unaryFloat("arccos", trigonometric.acos, x);
}

/** The angle between -π/2 and π/2 whose tangent is x. */
export function arctan(x: OperandLike): Operand {
  return unaryFloat("arctan", trigonometric.atan, x);
}

/** The hyperbolic sine (eˣ - e⁻ˣ) / 2. */
export function sinh(x: OperandLike): Operand {
  return unaryFloat("sinh", hyperbolic.sinh, x);
}

/** The hyperbolic cosine (eˣ + e⁻ˣ) / 2. */
export function cosh(x: OperandLike): Operand {
  return unaryFloat("cosh", hyperbolic.cosh, x);
}

/** The number whose hyperbolic sine is x. */
export function arcsinh(x: OperandLike): Operand {
  return unaryFloat("arcsinh", hyperbolic.asinh, x);
}

/** The number from 0 on whose hyperbolic cosine is x; NaN below 1. */
export function arccosh(x: OperandLike): Operand {
  return unaryFloat("arccosh", hyperbolic.acosh, x);
}

/** The number whose hyperbolic tangent is x; NaN beyond ±1. */
export function arctanh(x: OperandLike): Operand {
  return unaryFloat("arctanh", hyperbolic.atanh, x);
}

/** The angle between -π and π of the point with height x1 and width x2. */
export function arctan2(x1: OperandLike, x2: OperandLike): Operand {
  return binary("arctan2", trigonometric.atan2, x1, x2, floatOf(resultDType([x1, x2])));
}
