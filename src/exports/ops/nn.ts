/** Activations, losses and other parts of networks. */
import { op, type Op } from "../../layers/operation.ts";
import { named } from "../../ops/signature.ts";
import * as complexOps from "../../ops/complex.ts";
import * as adaptivePoolOps from "../../ops/adaptivePool.ts";
import * as binaryCrossentropyOps from "../../ops/binaryCrossentropy.ts";
import * as categoricalCrossentropyOps from "../../ops/categoricalCrossentropy.ts";
import * as convOps from "../../ops/conv.ts";
import * as convTransposeOps from "../../ops/convTranspose.ts";
import * as eluOps from "../../ops/elu.ts";
import * as geluOps from "../../ops/gelu.ts";
import * as oneHotOps from "../../ops/oneHot.ts";
import * as poolOps from "../../ops/pool.ts";
import * as reluOps from "../../ops/relu.ts";
import * as shrinkOps from "../../ops/shrink.ts";
import * as sigmoidOps from "../../ops/sigmoid.ts";
import * as softmaxOps from "../../ops/softmax.ts";
import * as softplusOps from "../../ops/softplus.ts";
import * as foldOps from "../../ops/fold.ts";
import * as unfoldOps from "../../ops/unfold.ts";
import * as normalizationOps from "../../ops/normalization.ts";
import * as attentionOps from "../../ops/attention.ts";
import * as sparsemaxOps from "../../ops/sparsemax.ts";
import * as depthToSpaceOps from "../../ops/depthToSpace.ts";
import * as psnrOps from "../../ops/psnr.ts";
import * as ctcOps from "../../ops/ctc.ts";

export const binaryCrossentropy: Op<typeof binaryCrossentropyOps.binaryCrossentropy> = op(
  "binaryCrossentropy",
  "target output fromLogits?",
  binaryCrossentropyOps.binaryCrossentropy,
);
export const categoricalCrossentropy: Op<
  typeof categoricalCrossentropyOps.categoricalCrossentropy
> = op(
  "categoricalCrossentropy",
  "target output fromLogits? axis?",
  categoricalCrossentropyOps.categoricalCrossentropy,
);
export const celu: Op<typeof eluOps.celu> = op("celu", "x alpha?", eluOps.celu);
export const elu: Op<typeof eluOps.elu> = op("elu", "x alpha?", eluOps.elu);
export const gelu: Op<typeof geluOps.gelu> = op("gelu", "x approximate?", geluOps.gelu);
export const glu: Op<typeof shrinkOps.glu> = op("glu", "x axis?", shrinkOps.glu);
export const hardShrink: Op<typeof shrinkOps.hardShrink> = op(
  "hardShrink",
  "x threshold?",
  shrinkOps.hardShrink,
);
export const hardSigmoid: Op<typeof reluOps.hardSigmoid> = op(
  "hardSigmoid",
  "x",
  reluOps.hardSigmoid,
);
export const hardSilu: Op<typeof reluOps.hardSilu> = op("hardSilu", "x", reluOps.hardSilu);
export const hardSwish: Op<typeof reluOps.hardSwish> = op("hardSwish", "x", reluOps.hardSwish);
export const hardTanh: Op<typeof reluOps.hardTanh> = op("hardTanh", "x", reluOps.hardTanh);
export const leakyRelu: Op<typeof reluOps.leakyRelu> = op(
  "leakyRelu",
  "x negativeSlope?",
  reluOps.leakyRelu,
);
export const logSigmoid: Op<typeof sigmoidOps.logSigmoid> = op(
  "logSigmoid",
  "x",
  sigmoidOps.logSigmoid,
);
export const logSoftmax: Op<typeof softmaxOps.logSoftmax> = op(
  "logSoftmax",
  "x axis?",
  softmaxOps.logSoftmax,
);
export const mish: Op<typeof softplusOps.mish> = op("mish", "x", softplusOps.mish);
export const oneHot: Op<typeof oneHotOps.oneHot> = op(
  "oneHot",
  "x numClasses axis? dtype? sparse?",
  oneHotOps.oneHot,
);
export const relu: Op<typeof reluOps.relu> = op(
  "relu",
  "x negativeSlope? maxValue? threshold?",
  reluOps.relu,
);
export const relu6: Op<typeof reluOps.relu6> = op("relu6", "x", reluOps.relu6);
export const selu: Op<typeof eluOps.selu> = op("selu", "x", eluOps.selu);
export const sigmoid: Op<typeof sigmoidOps.sigmoid> = op("sigmoid", "x", sigmoidOps.sigmoid);
export const silu: Op<typeof sigmoidOps.silu> = op("silu", "x", sigmoidOps.silu);
export const softmax: Op<typeof softmaxOps.softmax> = op("softmax", "x axis?", softmaxOps.softmax);
export const softplus: Op<typeof softplusOps.softplus> = op("softplus", "x", softplusOps.softplus);
export const softShrink: Op<typeof shrinkOps.softShrink> = op(
  "softShrink",
  "x threshold?",
  shrinkOps.softShrink,
);
export const softsign: Op<typeof softplusOps.softsign> = op("softsign", "x", softplusOps.softsign);
export const sparseCategoricalCrossentropy: Op<
  typeof categoricalCrossentropyOps.sparseCategoricalCrossentropy
> = op(
  "sparseCategoricalCrossentropy",
  "target output fromLogits? axis?",
  categoricalCrossentropyOps.sparseCategoricalCrossentropy,
);
export const sparsePlus: Op<typeof shrinkOps.sparsePlus> = op(
  "sparsePlus",
  "x",
  shrinkOps.sparsePlus,
);
export const sparseSigmoid: Op<typeof shrinkOps.sparseSigmoid> = op(
  "sparseSigmoid",
  "x",
  shrinkOps.sparseSigmoid,
);
export const squareplus: Op<typeof shrinkOps.squareplus> = op(
  "squareplus",
  "x b?",
  shrinkOps.squareplus,
);
export const swish: Op<typeof sigmoidOps.swish> = op("swish", "x", sigmoidOps.swish);
export const tanhShrink: Op<typeof shrinkOps.tanhShrink> = op(
  "tanhShrink",
  "x",
  shrinkOps.tanhShrink,
);
export const threshold: Op<typeof shrinkOps.threshold> = op(
  "threshold",
  "x threshold defaultValue",
  shrinkOps.threshold,
);
export const polar: typeof complexOps.polar = named("polar", "abs angle", complexOps.polar);
export const adaptiveAveragePool: Op<typeof adaptivePoolOps.adaptiveAveragePool> = op(
  "adaptiveAveragePool",
  "inputs outputSize dataFormat?",
  adaptivePoolOps.adaptiveAveragePool,
);
export const adaptiveMaxPool: Op<typeof adaptivePoolOps.adaptiveMaxPool> = op(
  "adaptiveMaxPool",
  "inputs outputSize dataFormat?",
  adaptivePoolOps.adaptiveMaxPool,
);
export const averagePool: Op<typeof poolOps.averagePool> = op(
  "averagePool",
  "inputs poolSize strides? padding? dataFormat?",
  poolOps.averagePool,
);
export const conv: Op<typeof convOps.conv> = op(
  "conv",
  "inputs kernel strides? padding? dataFormat? dilationRate?",
  convOps.conv,
);
export const convTranspose: Op<typeof convTransposeOps.convTranspose> = op(
  "convTranspose",
  "inputs kernel strides? padding? outputPadding? dataFormat? dilationRate?",
  convTransposeOps.convTranspose,
);
export const depthwiseConv: Op<typeof convOps.depthwiseConv> = op(
  "depthwiseConv",
  "inputs kernel strides? padding? dataFormat? dilationRate?",
  convOps.depthwiseConv,
);
export const maxPool: Op<typeof poolOps.maxPool> = op(
  "maxPool",
  "inputs poolSize strides? padding? dataFormat?",
  poolOps.maxPool,
);
export const separableConv: Op<typeof convOps.separableConv> = op(
  "separableConv",
  "inputs depthwiseKernel pointwiseKernel strides? padding? dataFormat? dilationRate?",
  convOps.separableConv,
);
export const unfold: Op<typeof unfoldOps.unfold> = op(
  "unfold",
  "x kernelSize dilation? padding? stride?",
  unfoldOps.unfold,
);
export const moments: Op<typeof normalizationOps.moments> = op(
  "moments",
  "x axes keepdims? synchronized?",
  normalizationOps.moments,
);
export const batchNormalization: Op<typeof normalizationOps.batchNormalization> = op(
  "batchNormalization",
  "x mean variance axis offset? scale? epsilon?",
  normalizationOps.batchNormalization,
);
export const layerNormalization: Op<typeof normalizationOps.layerNormalization> = op(
  "layerNormalization",
  "x gamma? beta? axis? epsilon?",
  normalizationOps.layerNormalization,
);
export const rmsNormalization: Op<typeof normalizationOps.rmsNormalization> = op(
  "rmsNormalization",
  "x scale? axis? epsilon?",
  normalizationOps.rmsNormalization,
);
export const normalize: Op<typeof normalizationOps.normalize> = op(
  "normalize",
  "x axis? order? epsilon?",
  normalizationOps.normalize,
);
export const dotProductAttention: Op<typeof attentionOps.dotProductAttention> = op(
  "dotProductAttention",
  "query key value bias? mask? scale? isCausal? flashAttention? attnLogitsSoftCap?",
  attentionOps.dotProductAttention,
);
export const sparsemax: Op<typeof sparsemaxOps.sparsemax> = op(
  "sparsemax",
  "x axis?",
  sparsemaxOps.sparsemax,
);
export const depthToSpace: Op<typeof depthToSpaceOps.depthToSpace> = op(
  "depthToSpace",
  "x blockSize dataFormat?",
  depthToSpaceOps.depthToSpace,
);
export const spaceToDepth: Op<typeof depthToSpaceOps.spaceToDepth> = op(
  "spaceToDepth",
  "x blockSize dataFormat?",
  depthToSpaceOps.spaceToDepth,
);
export const fold: Op<typeof foldOps.fold> = op(
  "fold",
  "x outputSize kernelSize dilation? padding? stride?",
  foldOps.fold,
);
export const psnr: Op<typeof psnrOps.psnr> = op("psnr", "x1 x2 maxVal", psnrOps.psnr);
export const ctcLoss: Op<typeof ctcOps.ctcLoss> = op(
  "ctcLoss",
  "target output targetLength outputLength maskIndex?",
  ctcOps.ctcLoss,
);
export const ctcDecode: Op<typeof ctcOps.ctcDecode> = op(
  "ctcDecode",
  "inputs sequenceLengths strategy? beamWidth? topPaths? mergeRepeated? maskIndex?",
  ctcOps.ctcDecode,
);
export const multiHot: Op<typeof oneHotOps.multiHot> = op(
  "multiHot",
  "inputs numClasses axis? dtype? sparse?",
  oneHotOps.multiHot,
);
