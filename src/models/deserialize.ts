import { fail, failUnknownName } from "../base/errors.ts";
import {
  AdaptiveAveragePooling1D,
  AdaptiveAveragePooling2D,
  AdaptiveAveragePooling3D,
  AdaptiveMaxPooling1D,
  AdaptiveMaxPooling2D,
  AdaptiveMaxPooling3D,
} from "../layers/adaptivePooling.ts";
import { Conv1D, Conv2D, Conv3D } from "../layers/conv.ts";
import { Conv1DTranspose, Conv2DTranspose, Conv3DTranspose } from "../layers/convTranspose.ts";
import { Cropping1D, Cropping2D, Cropping3D } from "../layers/cropping.ts";
import { DepthwiseConv1D, DepthwiseConv2D } from "../layers/depthwiseConv.ts";
import {
  GlobalAveragePooling1D,
  GlobalAveragePooling2D,
  GlobalAveragePooling3D,
  GlobalMaxPooling1D,
  GlobalMaxPooling2D,
  GlobalMaxPooling3D,
} from "../layers/globalPooling.ts";
import {
  AveragePooling1D,
  AveragePooling2D,
  AveragePooling3D,
  MaxPooling1D,
  MaxPooling2D,
  MaxPooling3D,
} from "../layers/pooling.ts";
import { SeparableConv1D, SeparableConv2D } from "../layers/separableConv.ts";
import { UpSampling1D, UpSampling2D, UpSampling3D } from "../layers/upSampling.ts";
import { ZeroPadding1D, ZeroPadding2D, ZeroPadding3D } from "../layers/zeroPadding.ts";
import { AdditiveAttention } from "../layers/additiveAttention.ts";
import { AlphaDropout } from "../layers/alphaDropout.ts";
import { Attention } from "../layers/attention.ts";
import { Dot } from "../layers/dot.ts";
import { EinsumDense } from "../layers/einsumDense.ts";
import { GroupNormalization } from "../layers/groupNormalization.ts";
import { GroupQueryAttention } from "../layers/groupQueryAttention.ts";
import { MultiHeadAttention } from "../layers/multiHeadAttention.ts";
import { RMSNormalization } from "../layers/rmsNormalization.ts";
import { SpatialDropout1D, SpatialDropout2D, SpatialDropout3D } from "../layers/spatialDropout.ts";
import { SpectralNormalization } from "../layers/spectralNormalization.ts";
import { UnitNormalization } from "../layers/unitNormalization.ts";
import { Activation } from "../layers/activation.ts";
import { ActivityRegularization } from "../layers/activityRegularization.ts";
import { BatchNormalization } from "../layers/batchNormalization.ts";
import { Dense } from "../layers/dense.ts";
import { Dropout } from "../layers/dropout.ts";
import { ELU } from "../layers/elu.ts";
import { Flatten } from "../layers/flatten.ts";
import { GaussianDropout } from "../layers/gaussianDropout.ts";
import { GaussianNoise } from "../layers/gaussianNoise.ts";
import { Identity } from "../layers/identity.ts";
import { InputLayer } from "../layers/inputLayer.ts";
import { CategoryEncoding } from "../layers/categoryEncoding.ts";
import { CenterCrop } from "../layers/centerCrop.ts";
import { Discretization } from "../layers/discretization.ts";
import { HashedCrossing } from "../layers/hashedCrossing.ts";
import { Hashing } from "../layers/hashing.ts";
import { IntegerLookup } from "../layers/integerLookup.ts";
import { Normalization } from "../layers/normalization.ts";
import { Resizing } from "../layers/resizing.ts";
import { StringLookup } from "../layers/stringLookup.ts";
import { TextVectorization } from "../layers/textVectorization.ts";
import { AugMix } from "../layers/augMix.ts";
import { AutoContrast } from "../layers/autoContrast.ts";
import { ContrastLimitedAdaptiveHistogramEqualization } from "../layers/contrastLimitedAdaptiveHistogramEqualization.ts";
import { CutMix } from "../layers/cutMix.ts";
import { Equalization } from "../layers/equalization.ts";
import { MaxNumBoundingBoxes } from "../layers/maxNumBoundingBoxes.ts";
import { MelSpectrogram } from "../layers/melSpectrogram.ts";
import { MixUp } from "../layers/mixUp.ts";
import { Pipeline } from "../layers/pipeline.ts";
import { RandAugment } from "../layers/randAugment.ts";
import { RandomBrightness } from "../layers/randomBrightness.ts";
import { RandomColorDegeneration } from "../layers/randomColorDegeneration.ts";
import { RandomColorJitter } from "../layers/randomColorJitter.ts";
import { RandomContrast } from "../layers/randomContrast.ts";
import { RandomCrop } from "../layers/randomCrop.ts";
import { RandomElasticTransform } from "../layers/randomElasticTransform.ts";
import { RandomErasing } from "../layers/randomErasing.ts";
import { RandomFlip } from "../layers/randomFlip.ts";
import { RandomGaussianBlur } from "../layers/randomGaussianBlur.ts";
import { RandomGrayscale } from "../layers/randomGrayscale.ts";
import { RandomHue } from "../layers/randomHue.ts";
import { RandomInvert } from "../layers/randomInvert.ts";
import { RandomPerspective } from "../layers/randomPerspective.ts";
import { RandomPosterization } from "../layers/randomPosterization.ts";
import { RandomRotation } from "../layers/randomRotation.ts";
import { RandomSaturation } from "../layers/randomSaturation.ts";
import { RandomSharpness } from "../layers/randomSharpness.ts";
import { RandomShear } from "../layers/randomShear.ts";
import { RandomTranslation } from "../layers/randomTranslation.ts";
import { RandomZoom } from "../layers/randomZoom.ts";
import { Solarization } from "../layers/solarization.ts";
import { STFTSpectrogram } from "../layers/stftSpectrogram.ts";
import type { Layer, LayerClass } from "../layers/layer.ts";
import { names } from "../layers/names.ts";
import { speaking } from "../layers/words.ts";
import { LayerNormalization } from "../layers/layerNormalization.ts";
import { LeakyReLU } from "../layers/leakyReLU.ts";
import {
  Add,
  Average,
  Concatenate,
  Maximum,
  Minimum,
  Multiply,
  Subtract,
} from "../layers/merge.ts";
import { ConvLSTM1D, ConvLSTM2D, ConvLSTM3D } from "../layers/convLSTM.ts";
import { Bidirectional } from "../layers/bidirectional.ts";
import { Embedding } from "../layers/embedding.ts";
import { GRU, GRUCell } from "../layers/gru.ts";
import { LSTM, LSTMCell } from "../layers/lstm.ts";
import { Masking } from "../layers/masking.ts";
import { ReversibleEmbedding } from "../layers/reversibleEmbedding.ts";
import { RNN } from "../layers/rnn.ts";
import { SimpleRNN, SimpleRNNCell } from "../layers/simpleRNN.ts";
import { StackedRNNCells } from "../layers/stackedRNNCells.ts";
import { TimeDistributed } from "../layers/timeDistributed.ts";
import { Permute } from "../layers/permute.ts";
import { PReLU } from "../layers/prelu.ts";
import { registeredClass } from "../layers/registry.ts";
import { ReLU } from "../layers/relu.ts";
import { RepeatVector } from "../layers/repeatVector.ts";
import { Rescaling } from "../layers/rescaling.ts";
import { Reshape } from "../layers/reshape.ts";
import type { SavedLayer } from "../layers/saved.ts";
import { Softmax } from "../layers/softmax.ts";
import type { PartialShape } from "../layers/symbolic.ts";
import { Functional } from "./functional.ts";
import { Model } from "./lean/model.ts";
import { loadCompile } from "./savedCompile.ts";
import { Sequential } from "./sequential.ts";

const layers: readonly LayerClass[] = [
  AugMix,
  AutoContrast,
  ContrastLimitedAdaptiveHistogramEqualization,
  CutMix,
  Equalization,
  MaxNumBoundingBoxes,
  MelSpectrogram,
  MixUp,
  Pipeline,
  RandAugment,
  RandomBrightness,
  RandomColorDegeneration,
  RandomColorJitter,
  RandomContrast,
  RandomCrop,
  RandomElasticTransform,
  RandomErasing,
  RandomFlip,
  RandomGaussianBlur,
  RandomGrayscale,
  RandomHue,
  RandomInvert,
  RandomPerspective,
  RandomPosterization,
  RandomRotation,
  RandomSaturation,
  RandomSharpness,
  RandomShear,
  RandomTranslation,
  RandomZoom,
  Solarization,
  STFTSpectrogram,
  CategoryEncoding,
  CenterCrop,
  Discretization,
  HashedCrossing,
  Hashing,
  IntegerLookup,
  Normalization,
  Resizing,
  StringLookup,
  TextVectorization,
  AdditiveAttention,
  AlphaDropout,
  Attention,
  Dot,
  EinsumDense,
  GroupNormalization,
  GroupQueryAttention,
  MultiHeadAttention,
  RMSNormalization,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
  SpectralNormalization,
  UnitNormalization,
  Activation,
  ActivityRegularization,
  AdaptiveAveragePooling1D,
  AdaptiveAveragePooling2D,
  AdaptiveAveragePooling3D,
  AdaptiveMaxPooling1D,
  AdaptiveMaxPooling2D,
  AdaptiveMaxPooling3D,
  Add,
  Average,
  AveragePooling1D,
  AveragePooling2D,
  AveragePooling3D,
  BatchNormalization,
  Concatenate,
  Conv1D,
  Conv1DTranspose,
  Conv2D,
  Conv2DTranspose,
  Conv3D,
  Conv3DTranspose,
  Cropping1D,
  Cropping2D,
  Cropping3D,
  Dense,
  DepthwiseConv1D,
  DepthwiseConv2D,
  Dropout,
  ELU,
  Flatten,
  GaussianDropout,
  GaussianNoise,
  GlobalAveragePooling1D,
  GlobalAveragePooling2D,
  GlobalAveragePooling3D,
  GlobalMaxPooling1D,
  GlobalMaxPooling2D,
  GlobalMaxPooling3D,
  Identity,
  InputLayer,
  LayerNormalization,
  LeakyReLU,
  Maximum,
  MaxPooling1D,
  MaxPooling2D,
  MaxPooling3D,
  Minimum,
  Multiply,
  Bidirectional,
  ConvLSTM1D,
  ConvLSTM2D,
  ConvLSTM3D,
  Embedding,
  GRU,
  GRUCell,
  LSTM,
  LSTMCell,
  Masking,
  ReversibleEmbedding,
  RNN,
  SimpleRNN,
  SimpleRNNCell,
  StackedRNNCells,
  TimeDistributed,
  Permute,
  PReLU,
  ReLU,
  RepeatVector,
  Rescaling,
  Reshape,
  SeparableConv1D,
  SeparableConv2D,
  Softmax,
  Subtract,
  UpSampling1D,
  UpSampling2D,
  UpSampling3D,
  ZeroPadding1D,
  ZeroPadding2D,
  ZeroPadding3D,
];

/** All layers and models that can be loaded by name. */
export const layerClasses: Readonly<Record<string, LayerClass>> = {
  ...Object.fromEntries(layers.map((own) => [own.className, own])),
  Functional,
  Model: Functional,
  Sequential,
};

/** Layers that Keras has and Hornet has not, and what to do instead. */
const absentLayers: Readonly<Record<string, string>> = {
  TFSMLayer: "It runs a TensorFlow SavedModel; save the model as .keras or ONNX instead",
  FlaxLayer: "It wraps a module of Flax; write the layer as a class with call",
  JaxLayer: "It wraps a function of JAX; write the layer as a class with call",
  TorchModuleWrapper: "It wraps a module of PyTorch; write the layer as a class with call",
};

function isSaved(saved: unknown): saved is SavedLayer {
  return typeof saved === "object" && saved !== null && "class_name" in saved && "config" in saved;
}

function isShape(part: unknown): part is PartialShape {
  return Array.isArray(part) && part.every((extent) => extent === null || Number.isInteger(extent));
}

/** The input shapes that a layer was built for. */
function builtShapes(saved: SavedLayer): readonly PartialShape[] {
  const shapes = saved.build_config?.["shapes_dict"] as
    | Readonly<Record<string, unknown>>
    | undefined;
  if (isShape(shapes?.["sequences_shape"])) {
    // A recurrent layer with states to begin with.
    const states = shapes["initial_state_shape"];
    const list = Array.isArray(states) ? (states as readonly unknown[]) : [];
    return [shapes["sequences_shape"], ...list.filter(isShape)];
  }
  // Layers that take their inputs one by one: query_shape, value_shape and perhaps key_shape.
  const inOrder = ["query_shape", "value_shape", "key_shape"].map((name) => shapes?.[name]);
  const shape = saved.build_config?.["input_shape"] ?? inOrder.filter((own) => own !== undefined);
  if (isShape(shape) && shape.length > 0) return [shape];
  return Array.isArray(shape) && shape.every(isShape) ? shape : [];
}

/** The layer or model of its saved form; a layer's weights are made when it is first called. */
function load(saved: unknown): Layer {
  if (!isSaved(saved)) {
    const expected = 'an object with "class_name" and "config"';
    return fail("file", { where: "deserialize", expected, received: describe(saved) });
  }
  const { class_name: name, registered_name: registered } = saved;
  const own = typeof registered === "string" ? registeredClass(registered) : undefined;
  const known = Object.hasOwn(layerClasses, name) ? layerClasses[name] : undefined;
  const found = (own as LayerClass | undefined) ?? known;
  if (found === undefined) {
    const advice = absentLayers[name];
    if (advice !== undefined) {
      const expected = "a layer that Hornet has";
      return fail("unsupported", { where: "deserialize", expected, received: name, advice });
    }
    return failUnknownName("deserialize", "layer", name, Object.keys(layerClasses));
  }
  // A model builds the layers inside, and names their weights after itself; so do layers around layers.
  const builds = found.prototype instanceof Model || found.buildsInnerLayers;
  const layer = found.fromConfig(saved.config, builds ? load : deserialize);
  const compile = loadCompile(saved.compile_config);
  if (compile !== undefined && layer instanceof Model) layer.compile(compile);
  return layer;
}

/**
 * The layer or model of its saved form, with weights newly drawn; a compiled model is compiled again. Throws on a class
 * that is neither known nor registered, and on options that do not exist.
 */
export function deserialize(saved: unknown): Layer {
  return speaking(names, () => {
    const layer = load(saved);
    const shapes = builtShapes(saved as SavedLayer);
    if (!layer.built && shapes.length > 0) layer.ensureBuilt(shapes);
    return layer;
  });
}

/** The model that `JSON.stringify(model)` wrote, or Keras's `model.to_json()`; with weights newly drawn. */
export function modelFromJson(text: string): Layer {
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch (error) {
    fail("file", {
      where: "modelFromJson",
      expected: "JSON",
      received: `a text that is none (${String(error)})`,
    });
  }
  return deserialize(saved);
}

function describe(saved: unknown): string {
  if (typeof saved !== "object" || saved === null) return JSON.stringify(saved) ?? String(saved);
  return `an object with ${Object.keys(saved).join(", ") || "nothing"}`;
}
