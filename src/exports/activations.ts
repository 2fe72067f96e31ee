/** Activations of layers, functions of a tensor that keep its shape: `hornet/activations`. */
export { type Activation, exactGelu as gelu } from "../ops/activations.ts";
export { celu, elu, selu } from "../ops/elu.ts";
export { exp as exponential } from "../ops/exp.ts";
export { linear } from "../ops/linear.ts";
export { hardSigmoid, hardSilu, hardTanh, leakyRelu, relu, relu6 } from "../ops/relu.ts";
export {
  glu,
  hardShrink,
  softShrink,
  sparsePlus,
  sparseSigmoid,
  squareplus,
  tanhShrink,
} from "../ops/shrink.ts";
export { logSigmoid, sigmoid, silu } from "../ops/sigmoid.ts";
export { tanh } from "../ops/sin.ts";
export { logSoftmax, softmax } from "../ops/softmax.ts";
export { mish, softplus, softsign } from "../ops/softplus.ts";
export { sparsemax } from "../ops/sparsemax.ts";
