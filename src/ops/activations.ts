import { failUnknownName } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { celu, elu, selu } from "./elu.ts";
import { exp } from "./exp.ts";
import { gelu } from "./gelu.ts";
import { linear } from "./linear.ts";
import { hardSigmoid, hardSilu, hardTanh, leakyRelu, relu, relu6 } from "./relu.ts";
import {
  glu,
  hardShrink,
  softShrink,
  sparsePlus,
  sparseSigmoid,
  squareplus,
  tanhShrink,
} from "./shrink.ts";
import { logSigmoid, sigmoid, silu } from "./sigmoid.ts";
import { tanh } from "./sin.ts";
import { logSoftmax, softmax } from "./softmax.ts";
import { plainOf } from "./signature.ts";
import { sparsemax } from "./sparsemax.ts";
import { mish, softplus, softsign } from "./softplus.ts";

/** A function of a tensor that stands behind a layer; it keeps the shape. */
export type Activation = (x: Operand) => Operand;

/** The name of an activation, as Keras writes it. */
export type ActivationName =
  | "celu"
  | "elu"
  | "exponential"
  | "gelu"
  | "glu"
  | "hard_shrink"
  | "hard_sigmoid"
  | "hard_silu"
  | "hard_swish"
  | "hard_tanh"
  | "leaky_relu"
  | "linear"
  | "log_sigmoid"
  | "log_softmax"
  | "mish"
  | "relu"
  | "relu6"
  | "selu"
  | "sigmoid"
  | "silu"
  | "soft_shrink"
  | "softmax"
  | "softplus"
  | "softsign"
  | "sparse_plus"
  | "sparse_sigmoid"
  | "sparsemax"
  | "squareplus"
  | "swish"
  | "tanh"
  | "tanh_shrink";

/** x Φ(x), as it is: the activation, unlike the op, does not approximate it unless told. */
export const exactGelu: Activation = (x) => gelu(x, { approximate: false });

/** Keras's names of activations. */
export const activations: Readonly<Record<ActivationName, Activation>> = {
  celu,
  elu,
  exponential: exp,
  gelu: exactGelu,
  glu,
  hard_shrink: hardShrink,
  hard_sigmoid: hardSigmoid,
  hard_silu: hardSilu,
  hard_swish: hardSilu,
  hard_tanh: hardTanh,
  leaky_relu: leakyRelu,
  linear,
  log_sigmoid: logSigmoid,
  log_softmax: logSoftmax,
  mish,
  relu,
  relu6,
  selu,
  sigmoid,
  silu,
  soft_shrink: softShrink,
  softmax,
  softplus,
  softsign,
  sparse_plus: sparsePlus,
  sparse_sigmoid: sparseSigmoid,
  sparsemax,
  squareplus,
  swish: silu,
  tanh,
  tanh_shrink: tanhShrink,
};

/** What a layer takes as its activation: a name, a function, or null for none. */
export type ActivationLike = ActivationName | Activation | null;

/** The function behind a name (null or undefined: "linear"); a function is itself. Throws on an unknown name. */
export function getActivation(
  like: string | Activation | null | undefined,
  where = "activation",
): Activation {
  if (like === null || like === undefined) return activations.linear;
  if (typeof like === "function") return like;
  if (Object.hasOwn(activations, like)) return activations[like as ActivationName];
  return failUnknownName(where, "activation", like, Object.keys(activations));
}

/** The name under which a function stands in Keras's table; undefined for a function of the user's own. */
export function activationName(activation: Activation): ActivationName | undefined {
  const plain = plainOf(activation);
  return (Object.keys(activations) as ActivationName[]).find((name) => activations[name] === plain);
}
