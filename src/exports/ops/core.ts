/** Types, gradients, and mathematics beside NumPy. */
import { op, type Op } from "../../layers/operation.ts";
import * as castOps from "../../ops/cast.ts";
import * as logsumexpOps from "../../ops/logsumexp.ts";
import * as powerOps from "../../ops/power.ts";
import * as sinOps from "../../ops/sin.ts";
import { named } from "../../ops/signature.ts";
import * as properties from "../../ops/properties.ts";
import * as complexOps from "../../ops/complex.ts";
import * as customGradientOps from "../../ops/customGradient.ts";
import * as sliceOps from "../../ops/slice.ts";
import * as sortOps from "../../ops/sort.ts";
import * as hstackOps from "../../ops/hstack.ts";
import * as inTopKOps from "../../ops/inTopK.ts";
import * as scatterOps from "../../ops/scatter.ts";
import * as erfinvOps from "../../ops/erfinv.ts";
import * as rearrangeOps from "../../ops/rearrange.ts";
import * as cdistOps from "../../ops/cdist.ts";
import * as extractSequencesOps from "../../ops/extractSequences.ts";
import * as solveOps from "../../ops/linalg/solve.ts";
import * as fftOps from "../../ops/fft.ts";

export const cast: Op<typeof castOps.cast> = op("cast", "x dtype", castOps.cast);
export const erf: Op<typeof sinOps.erf> = op("erf", "x", sinOps.erf);
export const logsumexp: Op<typeof logsumexpOps.logsumexp> = op(
  "logsumexp",
  "x axis? keepdims?",
  logsumexpOps.logsumexp,
);
export const rsqrt: Op<typeof powerOps.rsqrt> = op("rsqrt", "x", powerOps.rsqrt);
export const slice: Op<typeof sliceOps.slice> = op(
  "slice",
  "inputs startIndices shape",
  sliceOps.slice,
);
export const stopGradient: Op<typeof castOps.stopGradient> = op(
  "stopGradient",
  "variable",
  castOps.stopGradient,
);
export const topK: Op<typeof sortOps.topK> = op("topK", "x k sorted?", sortOps.topK);
export const sliceUpdate: Op<typeof sliceOps.sliceUpdate> = op(
  "sliceUpdate",
  "inputs startIndices updates",
  sliceOps.sliceUpdate,
);
export const unstack: Op<typeof hstackOps.unstack> = op(
  "unstack",
  "x num? axis?",
  hstackOps.unstack,
);
export const inTopK: Op<typeof inTopKOps.inTopK> = op(
  "inTopK",
  "targets predictions k",
  inTopKOps.inTopK,
);
export const scatter: Op<typeof scatterOps.scatter> = op(
  "scatter",
  "indices values shape",
  scatterOps.scatter,
);
export const scatterUpdate: Op<typeof scatterOps.scatterUpdate> = op(
  "scatterUpdate",
  "inputs indices updates reduction?",
  scatterOps.scatterUpdate,
);
export const segmentSum: Op<typeof scatterOps.segmentSum> = op(
  "segmentSum",
  "data segmentIds numSegments? sorted?",
  scatterOps.segmentSum,
);
export const segmentProd: Op<typeof scatterOps.segmentProd> = op(
  "segmentProd",
  "data segmentIds numSegments? sorted?",
  scatterOps.segmentProd,
);
export const segmentMax: Op<typeof scatterOps.segmentMax> = op(
  "segmentMax",
  "data segmentIds numSegments? sorted?",
  scatterOps.segmentMax,
);
export const segmentMin: Op<typeof scatterOps.segmentMin> = op(
  "segmentMin",
  "data segmentIds numSegments? sorted?",
  scatterOps.segmentMin,
);
export const erfinv: Op<typeof erfinvOps.erfinv> = op("erfinv", "x", erfinvOps.erfinv);
export const erfc: Op<typeof erfinvOps.erfc> = op("erfc", "x", erfinvOps.erfc);
export const rearrange: Op<typeof rearrangeOps.rearrange> = op(
  "rearrange",
  "tensor pattern **",
  rearrangeOps.rearrange,
);
export const cdist: Op<typeof cdistOps.cdist> = op("cdist", "x y", cdistOps.cdist);
export const extractSequences: Op<typeof extractSequencesOps.extractSequences> = op(
  "extractSequences",
  "x sequenceLength sequenceStride",
  extractSequencesOps.extractSequences,
);

export const dtype: typeof properties.dtype = named("dtype", "x", properties.dtype);
export const isTensor: typeof properties.isTensor = named("isTensor", "x", properties.isTensor);
export const convertToNumpy: typeof properties.convertToNumpy = named(
  "convertToNumpy",
  "x",
  properties.convertToNumpy,
);
export const shape: typeof properties.shape = named("shape", "x", properties.shape);
export const saturateCast: Op<typeof properties.saturateCast> = op(
  "saturateCast",
  "x dtype",
  properties.saturateCast,
);
export const viewAsComplex: typeof complexOps.viewAsComplex = named(
  "viewAsComplex",
  "x",
  complexOps.viewAsComplex,
);
export const viewAsReal: typeof complexOps.viewAsReal = named(
  "viewAsReal",
  "x",
  complexOps.viewAsReal,
);
export const logdet: Op<typeof solveOps.logdet> = op("logdet", "x", solveOps.logdet);
export const fft: Op<typeof fftOps.fft> = op("fft", "x", fftOps.fft);
export const fft2: Op<typeof fftOps.fft2> = op("fft2", "x", fftOps.fft2);
export const ifft2: Op<typeof fftOps.ifft2> = op("ifft2", "x", fftOps.ifft2);
export const rfft: Op<typeof fftOps.rfft> = op("rfft", "x fftLength?", fftOps.rfft);
export const irfft: Op<typeof fftOps.irfft> = op("irfft", "x fftLength?", fftOps.irfft);
export const stft: Op<typeof fftOps.stft> = op(
  "stft",
  "x sequenceLength sequenceStride fftLength window? center?",
  fftOps.stft,
);
export const istft: Op<typeof fftOps.istft> = op(
  "istft",
  "x sequenceLength sequenceStride fftLength length? window? center?",
  fftOps.istft,
);

export const customGradient: typeof customGradientOps.customGradient = named(
  "customGradient",
  "f",
  customGradientOps.customGradient,
);
