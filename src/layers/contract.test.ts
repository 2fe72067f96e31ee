import { describe, expect, test } from "vitest";
import * as words from "hornet/layers";
import { readDecoded } from "../../test/golden/decode.ts";
import { readGoldens } from "../../test/golden/support.ts";
import { layerContract, type LayerRow } from "./contract.testing.ts";
import type { LayerCase } from "./goldens.testing.ts";

/** Areas of the goldens whose cases are run here, with their numbers of cases. */
const areas = {
  layers_core: 23,
  layers_activation_layers: 29,
  layers_normalization: 22,
  layers_conv: 45,
  layers_pooling: 27,
  layers_reshaping: 21,
  layers_merging: 16,
  layers_attention: 12,
  layers_rnn: 33,
  layers_further: 29,
} as const;

/** Their cases need more than a call; `test/golden/goldens.test.ts` runs them. */
const ranElsewhere = ["layers_preprocessing", "layers_augmentation"];

const row = [6];
const steps = [4, 3];
const image = [6, 7, 3];
const volume = [3, 4, 5, 2];
const valueRange = [0, 255] as const;
const seed = 3;

/** One input of this shape. */
const on = (shape: readonly number[]): Pick<LayerRow, "inputs"> => ({ inputs: [shape] });
/** Two inputs of this shape. */
const two = (shape: readonly number[]): Pick<LayerRow, "inputs"> => ({ inputs: [shape, shape] });
/** On an image with elements from 0 to 255, at random while it trains; Keras's numbers cannot be drawn again. */
const still = { ...on(image), of: "pixels", random: true } as const satisfies Partial<LayerRow>;
const drawn = { ...still, goldens: "none" } as const;
const unseen = { goldens: "none" } as const;
const kept = { ...on(steps), mask: "kept" } as const;
const lost = { ...on(steps), mask: "lost" } as const;

/** Every layer of `hornet/layers`. A new one is one row. */
const table: Readonly<Record<string, LayerRow>> = {
  // Core
  dense: {
    make: () => words.dense(3, { activation: "tanh", kernelRegularizer: "l2" }),
    ...kept,
    wrong: [
      ["no units", () => words.dense(0), /units/u],
      ["units as a text", () => words.dense("3" as never), /units/u],
    ],
  },
  einsumDense: {
    make: () => words.einsumDense("abc,cd->abd", { outputShape: [null, 5], biasAxes: "d" }),
    ...lost,
  },
  embedding: {
    make: () => words.embedding(5, 3, { maskZero: true }),
    inputs: [[4]],
    of: "whole numbers",
    gradient: "none",
    mask: "kept",
    wrong: [["no words", () => words.embedding(0, 3), /inputDim/u]],
  },
  reversibleEmbedding: {
    make: () => words.reversibleEmbedding(5, 3),
    inputs: [[4]],
    of: "whole numbers",
    gradient: "none",
  },
  lambda: {
    make: () => words.lambda((x) => x),
    ...on(row),
    unsaved: "a function has no saved form",
    ...unseen,
  },
  masking: { make: () => words.masking({ maskValue: 0 }), ...kept },
  identity: { make: () => words.identity(), ...kept },

  // Activations
  activation: { make: () => words.activation("gelu"), ...kept },
  elu: { make: () => words.elu({ alpha: 0.7 }), ...kept },
  leakyReLU: { make: () => words.leakyReLU({ negativeSlope: 0.2 }), ...kept },
  pReLU: { make: () => words.pReLU({ alphaInitializer: "ones", sharedAxes: [1] }), ...kept },
  reLU: { make: () => words.reLU({ maxValue: 0.6, negativeSlope: 0.1 }), ...kept },
  softmax: { make: () => words.softmax({ axis: 1 }), ...on(steps) },

  // Normalisation
  batchNormalization: { make: () => words.batchNormalization({ momentum: 0.8 }), ...kept },
  layerNormalization: { make: () => words.layerNormalization({ axis: -1 }), ...kept },
  groupNormalization: {
    make: () => words.groupNormalization({ groups: 2 }),
    inputs: [[4, 6]],
    mask: "kept",
  },
  rmsNormalization: { make: () => words.rmsNormalization(), ...lost },
  unitNormalization: { make: () => words.unitNormalization(), ...kept },
  spectralNormalization: { make: () => words.spectralNormalization(words.dense(3)), ...kept },

  // Regularisation
  dropout: {
    make: () => words.dropout(0.4, { seed }),
    ...kept,
    random: true,
    wrong: [["a rate above 1", () => words.dropout(2), /rate/u]],
  },
  spatialDropout1d: {
    make: () => words.spatialDropout1d(0.4, { seed }),
    ...kept,
    random: true,
  },
  spatialDropout2d: {
    make: () => words.spatialDropout2d(0.4, { seed }),
    ...on(image),
    random: true,
  },
  spatialDropout3d: {
    make: () => words.spatialDropout3d(0.4, { seed }),
    ...on(volume),
    random: true,
  },
  gaussianDropout: {
    make: () => words.gaussianDropout(0.4, { seed }),
    ...kept,
    random: true,
  },
  gaussianNoise: { make: () => words.gaussianNoise(0.4, { seed }), ...kept, random: true },
  alphaDropout: { make: () => words.alphaDropout(0.4, { seed }), ...kept, random: true },
  activityRegularization: { make: () => words.activityRegularization({ l2: 0.01 }), ...kept },

  // Convolution
  conv1d: {
    make: () => words.conv1d(4, 3, { padding: "same", dilationRate: 2, activation: "relu" }),
    inputs: [[7, 2]],
    wrong: [
      ["no filters", () => words.conv1d(0, 3), /filters/u],
      ["a padding that is none", () => words.conv1d(1, 3, { padding: "sam" as "same" }), /same/u],
    ],
  },
  conv2d: { make: () => words.conv2d(4, 3, { strides: 2, padding: "same" }), ...on(image) },
  conv3d: { make: () => words.conv3d(2, 2), ...on(volume) },
  conv1dTranspose: { make: () => words.conv1dTranspose(3, 3, { strides: 2 }), inputs: [[4, 2]] },
  conv2dTranspose: {
    make: () => words.conv2dTranspose(2, 3, { strides: 2, padding: "same" }),
    ...on(image),
  },
  conv3dTranspose: { make: () => words.conv3dTranspose(2, 2, { strides: 2 }), ...on(volume) },
  depthwiseConv1d: {
    make: () => words.depthwiseConv1d(3, { depthMultiplier: 2 }),
    inputs: [[7, 2]],
  },
  depthwiseConv2d: { make: () => words.depthwiseConv2d(3, { padding: "same" }), ...on(image) },
  separableConv1d: { make: () => words.separableConv1d(4, 3), inputs: [[7, 2]] },
  separableConv2d: { make: () => words.separableConv2d(4, 3), ...on(image) },

  // Pooling
  maxPooling1d: { make: () => words.maxPooling1d(2), ...lost },
  maxPooling2d: { make: () => words.maxPooling2d(2, { padding: "same" }), ...on(image) },
  maxPooling3d: { make: () => words.maxPooling3d(2), ...on(volume) },
  averagePooling1d: { make: () => words.averagePooling1d(2), ...lost },
  averagePooling2d: { make: () => words.averagePooling2d(2, { padding: "same" }), ...on(image) },
  averagePooling3d: { make: () => words.averagePooling3d(2), ...on(volume) },
  globalMaxPooling1d: { make: () => words.globalMaxPooling1d(), ...on(steps) },
  globalMaxPooling2d: { make: () => words.globalMaxPooling2d({ keepdims: true }), ...on(image) },
  globalMaxPooling3d: { make: () => words.globalMaxPooling3d(), ...on(volume) },
  globalAveragePooling1d: { make: () => words.globalAveragePooling1d(), ...lost },
  globalAveragePooling2d: { make: () => words.globalAveragePooling2d(), ...on(image) },
  globalAveragePooling3d: { make: () => words.globalAveragePooling3d(), ...on(volume) },
  adaptiveMaxPooling1d: { make: () => words.adaptiveMaxPooling1d(3), ...on(steps) },
  adaptiveMaxPooling2d: { make: () => words.adaptiveMaxPooling2d([2, 3]), ...on(image) },
  adaptiveMaxPooling3d: { make: () => words.adaptiveMaxPooling3d(2), ...on(volume) },
  adaptiveAveragePooling1d: {
    make: () => words.adaptiveAveragePooling1d(3),
    ...on(steps),
  },
  adaptiveAveragePooling2d: { make: () => words.adaptiveAveragePooling2d([2, 3]), ...on(image) },
  adaptiveAveragePooling3d: {
    make: () => words.adaptiveAveragePooling3d(2),
    ...on(volume),
  },

  // Shapes
  flatten: { make: () => words.flatten(), ...lost },
  permute: { make: () => words.permute([2, 1]), ...lost },
  repeatVector: { make: () => words.repeatVector(3), ...on(row) },
  reshape: { make: () => words.reshape([3, -1]), ...lost },
  cropping1d: { make: () => words.cropping1d([1, 2]), ...lost },
  cropping2d: {
    make: () =>
      words.cropping2d([
        [1, 0],
        [2, 1],
      ]),
    ...on(image),
  },
  cropping3d: { make: () => words.cropping3d(1), ...on([4, 3, 5, 2]) },
  upSampling1d: { make: () => words.upSampling1d(3), ...lost },
  upSampling2d: { make: () => words.upSampling2d(2, { interpolation: "bilinear" }), ...on(image) },
  upSampling3d: { make: () => words.upSampling3d(2), ...on(volume) },
  zeroPadding1d: { make: () => words.zeroPadding1d([1, 2]), ...lost },
  zeroPadding2d: {
    make: () =>
      words.zeroPadding2d([
        [1, 0],
        [2, 1],
      ]),
    ...on(image),
  },
  zeroPadding3d: { make: () => words.zeroPadding3d(1), ...on(volume) },

  // Merging
  add: { make: () => words.add(), ...two(steps), mask: "kept" },
  subtract: { make: () => words.subtract(), ...two(steps), mask: "kept" },
  multiply: { make: () => words.multiply(), ...two(steps), mask: "kept" },
  average: { make: () => words.average(), ...two(steps), mask: "kept" },
  maximum: { make: () => words.maximum(), ...two(steps), mask: "kept" },
  minimum: { make: () => words.minimum(), ...two(steps), mask: "kept" },
  concatenate: { make: () => words.concatenate({ axis: -1 }), ...two(steps), mask: "kept" },
  dot: { make: () => words.dot(1, { normalize: true }), ...two(steps), mask: "lost" },

  // Attention
  attention: { make: () => words.attention({ useScale: true }), ...two(steps), mask: "kept" },
  additiveAttention: { make: () => words.additiveAttention(), ...two(steps), mask: "kept" },
  multiHeadAttention: { make: () => words.multiHeadAttention(2, 3), ...two(steps), mask: "kept" },
  groupQueryAttention: {
    make: () => words.groupQueryAttention(3, 4, 2),
    ...two(steps),
    mask: "kept",
  },

  // Recurrent
  simpleRNN: { make: () => words.simpleRNN(3, { returnSequences: true }), ...kept },
  lstm: { make: () => words.lstm(3, { goBackwards: true }), ...lost },
  gru: { make: () => words.gru(3, { returnSequences: true, resetAfter: false }), ...kept },
  simpleRNNCell: { make: () => words.simpleRNNCell(3), inputs: [[4], [3]] },
  lstmCell: { make: () => words.lstmCell(3), inputs: [[4], [3], [3]], ...unseen },
  gruCell: { make: () => words.gruCell(3), inputs: [[4], [3]] },
  stackedRNNCells: {
    make: () => words.stackedRNNCells([words.gruCell(3), words.simpleRNNCell(2)]),
    inputs: [[4], [3], [2]],
    ...unseen,
  },
  rnn: { make: () => words.rnn(words.gruCell(3), { returnSequences: true }), ...kept },
  bidirectional: {
    make: () => words.bidirectional(words.gru(2, { returnSequences: true })),
    ...kept,
  },
  timeDistributed: { make: () => words.timeDistributed(words.dense(2)), ...kept },
  convLstm1d: { make: () => words.convLstm1d(2, 2), ...on([3, 4, 2]) },
  convLstm2d: { make: () => words.convLstm2d(2, 2), ...on([3, 4, 3, 2]) },
  convLstm3d: { make: () => words.convLstm3d(1, 2), ...on([2, 3, 3, 3, 1]) },

  // Preprocessing
  rescaling: { make: () => words.rescaling(1 / 255, { offset: 0.5 }), ...kept },
  normalization: {
    make: () => words.normalization({ mean: [1, 2, 3], variance: [1, 4, 9] }),
    ...kept,
  },
  discretization: {
    make: () => words.discretization({ binBoundaries: [-0.5, 0, 0.5], outputMode: "one_hot" }),
    inputs: [[1]],
    gradient: "none",
  },
  categoryEncoding: {
    make: () => words.categoryEncoding(5, { outputMode: "multi_hot" }),
    inputs: [[3]],
    of: "whole numbers",
    gradient: "none",
  },
  resizing: { make: () => words.resizing(4, 5), ...on(image), of: "pixels" },
  centerCrop: { make: () => words.centerCrop(4, 5), ...on(image), of: "pixels" },
  stftSpectrogram: {
    make: () => words.stftSpectrogram({ mode: "psd", frameLength: 8, frameStep: 4, fftLength: 8 }),
    inputs: [[20, 1]],
  },
  melSpectrogram: {
    make: () =>
      words.melSpectrogram({
        fftLength: 8,
        sequenceStride: 4,
        sequenceLength: 8,
        samplingRate: 100,
        numMelBins: 3,
        minFreq: 2,
        maxFreq: 40,
      }),
    inputs: [[20]],
    gradient: "none",
  },

  // Augmentation
  autoContrast: { make: () => words.autoContrast({ valueRange }), ...still, gradient: "none" },
  equalization: { make: () => words.equalization({ valueRange }), ...drawn, gradient: "none" },
  contrastLimitedAdaptiveHistogramEqualization: {
    make: () =>
      words.contrastLimitedAdaptiveHistogramEqualization({ valueRange, tileGridSize: [2, 2] }),
    ...drawn,
    gradient: "none",
  },
  solarization: {
    make: () => words.solarization({ seed, valueRange, thresholdFactor: 0.5 }),
    ...drawn,
  },
  augMix: { make: () => words.augMix({ seed, valueRange }), ...drawn },
  cutMix: { make: () => words.cutMix({ seed }), ...drawn },
  mixUp: { make: () => words.mixUp({ seed }), ...drawn },
  randAugment: { make: () => words.randAugment({ seed, valueRange }), ...drawn },
  randomBrightness: { make: () => words.randomBrightness(0.3, { seed, valueRange }), ...still },
  randomColorDegeneration: {
    make: () => words.randomColorDegeneration(0.5, { seed, valueRange }),
    ...drawn,
  },
  randomColorJitter: {
    make: () =>
      words.randomColorJitter({ seed, valueRange, brightnessFactor: 0.4, hueFactor: 0.2 }),
    ...drawn,
  },
  randomContrast: { make: () => words.randomContrast(0.5, { seed, valueRange }), ...still },
  randomCrop: { make: () => words.randomCrop(4, 5, { seed }), ...still, shape: "of training" },
  randomElasticTransform: {
    make: () => words.randomElasticTransform({ seed, valueRange }),
    ...drawn,
  },
  randomErasing: { make: () => words.randomErasing({ seed, valueRange, scale: 0.5 }), ...drawn },
  randomFlip: { make: () => words.randomFlip({ seed, mode: "horizontal" }), ...still },
  randomGaussianBlur: {
    make: () => words.randomGaussianBlur({ seed, valueRange, sigma: [0.3, 1] }),
    ...drawn,
  },
  randomGrayscale: { make: () => words.randomGrayscale({ seed }), ...drawn },
  randomHue: { make: () => words.randomHue(0.4, { seed, valueRange }), ...drawn },
  randomInvert: { make: () => words.randomInvert({ seed, valueRange, factor: 0.5 }), ...drawn },
  randomPerspective: { make: () => words.randomPerspective({ seed, scale: 0.5 }), ...drawn },
  randomPosterization: {
    make: () => words.randomPosterization([1, 8], { seed, valueRange }),
    ...drawn,
  },
  randomRotation: { make: () => words.randomRotation(0.3, { seed }), ...still },
  randomSaturation: {
    make: () => words.randomSaturation([0, 0.9], { seed, valueRange }),
    ...still,
  },
  randomSharpness: { make: () => words.randomSharpness([0, 1], { seed, valueRange }), ...drawn },
  randomShear: { make: () => words.randomShear({ seed, xFactor: 0.3, yFactor: 0.2 }), ...drawn },
  randomTranslation: { make: () => words.randomTranslation(0.3, 0.3, { seed }), ...still },
  randomZoom: { make: () => words.randomZoom(0.4, { seed }), ...still },
  pipeline: {
    make: () => words.pipeline([words.randomFlip({ seed }), words.rescaling(2)]),
    ...drawn,
  },
};

/** What takes no tensors, or texts: the tests that show these instead. */
const apart: Readonly<Record<string, string>> = {
  hashing: "preprocessing.test.ts: works on the host",
  hashedCrossing: "preprocessing.test.ts: works on the host",
  integerLookup: "preprocessing.test.ts: works on the host",
  stringLookup: "preprocessing.test.ts: takes texts",
  textVectorization: "preprocessing.test.ts: takes texts",
  maxNumBoundingBoxes: "augmentation.test.ts: takes records of boxes",
};

/** What `hornet/layers` exports besides layers. */
const others = ["input", "registerOps", "registerSerializable"];

const cases = Object.keys(areas).flatMap((area) => readDecoded<LayerCase>(area));
const casesElsewhere = ranElsewhere.flatMap((area) => readGoldens<LayerCase>(area));

describe("the table", () => {
  test("has every layer that is exported", () => {
    const factories = Object.entries(words).filter(([name]) => /^[a-z]/u.test(name));
    const known = new Set(
      Object.keys(table).map((name) => (words as Record<string, unknown>)[name]),
    );
    const missing = factories
      .filter(([name, factory]) => !known.has(factory as never) && !others.includes(name))
      .map(([name]) => name);
    expect(missing.toSorted()).toEqual(Object.keys(apart).toSorted());
  });

  test("makes with each row what the row is called", () => {
    const named = Object.entries(table).map(([name, { make }]) => [
      name.toLowerCase(),
      make().className.toLowerCase(),
    ]);
    for (const [name, className] of named) expect(name).toBe(className);
  });

  test("has a row for every golden case", () => {
    const classes = new Set(Object.values(table).map(({ make }) => make().className));
    expect(cases.filter(({ layer }) => !classes.has(layer.class_name))).toEqual([]);
    for (const [area, count] of Object.entries(areas))
      expect(readDecoded(area)).toHaveLength(count);
  });
});

for (const [name, own] of Object.entries(table)) {
  const { className } = own.make();
  const ofClass = ({ layer }: LayerCase): boolean => layer.class_name === className;
  layerContract(name, own, {
    run: cases.filter(ofClass),
    elsewhere: casesElsewhere.filter(ofClass).length,
  });
}
