import type { Operand } from "../graph/value.ts";
import { multiply, negative } from "./add.ts";
import { floatOperand, type OperandLike } from "./convert.ts";
import { softplus } from "./softplus.ts";

const sources = new WeakMap<Operand, Operand>();

/** The logits of a value that came out of `sigmoid`, else undefined: cross-entropy on them loses no digits. */
export function sigmoidLogitsOf(probability: Operand): Operand | undefined {
  return sources.get(probability);
}

/** 1 / (1 + e^-x), between 0 and 1. */
export function sigmoid(x: OperandLike): Operand {
  const { builder, x: logits } = floatOperand("sigmoid", x);
  const probability = builder.emit("logistic", [logits], {});
  sources.set(probability, logits);
  return probability;
}

/** ln sigmoid(x) = -ln(1 + e^-x). */
export function logSigmoid(x: OperandLike): Operand {
  return negative(softplus(negative(floatOperand("logSigmoid", x).x)));
}

/** x · sigmoid(x), also called swish. Ramachandran et al. 2017, https://arxiv.org/abs/1710.05941 */
export function silu(x: OperandLike): Operand {
  const { x: operand } = floatOperand("silu", x);
  return multiply(operand, sigmoid(operand));
}

export { silu as swish };
