/**
 * Models and layers for small pages: `hornet/lean`. They are built, trained, evaluated and asked as those of `hornet` and
 * `hornet/layers` are, and take objects and functions, `adam()` and `relu`, not names. They print no summary, plan no memory
 * and keep no files.
 */
import type { ObjectsOnly } from "../layers/words.ts";
import * as plain from "./lean/layers.ts";

export { Functional, type FunctionalOptions, model } from "../models/lean/functional.ts";
export { Model, type ModelOptions } from "../models/lean/model.ts";
export { Sequential, sequential, type SequentialPart } from "../models/lean/sequential.ts";
export * from "./lean/layers.ts";

export const activation: ObjectsOnly<typeof plain.activation> = plain.activation;
export const batchNormalization: ObjectsOnly<typeof plain.batchNormalization> =
  plain.batchNormalization;
export const conv1d: ObjectsOnly<typeof plain.conv1d> = plain.conv1d;
export const conv2d: ObjectsOnly<typeof plain.conv2d> = plain.conv2d;
export const conv3d: ObjectsOnly<typeof plain.conv3d> = plain.conv3d;
export const convLstm1d: ObjectsOnly<typeof plain.convLstm1d> = plain.convLstm1d;
export const convLstm2d: ObjectsOnly<typeof plain.convLstm2d> = plain.convLstm2d;
export const convLstm3d: ObjectsOnly<typeof plain.convLstm3d> = plain.convLstm3d;
export const conv1dTranspose: ObjectsOnly<typeof plain.conv1dTranspose> = plain.conv1dTranspose;
export const conv2dTranspose: ObjectsOnly<typeof plain.conv2dTranspose> = plain.conv2dTranspose;
export const conv3dTranspose: ObjectsOnly<typeof plain.conv3dTranspose> = plain.conv3dTranspose;
export const dense: ObjectsOnly<typeof plain.dense> = plain.dense;
export const depthwiseConv1d: ObjectsOnly<typeof plain.depthwiseConv1d> = plain.depthwiseConv1d;
export const depthwiseConv2d: ObjectsOnly<typeof plain.depthwiseConv2d> = plain.depthwiseConv2d;
export const einsumDense: ObjectsOnly<typeof plain.einsumDense> = plain.einsumDense;
export const embedding: ObjectsOnly<typeof plain.embedding> = plain.embedding;
export const groupNormalization: ObjectsOnly<typeof plain.groupNormalization> =
  plain.groupNormalization;
export const groupQueryAttention: ObjectsOnly<typeof plain.groupQueryAttention> =
  plain.groupQueryAttention;
export const gru: ObjectsOnly<typeof plain.gru> = plain.gru;
export const gruCell: ObjectsOnly<typeof plain.gruCell> = plain.gruCell;
export const layerNormalization: ObjectsOnly<typeof plain.layerNormalization> =
  plain.layerNormalization;
export const lstm: ObjectsOnly<typeof plain.lstm> = plain.lstm;
export const lstmCell: ObjectsOnly<typeof plain.lstmCell> = plain.lstmCell;
export const multiHeadAttention: ObjectsOnly<typeof plain.multiHeadAttention> =
  plain.multiHeadAttention;
export const pReLU: ObjectsOnly<typeof plain.pReLU> = plain.pReLU;
export const reversibleEmbedding: ObjectsOnly<typeof plain.reversibleEmbedding> =
  plain.reversibleEmbedding;
export const rnn: ObjectsOnly<typeof plain.rnn> = plain.rnn;
export const separableConv1d: ObjectsOnly<typeof plain.separableConv1d> = plain.separableConv1d;
export const separableConv2d: ObjectsOnly<typeof plain.separableConv2d> = plain.separableConv2d;
export const simpleRNN: ObjectsOnly<typeof plain.simpleRNN> = plain.simpleRNN;
export const simpleRNNCell: ObjectsOnly<typeof plain.simpleRNNCell> = plain.simpleRNNCell;

export {
  conv1d as convolution1d,
  conv2d as convolution2d,
  conv3d as convolution3d,
  conv1dTranspose as convolution1dTranspose,
  conv2dTranspose as convolution2dTranspose,
  conv3dTranspose as convolution3dTranspose,
  separableConv1d as separableConvolution1d,
  separableConv2d as separableConvolution2d,
};
