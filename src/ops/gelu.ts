import type { Operand } from "../graph/value.ts";
import { add, multiply } from "./add.ts";
import { floatOperand, optionsOf, type OperandLike, type OptionsOr } from "./convert.ts";
import { erf, tanh } from "./sin.ts";

/** How exactly. */
export interface GeluOptions {
  /** Whether by tanh instead of erf. Default true. */
  readonly approximate?: boolean | undefined;
}

/**
 * x · Φ(x), Φ the normal distribution function; `approximate` (default true, as `keras.ops.gelu`; the activation "gelu"
 * is exact): x/2 · (1 + tanh(√(2/π)(x + 0.044715x³))). Hendrycks & Gimpel 2016, https://arxiv.org/abs/1606.08415
 */
export function gelu(x: OperandLike, options: OptionsOr<GeluOptions, "approximate"> = {}): Operand {
  const named = optionsOf<GeluOptions>("approximate", options);
  const { x: operand } = floatOperand("gelu", x);
  const half = multiply(operand, 0.5);
  if (named.approximate === false)
    return multiply(half, add(erf(multiply(operand, Math.SQRT1_2)), 1));
  const cubic = multiply(operand, add(multiply(multiply(operand, operand), 0.044715), 1));
  return multiply(half, add(tanh(multiply(cubic, Math.sqrt(2 / Math.PI))), 1));
}
