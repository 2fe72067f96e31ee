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
