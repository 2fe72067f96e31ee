/** Layers. They know no names of their own accord: `hornet/layers` gives them to those that take some. */
export { Activation, activation } from "../../layers/activation.ts";
export {
  BatchNormalization,
  batchNormalization,
  type BatchNormalizationOptions,
} from "../../layers/batchNormalization.ts";
export { Dense, dense, type DenseOptions } from "../../layers/dense.ts";
export { Dropout, dropout, type DropoutOptions } from "../../layers/dropout.ts";
export { ELU, elu, type ELUOptions } from "../../layers/elu.ts";
export { Flatten, flatten, type FlattenOptions } from "../../layers/flatten.ts";
export {
  GaussianNoise,
  gaussianNoise,
  type GaussianNoiseOptions,
} from "../../layers/gaussianNoise.ts";
export { Identity, identity } from "../../layers/identity.ts";
export { input, InputLayer, type InputOptions } from "../../layers/inputLayer.ts";
export {
  type CallContext,
  Layer,
  type LayerOptions,
  type WeightOptions,
} from "../../layers/layer.ts";
export { LeakyReLU, leakyReLU, type LeakyReLUOptions } from "../../layers/leakyReLU.ts";
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
} from "../../layers/merge.ts";
export { ReLU, reLU, type ReLUOptions } from "../../layers/relu.ts";
export { Rescaling, rescaling, type RescalingOptions } from "../../layers/rescaling.ts";
export { Reshape, reshape, type ReshapeOptions } from "../../layers/reshape.ts";
export { Softmax, softmax, type SoftmaxOptions } from "../../layers/softmax.ts";
export { type PartialShape, SymbolicTensor } from "../../layers/symbolic.ts";
export {
  ActivityRegularization,
  activityRegularization,
  type ActivityRegularizationOptions,
} from "../../layers/activityRegularization.ts";
export {
  GaussianDropout,
  gaussianDropout,
  type GaussianDropoutOptions,
} from "../../layers/gaussianDropout.ts";
export {
  LayerNormalization,
  layerNormalization,
  type LayerNormalizationOptions,
} from "../../layers/layerNormalization.ts";
export { Permute, permute } from "../../layers/permute.ts";
export { PReLU, pReLU, type PReLUOptions } from "../../layers/prelu.ts";
export { registerSerializable, type SerializableClass } from "../../layers/registry.ts";
export { RepeatVector, repeatVector } from "../../layers/repeatVector.ts";
export {
  AdaptiveAveragePooling1D,
  adaptiveAveragePooling1d,
  AdaptiveAveragePooling2D,
  adaptiveAveragePooling2d,
  AdaptiveAveragePooling3D,
  adaptiveAveragePooling3d,
  AdaptiveMaxPooling1D,
  adaptiveMaxPooling1d,
  AdaptiveMaxPooling2D,
  adaptiveMaxPooling2d,
  AdaptiveMaxPooling3D,
  adaptiveMaxPooling3d,
  type AdaptivePoolingOptions,
} from "../../layers/adaptivePooling.ts";
export {
  Conv1D,
  conv1d,
  Conv2D,
  conv2d,
  Conv3D,
  conv3d,
  Conv1D as Convolution1D,
  conv1d as convolution1d,
  Conv2D as Convolution2D,
  conv2d as convolution2d,
  Conv3D as Convolution3D,
  conv3d as convolution3d,
  type ConvOptions,
} from "../../layers/conv.ts";
export {
  Conv1DTranspose,
  conv1dTranspose,
  Conv2DTranspose,
  conv2dTranspose,
  Conv3DTranspose,
  conv3dTranspose,
  Conv1DTranspose as Convolution1DTranspose,
  conv1dTranspose as convolution1dTranspose,
  Conv2DTranspose as Convolution2DTranspose,
  conv2dTranspose as convolution2dTranspose,
  Conv3DTranspose as Convolution3DTranspose,
  conv3dTranspose as convolution3dTranspose,
  type ConvTransposeOptions,
} from "../../layers/convTranspose.ts";
export {
  Cropping1D,
  cropping1d,
  Cropping2D,
  cropping2d,
  Cropping3D,
  cropping3d,
  type CroppingOptions,
} from "../../layers/cropping.ts";
export {
  DepthwiseConv1D,
  depthwiseConv1d,
  DepthwiseConv2D,
  depthwiseConv2d,
  type DepthwiseConvOptions,
} from "../../layers/depthwiseConv.ts";
export {
  GlobalAveragePooling1D,
  globalAveragePooling1d,
  GlobalAveragePooling2D,
  globalAveragePooling2d,
  GlobalAveragePooling3D,
  globalAveragePooling3d,
  GlobalMaxPooling1D,
  globalMaxPooling1d,
  GlobalMaxPooling2D,
  globalMaxPooling2d,
  GlobalMaxPooling3D,
  globalMaxPooling3d,
  GlobalAveragePooling1D as GlobalAvgPool1D,
  globalAveragePooling1d as globalAvgPool1d,
  GlobalAveragePooling2D as GlobalAvgPool2D,
  globalAveragePooling2d as globalAvgPool2d,
  GlobalAveragePooling3D as GlobalAvgPool3D,
  globalAveragePooling3d as globalAvgPool3d,
  GlobalMaxPooling1D as GlobalMaxPool1D,
  globalMaxPooling1d as globalMaxPool1d,
  GlobalMaxPooling2D as GlobalMaxPool2D,
  globalMaxPooling2d as globalMaxPool2d,
  GlobalMaxPooling3D as GlobalMaxPool3D,
  globalMaxPooling3d as globalMaxPool3d,
  type GlobalPoolingOptions,
} from "../../layers/globalPooling.ts";
export {
  AveragePooling1D,
  averagePooling1d,
  AveragePooling2D,
  averagePooling2d,
  AveragePooling3D,
  averagePooling3d,
  MaxPooling1D,
  maxPooling1d,
  MaxPooling2D,
  maxPooling2d,
  MaxPooling3D,
  maxPooling3d,
  AveragePooling1D as AvgPool1D,
  averagePooling1d as avgPool1d,
  AveragePooling2D as AvgPool2D,
  averagePooling2d as avgPool2d,
  AveragePooling3D as AvgPool3D,
  averagePooling3d as avgPool3d,
  MaxPooling1D as MaxPool1D,
  maxPooling1d as maxPool1d,
  MaxPooling2D as MaxPool2D,
  maxPooling2d as maxPool2d,
  MaxPooling3D as MaxPool3D,
  maxPooling3d as maxPool3d,
  type PoolingOptions,
} from "../../layers/pooling.ts";
export {
  SeparableConv1D,
  separableConv1d,
  SeparableConv2D,
  separableConv2d,
  SeparableConv1D as SeparableConvolution1D,
  separableConv1d as separableConvolution1d,
  SeparableConv2D as SeparableConvolution2D,
  separableConv2d as separableConvolution2d,
  type SeparableConvOptions,
} from "../../layers/separableConv.ts";
export {
  UpSampling1D,
  upSampling1d,
  UpSampling2D,
  upSampling2d,
  UpSampling3D,
  upSampling3d,
  type UpSampling2DOptions,
  type UpSamplingOptions,
} from "../../layers/upSampling.ts";
export {
  ZeroPadding1D,
  zeroPadding1d,
  ZeroPadding2D,
  zeroPadding2d,
  ZeroPadding3D,
  zeroPadding3d,
  type ZeroPaddingOptions,
} from "../../layers/zeroPadding.ts";
export type { ConvLayerOptions } from "../../layers/convLayer.ts";
export type { Margin, Margins } from "../../layers/margins.ts";
export type { SpatialLayerOptions } from "../../layers/spatialLayer.ts";
export {
  Bidirectional,
  bidirectional,
  type BidirectionalOptions,
  type MergeMode,
} from "../../layers/bidirectional.ts";
export { Embedding, embedding, type EmbeddingOptions } from "../../layers/embedding.ts";
export {
  GRU,
  gru,
  GRUCell,
  gruCell,
  type GRUCellOptions,
  type GRUOptions,
} from "../../layers/gru.ts";
export {
  LSTM,
  lstm,
  LSTMCell,
  lstmCell,
  type LSTMCellOptions,
  type LSTMOptions,
} from "../../layers/lstm.ts";
export { Masking, masking, type MaskingOptions } from "../../layers/masking.ts";
export type { RecurrentCell, StateSize } from "../../layers/recurrentCell.ts";
export { RNN, rnn, type RNNOptions } from "../../layers/rnn.ts";
export {
  SimpleRNN,
  simpleRNN,
  SimpleRNNCell,
  simpleRNNCell,
  type SimpleRNNCellOptions,
  type SimpleRNNOptions,
} from "../../layers/simpleRNN.ts";
export { StackedRNNCells, stackedRNNCells } from "../../layers/stackedRNNCells.ts";
export { TimeDistributed, timeDistributed } from "../../layers/timeDistributed.ts";
export {
  ConvLSTM1D,
  convLstm1d,
  ConvLSTM2D,
  convLstm2d,
  ConvLSTM3D,
  convLstm3d,
  type ConvLSTMOptions,
} from "../../layers/convLSTM.ts";
export { AdditiveAttention, additiveAttention } from "../../layers/additiveAttention.ts";
export { AlphaDropout, alphaDropout, type AlphaDropoutOptions } from "../../layers/alphaDropout.ts";
export {
  type AdditiveAttentionOptions,
  Attention,
  attention,
  type AttentionOptions,
} from "../../layers/attention.ts";
export { Dot, dot, type DotAxes, type DotOptions } from "../../layers/dot.ts";
export { EinsumDense, einsumDense, type EinsumDenseOptions } from "../../layers/einsumDense.ts";
export {
  GroupNormalization,
  groupNormalization,
  type GroupNormalizationOptions,
} from "../../layers/groupNormalization.ts";
export { GroupQueryAttention, groupQueryAttention } from "../../layers/groupQueryAttention.ts";
export {
  MultiHeadAttention,
  multiHeadAttention,
  type MultiHeadAttentionOptions,
} from "../../layers/multiHeadAttention.ts";
export type { ProjectionOptions } from "../../layers/projectedAttention.ts";
export {
  RMSNormalization,
  rmsNormalization,
  type RMSNormalizationOptions,
} from "../../layers/rmsNormalization.ts";
export {
  SpatialDropout1D,
  spatialDropout1d,
  type SpatialDropout1DOptions,
  SpatialDropout2D,
  spatialDropout2d,
  SpatialDropout3D,
  spatialDropout3d,
  type SpatialDropoutOptions,
} from "../../layers/spatialDropout.ts";
export {
  SpectralNormalization,
  spectralNormalization,
  type SpectralNormalizationOptions,
} from "../../layers/spectralNormalization.ts";
export {
  UnitNormalization,
  unitNormalization,
  type UnitNormalizationOptions,
} from "../../layers/unitNormalization.ts";
export { Lambda, lambda, type LambdaFunction } from "../../layers/lambda.ts";
export {
  CategoryEncoding,
  categoryEncoding,
  type CategoryEncodingOptions,
} from "../../layers/categoryEncoding.ts";
export { CenterCrop, centerCrop, type CenterCropOptions } from "../../layers/centerCrop.ts";
export {
  Discretization,
  discretization,
  type DiscretizationOptions,
} from "../../layers/discretization.ts";
export {
  HashedCrossing,
  hashedCrossing,
  type HashedCrossingOptions,
} from "../../layers/hashedCrossing.ts";
export { Hashing, hashing, type HashingOptions } from "../../layers/hashing.ts";
export {
  IntegerLookup,
  integerLookup,
  type IntegerLookupOptions,
} from "../../layers/integerLookup.ts";
export {
  Normalization,
  normalization,
  type NormalizationOptions,
} from "../../layers/normalization.ts";
export { Resizing, resizing, type ResizingOptions } from "../../layers/resizing.ts";
export { StringLookup, stringLookup, type StringLookupOptions } from "../../layers/stringLookup.ts";
export {
  TextVectorization,
  textVectorization,
  type TextVectorizationOptions,
} from "../../layers/textVectorization.ts";
export { type NestedTexts, Texts } from "../../tensor/texts.ts";
export { AugMix, augMix, type AugMixOptions } from "../../layers/augMix.ts";
export { AutoContrast, autoContrast, type AutoContrastOptions } from "../../layers/autoContrast.ts";
export {
  ContrastLimitedAdaptiveHistogramEqualization,
  contrastLimitedAdaptiveHistogramEqualization,
  type ClaheOptions,
} from "../../layers/contrastLimitedAdaptiveHistogramEqualization.ts";
export { CutMix, cutMix, type CutMixOptions } from "../../layers/cutMix.ts";
export { Equalization, equalization, type EqualizationOptions } from "../../layers/equalization.ts";
export {
  MaxNumBoundingBoxes,
  maxNumBoundingBoxes,
  type MaxNumBoundingBoxesOptions,
} from "../../layers/maxNumBoundingBoxes.ts";
export {
  MelSpectrogram,
  melSpectrogram,
  type MelSpectrogramOptions,
} from "../../layers/melSpectrogram.ts";
export { MixUp, mixUp, type MixUpOptions } from "../../layers/mixUp.ts";
export { Pipeline, pipeline } from "../../layers/pipeline.ts";
export { RandAugment, randAugment, type RandAugmentOptions } from "../../layers/randAugment.ts";
export {
  RandomBrightness,
  randomBrightness,
  type RandomBrightnessOptions,
} from "../../layers/randomBrightness.ts";
export {
  RandomColorDegeneration,
  randomColorDegeneration,
  type RandomColorDegenerationOptions,
} from "../../layers/randomColorDegeneration.ts";
export {
  RandomColorJitter,
  randomColorJitter,
  type RandomColorJitterOptions,
} from "../../layers/randomColorJitter.ts";
export {
  RandomContrast,
  randomContrast,
  type RandomContrastOptions,
} from "../../layers/randomContrast.ts";
export { RandomCrop, randomCrop, type RandomCropOptions } from "../../layers/randomCrop.ts";
export {
  RandomElasticTransform,
  randomElasticTransform,
  type RandomElasticTransformOptions,
} from "../../layers/randomElasticTransform.ts";
export {
  RandomErasing,
  randomErasing,
  type RandomErasingOptions,
} from "../../layers/randomErasing.ts";
export { RandomFlip, randomFlip, type RandomFlipOptions } from "../../layers/randomFlip.ts";
export {
  RandomGaussianBlur,
  randomGaussianBlur,
  type RandomGaussianBlurOptions,
} from "../../layers/randomGaussianBlur.ts";
export {
  RandomGrayscale,
  randomGrayscale,
  type RandomGrayscaleOptions,
} from "../../layers/randomGrayscale.ts";
export { RandomHue, randomHue, type RandomHueOptions } from "../../layers/randomHue.ts";
export { RandomInvert, randomInvert, type RandomInvertOptions } from "../../layers/randomInvert.ts";
export {
  RandomPerspective,
  randomPerspective,
  type RandomPerspectiveOptions,
} from "../../layers/randomPerspective.ts";
export {
  RandomPosterization,
  randomPosterization,
  type RandomPosterizationOptions,
} from "../../layers/randomPosterization.ts";
export {
  RandomRotation,
  randomRotation,
  type RandomRotationOptions,
} from "../../layers/randomRotation.ts";
export {
  RandomSaturation,
  randomSaturation,
  type RandomSaturationOptions,
} from "../../layers/randomSaturation.ts";
export {
  RandomSharpness,
  randomSharpness,
  type RandomSharpnessOptions,
} from "../../layers/randomSharpness.ts";
export { RandomShear, randomShear, type RandomShearOptions } from "../../layers/randomShear.ts";
export {
  RandomTranslation,
  randomTranslation,
  type RandomTranslationOptions,
} from "../../layers/randomTranslation.ts";
export { RandomZoom, randomZoom, type RandomZoomOptions } from "../../layers/randomZoom.ts";
export { Solarization, solarization, type SolarizationOptions } from "../../layers/solarization.ts";
export {
  STFTSpectrogram,
  stftSpectrogram,
  type STFTSpectrogramOptions,
} from "../../layers/stftSpectrogram.ts";
export type { Factor, ImageRecord } from "../../layers/imageAugmentation.ts";
export type { BoundingBoxes, BoxRecord } from "../../layers/maxNumBoundingBoxes.ts";
export { registerOps } from "../../layers/registeredOps.ts";
export {
  ReversibleEmbedding,
  reversibleEmbedding,
  type ReversibleEmbeddingOptions,
} from "../../layers/reversibleEmbedding.ts";
