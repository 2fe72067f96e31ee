import { erf as erfPrimitive } from "./primitives/errorFunction.ts";
import type { Operand } from "../graph/value.ts";
import { unaryFloat, type OperandLike } from "./convert.ts";
import * as primitives from "./primitives/trigonometric.ts";

/** The sine of x radians. */
export function sin(x: OperandLike): Operand {
  return unaryFloat("sin", primitives.sin, x);
}

/** The cosine of x radians. */
export function cos(x: OperandLike): Operand {
  return unaryFloat("cos", primitives.cos, x);
}

/** The hyperbolic tangent, between -1 and 1; an activation of Keras. */
export function tanh(x: OperandLike): Operand {
  return unaryFloat("tanh", "tanh", x);
}

/** The Gauss error function 2/√π · ∫₀ˣ e^(-t²) dt, between -1 and 1. */
export function erf(x: OperandLike): Operand {
  return unaryFloat("erf", erfPrimitive, x);
}
