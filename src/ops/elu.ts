import type { Operand } from "../graph/value.ts";
import { multiply } from "./add.ts";
import { floatOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { greater } from "./equal.ts";
import { expm1 } from "./exp.ts";
import { where } from "./where.ts";

/** How deep a unit goes below zero. */
export interface AlphaOptions {
  /** Default 1. */
  readonly alpha?: number | undefined;
}

/** SELU's α: with it and the scale, mean 0 and variance 1 are a fixed point. */
export const seluAlpha = 1.6732632423543772;
/** SELU's λ. */
export const seluScale = 1.0507009873554805;

/** x above zero, α(eˣ - 1) (default α = 1) below. Clevert et al. 2016, https://arxiv.org/abs/1511.07289 */
export function elu(x: OperandLike, options: AlphaOptions = {}): Operand {
  const { alpha = 1 } = options;
  const { x: operand } = floatOperand("elu", x);
  const isPositive = greater(operand, 0);
  // The unused branch is given 0, so that it cannot overflow into the gradient.
  const below = expm1(where(isPositive, 0, operand));
  return where(isPositive, operand, alpha === 1 ? below : multiply(below, alpha));
}

/** λ · elu(x, α), λ = 1.0507, α = 1.6733. Klambauer et al. 2017, https://arxiv.org/abs/1706.02515 */
export function selu(x: OperandLike): Operand {
  return multiply(elu(x, { alpha: seluAlpha }), seluScale);
}

/** x above zero, α(e^(x/α) - 1) (default α = 1) below: its derivative at 0 is 1 for all α. https://arxiv.org/abs/1704.07483 */
export function celu(x: OperandLike, options: AlphaOptions = {}): Operand {
  const { alpha = 1 } = options;
  const { x: operand } = floatOperand("celu", x);
  const isPositive = greater(operand, 0);
  const below = expm1(divide(where(isPositive, 0, operand), alpha));
  return where(isPositive, operand, multiply(below, alpha));
}
