/** Layers: `hornet/layers`. */
export { Activation, activation } from "../layers/activation.ts";
export {
  BatchNormalization,
  batchNormalization,
  type BatchNormalizationOptions,
} from "../layers/batchNormalization.ts";
export { Dense, dense, type DenseOptions } from "../layers/dense.ts";
export { Dropout, dropout, type DropoutOptions } from "../layers/dropout.ts";
export { ELU, elu, type ELUOptions } from "../layers/elu.ts";
export { Flatten, flatten, type FlattenOptions } from "../layers/flatten.ts";
export {
  GaussianNoise,
  gaussianNoise,
  type GaussianNoiseOptions,
} from "../layers/gaussianNoise.ts";
export { Identity, identity } from "../layers/identity.ts";
export { input, InputLayer, type InputOptions } from "../layers/inputLayer.ts";
export { type CallContext, Layer, type LayerOptions, type WeightOptions } from "../layers/layer.ts";
export { LeakyReLU, leakyReLU, type LeakyReLUOptions } from "../layers/leakyReLU.ts";
export {
  Add,
  add,
  Average,
  average,
  Concatenate,
  concatenate,
  type ConcatenateOptions,
  Maximum,
  maximum,
  Minimum,
  minimum,
  Multiply,
  multiply,
  Subtract,
  subtract,
} from "../layers/merge.ts";
export { ReLU, reLU, type ReLUOptions } from "../layers/relu.ts";
export { Rescaling, rescaling, type RescalingOptions } from "../layers/rescaling.ts";
export { Reshape, reshape, type ReshapeOptions } from "../layers/reshape.ts";
export { Softmax, softmax, type SoftmaxOptions } from "../layers/softmax.ts";
export { type PartialShape, SymbolicTensor } from "../layers/symbolic.ts";
export {
  ActivityRegularization,
  activityRegularization,
  type ActivityRegularizationOptions,
} from "../layers/activityRegularization.ts";
export {
  GaussianDropout,
  gaussianDropout,
  type GaussianDropoutOptions,
} from "../layers/gaussianDropout.ts";
export {
  LayerNormalization,
  layerNormalization,
  type LayerNormalizationOptions,
} from "../layers/layerNormalization.ts";
export { Permute, permute } from "../layers/permute.ts";
export { PReLU, pReLU, type PReLUOptions } from "../layers/prelu.ts";
export { registerSerializable, type SerializableClass } from "../layers/registry.ts";
export { RepeatVector, repeatVector } from "../layers/repeatVector.ts";
