import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "./add.ts";
import { floatOperand, toOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { greater } from "./equal.ts";
import { clip, maximum, minimum } from "./maximum.ts";
import { where } from "./where.ts";

/** The bends of a rectifier. */
export interface ReluOptions {
  /** Slope below the threshold. Default 0. */
  readonly negativeSlope?: number | undefined;
  /** Largest result. Default none. */
  readonly maxValue?: number | null | undefined;
  /** Below it the result is 0, or slopes. Default 0. */
  readonly threshold?: number | undefined;
}

/**
 * max(x, 0). With options: min(x, maxValue) above the threshold, negativeSlope · (x - threshold) below it.
 * `relu(x, { maxValue: 6 })`
 */
export function relu(x: OperandLike, options: ReluOptions = {}): Operand {
  const { negativeSlope = 0, maxValue = null, threshold = 0 } = options;
  const operand = toOperand(x);
  if (negativeSlope !== 0 && maxValue === null && threshold === 0)
    return leakyRelu(operand, { negativeSlope });
  const open =
    threshold === 0 ? maximum(operand, 0) : where(greater(operand, threshold), operand, 0);
  const held = maxValue === null ? open : minimum(open, maxValue);
  if (negativeSlope === 0) return held;
  return subtract(held, multiply(maximum(subtract(threshold, operand), 0), negativeSlope));
}

/** min(max(x, 0), 6); its derivative at 0 and 6 is 0. */
export function relu6(x: OperandLike): Operand {
  return minimum(maximum(x, 0), 6);
}

/** x above zero, negativeSlope · x (default 0.2) below. */
export function leakyRelu(
  x: OperandLike,
  options: { readonly negativeSlope?: number | undefined } = {},
): Operand {
  const { x: operand } = floatOperand("leakyRelu", x);
  return where(greater(operand, 0), operand, multiply(operand, options.negativeSlope ?? 0.2));
}

/** relu6(x + 3) / 6: the sigmoid made of straight lines. */
export function hardSigmoid(x: OperandLike): Operand {
  return divide(relu6(add(floatOperand("hardSigmoid", x).x, 3)), 6);
}

/** x · relu6(x + 3) / 6. */
export function hardSilu(x: OperandLike): Operand {
  const { x: operand } = floatOperand("hardSilu", x);
  return multiply(operand, hardSigmoid(operand));
}

export { hardSilu as hardSwish };

/** x held between -1 and 1. */
export function hardTanh(x: OperandLike): Operand {
  return clip(x, -1, 1);
}
