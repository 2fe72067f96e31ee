/** Layers, those with names for their options among them: `hornet/layers`. */
import type { LayerOptions } from "../layers/layer.ts";
import { named } from "../layers/named.ts";
import * as plain from "./lean/layers.ts";

export * from "./lean/layers.ts";

// A layer of one's own may make its weights by name.
export const Layer: typeof plain.Layer = named(plain.Layer);
export type Layer<Options extends LayerOptions = LayerOptions> = plain.Layer<Options>;

export const Activation: typeof plain.Activation = named(plain.Activation);
export type Activation = plain.Activation;
export const activation: typeof plain.activation = named(plain.activation);
export const BatchNormalization: typeof plain.BatchNormalization = named(plain.BatchNormalization);
export type BatchNormalization = plain.BatchNormalization;
export const batchNormalization: typeof plain.batchNormalization = named(plain.batchNormalization);
export const Conv1D: typeof plain.Conv1D = named(plain.Conv1D);
export type Conv1D = plain.Conv1D;
export const conv1d: typeof plain.conv1d = named(plain.conv1d);
export const Conv2D: typeof plain.Conv2D = named(plain.Conv2D);
export type Conv2D = plain.Conv2D;
export const conv2d: typeof plain.conv2d = named(plain.conv2d);
export const Conv3D: typeof plain.Conv3D = named(plain.Conv3D);
export type Conv3D = plain.Conv3D;
export const conv3d: typeof plain.conv3d = named(plain.conv3d);
export const ConvLSTM1D: typeof plain.ConvLSTM1D = named(plain.ConvLSTM1D);
export type ConvLSTM1D = plain.ConvLSTM1D;
export const convLstm1d: typeof plain.convLstm1d = named(plain.convLstm1d);
export const ConvLSTM2D: typeof plain.ConvLSTM2D = named(plain.ConvLSTM2D);
export type ConvLSTM2D = plain.ConvLSTM2D;
export const convLstm2d: typeof plain.convLstm2d = named(plain.convLstm2d);
export const ConvLSTM3D: typeof plain.ConvLSTM3D = named(plain.ConvLSTM3D);
export type ConvLSTM3D = plain.ConvLSTM3D;
export const convLstm3d: typeof plain.convLstm3d = named(plain.convLstm3d);
export const Conv1DTranspose: typeof plain.Conv1DTranspose = named(plain.Conv1DTranspose);
export type Conv1DTranspose = plain.Conv1DTranspose;
export const conv1dTranspose: typeof plain.conv1dTranspose = named(plain.conv1dTranspose);
export const Conv2DTranspose: typeof plain.Conv2DTranspose = named(plain.Conv2DTranspose);
export type Conv2DTranspose = plain.Conv2DTranspose;
export const conv2dTranspose: typeof plain.conv2dTranspose = named(plain.conv2dTranspose);
export const Conv3DTranspose: typeof plain.Conv3DTranspose = named(plain.Conv3DTranspose);
export type Conv3DTranspose = plain.Conv3DTranspose;
export const conv3dTranspose: typeof plain.conv3dTranspose = named(plain.conv3dTranspose);
export const Dense: typeof plain.Dense = named(plain.Dense);
export type Dense = plain.Dense;
export const dense: typeof plain.dense = named(plain.dense);
export const DepthwiseConv1D: typeof plain.DepthwiseConv1D = named(plain.DepthwiseConv1D);
export type DepthwiseConv1D = plain.DepthwiseConv1D;
export const depthwiseConv1d: typeof plain.depthwiseConv1d = named(plain.depthwiseConv1d);
export const DepthwiseConv2D: typeof plain.DepthwiseConv2D = named(plain.DepthwiseConv2D);
export type DepthwiseConv2D = plain.DepthwiseConv2D;
export const depthwiseConv2d: typeof plain.depthwiseConv2d = named(plain.depthwiseConv2d);
export const EinsumDense: typeof plain.EinsumDense = named(plain.EinsumDense);
export type EinsumDense = plain.EinsumDense;
export const einsumDense: typeof plain.einsumDense = named(plain.einsumDense);
export const Embedding: typeof plain.Embedding = named(plain.Embedding);
export type Embedding = plain.Embedding;
export const embedding: typeof plain.embedding = named(plain.embedding);
export const GroupNormalization: typeof plain.GroupNormalization = named(plain.GroupNormalization);
export type GroupNormalization = plain.GroupNormalization;
export const groupNormalization: typeof plain.groupNormalization = named(plain.groupNormalization);
export const GroupQueryAttention: typeof plain.GroupQueryAttention = named(
  plain.GroupQueryAttention,
);
export type GroupQueryAttention = plain.GroupQueryAttention;
export const groupQueryAttention: typeof plain.groupQueryAttention = named(
  plain.groupQueryAttention,
);
export const GRU: typeof plain.GRU = named(plain.GRU);
export type GRU = plain.GRU;
export const gru: typeof plain.gru = named(plain.gru);
export const GRUCell: typeof plain.GRUCell = named(plain.GRUCell);
export type GRUCell = plain.GRUCell;
export const gruCell: typeof plain.gruCell = named(plain.gruCell);
export const LayerNormalization: typeof plain.LayerNormalization = named(plain.LayerNormalization);
export type LayerNormalization = plain.LayerNormalization;
export const layerNormalization: typeof plain.layerNormalization = named(plain.layerNormalization);
export const LSTM: typeof plain.LSTM = named(plain.LSTM);
export type LSTM = plain.LSTM;
export const lstm: typeof plain.lstm = named(plain.lstm);
export const LSTMCell: typeof plain.LSTMCell = named(plain.LSTMCell);
export type LSTMCell = plain.LSTMCell;
export const lstmCell: typeof plain.lstmCell = named(plain.lstmCell);
export const MultiHeadAttention: typeof plain.MultiHeadAttention = named(plain.MultiHeadAttention);
export type MultiHeadAttention = plain.MultiHeadAttention;
export const multiHeadAttention: typeof plain.multiHeadAttention = named(plain.multiHeadAttention);
export const PReLU: typeof plain.PReLU = named(plain.PReLU);
export type PReLU = plain.PReLU;
export const pReLU: typeof plain.pReLU = named(plain.pReLU);
export const ReversibleEmbedding: typeof plain.ReversibleEmbedding = named(
  plain.ReversibleEmbedding,
);
export type ReversibleEmbedding = plain.ReversibleEmbedding;
export const reversibleEmbedding: typeof plain.reversibleEmbedding = named(
  plain.reversibleEmbedding,
);
export const RNN: typeof plain.RNN = named(plain.RNN);
export type RNN = plain.RNN;
export const rnn: typeof plain.rnn = named(plain.rnn);
export const SeparableConv1D: typeof plain.SeparableConv1D = named(plain.SeparableConv1D);
export type SeparableConv1D = plain.SeparableConv1D;
export const separableConv1d: typeof plain.separableConv1d = named(plain.separableConv1d);
export const SeparableConv2D: typeof plain.SeparableConv2D = named(plain.SeparableConv2D);
export type SeparableConv2D = plain.SeparableConv2D;
export const separableConv2d: typeof plain.separableConv2d = named(plain.separableConv2d);
export const SimpleRNN: typeof plain.SimpleRNN = named(plain.SimpleRNN);
export type SimpleRNN = plain.SimpleRNN;
export const simpleRNN: typeof plain.simpleRNN = named(plain.simpleRNN);
export const SimpleRNNCell: typeof plain.SimpleRNNCell = named(plain.SimpleRNNCell);
export type SimpleRNNCell = plain.SimpleRNNCell;
export const simpleRNNCell: typeof plain.simpleRNNCell = named(plain.simpleRNNCell);

export {
  Conv1D as Convolution1D,
  conv1d as convolution1d,
  Conv2D as Convolution2D,
  conv2d as convolution2d,
  Conv3D as Convolution3D,
  conv3d as convolution3d,
  Conv1DTranspose as Convolution1DTranspose,
  conv1dTranspose as convolution1dTranspose,
  Conv2DTranspose as Convolution2DTranspose,
  conv2dTranspose as convolution2dTranspose,
  Conv3DTranspose as Convolution3DTranspose,
  conv3dTranspose as convolution3dTranspose,
  SeparableConv1D as SeparableConvolution1D,
  separableConv1d as separableConvolution1d,
  SeparableConv2D as SeparableConvolution2D,
  separableConv2d as separableConvolution2d,
};

// These take no names themselves, but a layer of one's own that extends one may make weights by name.
export const ActivityRegularization: typeof plain.ActivityRegularization = named(
  plain.ActivityRegularization,
);
export type ActivityRegularization = plain.ActivityRegularization;
export const AdaptiveAveragePooling1D: typeof plain.AdaptiveAveragePooling1D = named(
  plain.AdaptiveAveragePooling1D,
);
export type AdaptiveAveragePooling1D = plain.AdaptiveAveragePooling1D;
export const AdaptiveAveragePooling2D: typeof plain.AdaptiveAveragePooling2D = named(
  plain.AdaptiveAveragePooling2D,
);
export type AdaptiveAveragePooling2D = plain.AdaptiveAveragePooling2D;
export const AdaptiveAveragePooling3D: typeof plain.AdaptiveAveragePooling3D = named(
  plain.AdaptiveAveragePooling3D,
);
export type AdaptiveAveragePooling3D = plain.AdaptiveAveragePooling3D;
export const AdaptiveMaxPooling1D: typeof plain.AdaptiveMaxPooling1D = named(
  plain.AdaptiveMaxPooling1D,
);
export type AdaptiveMaxPooling1D = plain.AdaptiveMaxPooling1D;
export const AdaptiveMaxPooling2D: typeof plain.AdaptiveMaxPooling2D = named(
  plain.AdaptiveMaxPooling2D,
);
export type AdaptiveMaxPooling2D = plain.AdaptiveMaxPooling2D;
export const AdaptiveMaxPooling3D: typeof plain.AdaptiveMaxPooling3D = named(
  plain.AdaptiveMaxPooling3D,
);
export type AdaptiveMaxPooling3D = plain.AdaptiveMaxPooling3D;
export const Add: typeof plain.Add = named(plain.Add);
export type Add = plain.Add;
export const AdditiveAttention: typeof plain.AdditiveAttention = named(plain.AdditiveAttention);
export type AdditiveAttention = plain.AdditiveAttention;
export const AlphaDropout: typeof plain.AlphaDropout = named(plain.AlphaDropout);
export type AlphaDropout = plain.AlphaDropout;
export const Attention: typeof plain.Attention = named(plain.Attention);
export type Attention = plain.Attention;
export const AugMix: typeof plain.AugMix = named(plain.AugMix);
export type AugMix = plain.AugMix;
export const AutoContrast: typeof plain.AutoContrast = named(plain.AutoContrast);
export type AutoContrast = plain.AutoContrast;
export const Average: typeof plain.Average = named(plain.Average);
export type Average = plain.Average;
export const AveragePooling1D: typeof plain.AveragePooling1D = named(plain.AveragePooling1D);
export type AveragePooling1D = plain.AveragePooling1D;
export const AveragePooling2D: typeof plain.AveragePooling2D = named(plain.AveragePooling2D);
export type AveragePooling2D = plain.AveragePooling2D;
export const AveragePooling3D: typeof plain.AveragePooling3D = named(plain.AveragePooling3D);
export type AveragePooling3D = plain.AveragePooling3D;
export const Bidirectional: typeof plain.Bidirectional = named(plain.Bidirectional);
export type Bidirectional = plain.Bidirectional;
export const CategoryEncoding: typeof plain.CategoryEncoding = named(plain.CategoryEncoding);
export type CategoryEncoding = plain.CategoryEncoding;
export const CenterCrop: typeof plain.CenterCrop = named(plain.CenterCrop);
export type CenterCrop = plain.CenterCrop;
export const Concatenate: typeof plain.Concatenate = named(plain.Concatenate);
export type Concatenate = plain.Concatenate;
export const ContrastLimitedAdaptiveHistogramEqualization: typeof plain.ContrastLimitedAdaptiveHistogramEqualization =
  named(plain.ContrastLimitedAdaptiveHistogramEqualization);
export type ContrastLimitedAdaptiveHistogramEqualization =
  plain.ContrastLimitedAdaptiveHistogramEqualization;
export const Cropping1D: typeof plain.Cropping1D = named(plain.Cropping1D);
export type Cropping1D = plain.Cropping1D;
export const Cropping2D: typeof plain.Cropping2D = named(plain.Cropping2D);
export type Cropping2D = plain.Cropping2D;
export const Cropping3D: typeof plain.Cropping3D = named(plain.Cropping3D);
export type Cropping3D = plain.Cropping3D;
export const CutMix: typeof plain.CutMix = named(plain.CutMix);
export type CutMix = plain.CutMix;
export const Discretization: typeof plain.Discretization = named(plain.Discretization);
export type Discretization = plain.Discretization;
export const Dot: typeof plain.Dot = named(plain.Dot);
export type Dot = plain.Dot;
export const Dropout: typeof plain.Dropout = named(plain.Dropout);
export type Dropout = plain.Dropout;
export const ELU: typeof plain.ELU = named(plain.ELU);
export type ELU = plain.ELU;
export const Equalization: typeof plain.Equalization = named(plain.Equalization);
export type Equalization = plain.Equalization;
export const Flatten: typeof plain.Flatten = named(plain.Flatten);
export type Flatten = plain.Flatten;
export const GaussianDropout: typeof plain.GaussianDropout = named(plain.GaussianDropout);
export type GaussianDropout = plain.GaussianDropout;
export const GaussianNoise: typeof plain.GaussianNoise = named(plain.GaussianNoise);
export type GaussianNoise = plain.GaussianNoise;
export const GlobalAveragePooling1D: typeof plain.GlobalAveragePooling1D = named(
  plain.GlobalAveragePooling1D,
);
export type GlobalAveragePooling1D = plain.GlobalAveragePooling1D;
export const GlobalAveragePooling2D: typeof plain.GlobalAveragePooling2D = named(
  plain.GlobalAveragePooling2D,
);
export type GlobalAveragePooling2D = plain.GlobalAveragePooling2D;
export const GlobalAveragePooling3D: typeof plain.GlobalAveragePooling3D = named(
  plain.GlobalAveragePooling3D,
);
export type GlobalAveragePooling3D = plain.GlobalAveragePooling3D;
export const GlobalMaxPooling1D: typeof plain.GlobalMaxPooling1D = named(plain.GlobalMaxPooling1D);
export type GlobalMaxPooling1D = plain.GlobalMaxPooling1D;
export const GlobalMaxPooling2D: typeof plain.GlobalMaxPooling2D = named(plain.GlobalMaxPooling2D);
export type GlobalMaxPooling2D = plain.GlobalMaxPooling2D;
export const GlobalMaxPooling3D: typeof plain.GlobalMaxPooling3D = named(plain.GlobalMaxPooling3D);
export type GlobalMaxPooling3D = plain.GlobalMaxPooling3D;
export const HashedCrossing: typeof plain.HashedCrossing = named(plain.HashedCrossing);
export type HashedCrossing = plain.HashedCrossing;
export const Hashing: typeof plain.Hashing = named(plain.Hashing);
export type Hashing = plain.Hashing;
export const Identity: typeof plain.Identity = named(plain.Identity);
export type Identity = plain.Identity;
export const IntegerLookup: typeof plain.IntegerLookup = named(plain.IntegerLookup);
export type IntegerLookup = plain.IntegerLookup;
export const Lambda: typeof plain.Lambda = named(plain.Lambda);
export type Lambda = plain.Lambda;
export const LeakyReLU: typeof plain.LeakyReLU = named(plain.LeakyReLU);
export type LeakyReLU = plain.LeakyReLU;
export const Masking: typeof plain.Masking = named(plain.Masking);
export type Masking = plain.Masking;
export const MaxNumBoundingBoxes: typeof plain.MaxNumBoundingBoxes = named(
  plain.MaxNumBoundingBoxes,
);
export type MaxNumBoundingBoxes = plain.MaxNumBoundingBoxes;
export const MaxPooling1D: typeof plain.MaxPooling1D = named(plain.MaxPooling1D);
export type MaxPooling1D = plain.MaxPooling1D;
export const MaxPooling2D: typeof plain.MaxPooling2D = named(plain.MaxPooling2D);
export type MaxPooling2D = plain.MaxPooling2D;
export const MaxPooling3D: typeof plain.MaxPooling3D = named(plain.MaxPooling3D);
export type MaxPooling3D = plain.MaxPooling3D;
export const Maximum: typeof plain.Maximum = named(plain.Maximum);
export type Maximum = plain.Maximum;
export const MelSpectrogram: typeof plain.MelSpectrogram = named(plain.MelSpectrogram);
export type MelSpectrogram = plain.MelSpectrogram;
export const Minimum: typeof plain.Minimum = named(plain.Minimum);
export type Minimum = plain.Minimum;
export const MixUp: typeof plain.MixUp = named(plain.MixUp);
export type MixUp = plain.MixUp;
export const Multiply: typeof plain.Multiply = named(plain.Multiply);
export type Multiply = plain.Multiply;
export const Normalization: typeof plain.Normalization = named(plain.Normalization);
export type Normalization = plain.Normalization;
export const Permute: typeof plain.Permute = named(plain.Permute);
export type Permute = plain.Permute;
export const Pipeline: typeof plain.Pipeline = named(plain.Pipeline);
export type Pipeline = plain.Pipeline;
export const RMSNormalization: typeof plain.RMSNormalization = named(plain.RMSNormalization);
export type RMSNormalization = plain.RMSNormalization;
export const RandAugment: typeof plain.RandAugment = named(plain.RandAugment);
export type RandAugment = plain.RandAugment;
export const RandomBrightness: typeof plain.RandomBrightness = named(plain.RandomBrightness);
export type RandomBrightness = plain.RandomBrightness;
export const RandomColorDegeneration: typeof plain.RandomColorDegeneration = named(
  plain.RandomColorDegeneration,
);
export type RandomColorDegeneration = plain.RandomColorDegeneration;
export const RandomColorJitter: typeof plain.RandomColorJitter = named(plain.RandomColorJitter);
export type RandomColorJitter = plain.RandomColorJitter;
export const RandomContrast: typeof plain.RandomContrast = named(plain.RandomContrast);
export type RandomContrast = plain.RandomContrast;
export const RandomCrop: typeof plain.RandomCrop = named(plain.RandomCrop);
export type RandomCrop = plain.RandomCrop;
export const RandomElasticTransform: typeof plain.RandomElasticTransform = named(
  plain.RandomElasticTransform,
);
export type RandomElasticTransform = plain.RandomElasticTransform;
export const RandomErasing: typeof plain.RandomErasing = named(plain.RandomErasing);
export type RandomErasing = plain.RandomErasing;
export const RandomFlip: typeof plain.RandomFlip = named(plain.RandomFlip);
export type RandomFlip = plain.RandomFlip;
export const RandomGaussianBlur: typeof plain.RandomGaussianBlur = named(plain.RandomGaussianBlur);
export type RandomGaussianBlur = plain.RandomGaussianBlur;
export const RandomGrayscale: typeof plain.RandomGrayscale = named(plain.RandomGrayscale);
export type RandomGrayscale = plain.RandomGrayscale;
export const RandomHue: typeof plain.RandomHue = named(plain.RandomHue);
export type RandomHue = plain.RandomHue;
export const RandomInvert: typeof plain.RandomInvert = named(plain.RandomInvert);
export type RandomInvert = plain.RandomInvert;
export const RandomPerspective: typeof plain.RandomPerspective = named(plain.RandomPerspective);
export type RandomPerspective = plain.RandomPerspective;
export const RandomPosterization: typeof plain.RandomPosterization = named(
  plain.RandomPosterization,
);
export type RandomPosterization = plain.RandomPosterization;
export const RandomRotation: typeof plain.RandomRotation = named(plain.RandomRotation);
export type RandomRotation = plain.RandomRotation;
export const RandomSaturation: typeof plain.RandomSaturation = named(plain.RandomSaturation);
export type RandomSaturation = plain.RandomSaturation;
export const RandomSharpness: typeof plain.RandomSharpness = named(plain.RandomSharpness);
export type RandomSharpness = plain.RandomSharpness;
export const RandomShear: typeof plain.RandomShear = named(plain.RandomShear);
export type RandomShear = plain.RandomShear;
export const RandomTranslation: typeof plain.RandomTranslation = named(plain.RandomTranslation);
export type RandomTranslation = plain.RandomTranslation;
export const RandomZoom: typeof plain.RandomZoom = named(plain.RandomZoom);
export type RandomZoom = plain.RandomZoom;
export const ReLU: typeof plain.ReLU = named(plain.ReLU);
export type ReLU = plain.ReLU;
export const RepeatVector: typeof plain.RepeatVector = named(plain.RepeatVector);
export type RepeatVector = plain.RepeatVector;
export const Rescaling: typeof plain.Rescaling = named(plain.Rescaling);
export type Rescaling = plain.Rescaling;
export const Reshape: typeof plain.Reshape = named(plain.Reshape);
export type Reshape = plain.Reshape;
export const Resizing: typeof plain.Resizing = named(plain.Resizing);
export type Resizing = plain.Resizing;
export const STFTSpectrogram: typeof plain.STFTSpectrogram = named(plain.STFTSpectrogram);
export type STFTSpectrogram = plain.STFTSpectrogram;
export const Softmax: typeof plain.Softmax = named(plain.Softmax);
export type Softmax = plain.Softmax;
export const Solarization: typeof plain.Solarization = named(plain.Solarization);
export type Solarization = plain.Solarization;
export const SpatialDropout1D: typeof plain.SpatialDropout1D = named(plain.SpatialDropout1D);
export type SpatialDropout1D = plain.SpatialDropout1D;
export const SpatialDropout2D: typeof plain.SpatialDropout2D = named(plain.SpatialDropout2D);
export type SpatialDropout2D = plain.SpatialDropout2D;
export const SpatialDropout3D: typeof plain.SpatialDropout3D = named(plain.SpatialDropout3D);
export type SpatialDropout3D = plain.SpatialDropout3D;
export const SpectralNormalization: typeof plain.SpectralNormalization = named(
  plain.SpectralNormalization,
);
export type SpectralNormalization = plain.SpectralNormalization;
export const StackedRNNCells: typeof plain.StackedRNNCells = named(plain.StackedRNNCells);
export type StackedRNNCells = plain.StackedRNNCells;
export const StringLookup: typeof plain.StringLookup = named(plain.StringLookup);
export type StringLookup = plain.StringLookup;
export const Subtract: typeof plain.Subtract = named(plain.Subtract);
export type Subtract = plain.Subtract;
export const TextVectorization: typeof plain.TextVectorization = named(plain.TextVectorization);
export type TextVectorization = plain.TextVectorization;
export const TimeDistributed: typeof plain.TimeDistributed = named(plain.TimeDistributed);
export type TimeDistributed = plain.TimeDistributed;
export const UnitNormalization: typeof plain.UnitNormalization = named(plain.UnitNormalization);
export type UnitNormalization = plain.UnitNormalization;
export const UpSampling1D: typeof plain.UpSampling1D = named(plain.UpSampling1D);
export type UpSampling1D = plain.UpSampling1D;
export const UpSampling2D: typeof plain.UpSampling2D = named(plain.UpSampling2D);
export type UpSampling2D = plain.UpSampling2D;
export const UpSampling3D: typeof plain.UpSampling3D = named(plain.UpSampling3D);
export type UpSampling3D = plain.UpSampling3D;
export const ZeroPadding1D: typeof plain.ZeroPadding1D = named(plain.ZeroPadding1D);
export type ZeroPadding1D = plain.ZeroPadding1D;
export const ZeroPadding2D: typeof plain.ZeroPadding2D = named(plain.ZeroPadding2D);
export type ZeroPadding2D = plain.ZeroPadding2D;
export const ZeroPadding3D: typeof plain.ZeroPadding3D = named(plain.ZeroPadding3D);
export type ZeroPadding3D = plain.ZeroPadding3D;

export {
  AveragePooling1D as AvgPool1D,
  AveragePooling2D as AvgPool2D,
  AveragePooling3D as AvgPool3D,
  GlobalAveragePooling1D as GlobalAvgPool1D,
  GlobalAveragePooling2D as GlobalAvgPool2D,
  GlobalAveragePooling3D as GlobalAvgPool3D,
  GlobalMaxPooling1D as GlobalMaxPool1D,
  GlobalMaxPooling2D as GlobalMaxPool2D,
  GlobalMaxPooling3D as GlobalMaxPool3D,
  MaxPooling1D as MaxPool1D,
  MaxPooling2D as MaxPool2D,
  MaxPooling3D as MaxPool3D,
};
