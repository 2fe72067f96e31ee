import { afterEach, expect, test } from "vitest";
import { epsilon, setEpsilon, tensor } from "hornet";
import { maxNorm, minMaxNorm, unitNorm } from "hornet/constraints";
import { normalization } from "hornet/layers";
import * as losses from "hornet/losses";
import * as metrics from "hornet/metrics";
import * as ops from "hornet/ops";
import type { Operand } from "../graph/value.ts";
import type { Tensor } from "../tensor/tensor.ts";

afterEach(() => setEpsilon(1e-7));

const target = tensor([
  [0, 1, 0],
  [1, 0, 0],
]);
const output = tensor([
  [0.01, 0.98, 0.01],
  [0.2, 0.8, 0],
]);
const small = tensor([
  [0.01, 0.02],
  [3, 4],
]);
const rows = tensor([
  [0.1, 0.2],
  [3, 4],
]);
const weight = tensor([
  [0.3, 4],
  [0.4, 3],
]);

function resultOf(metric: metrics.Metric, t: Operand, p: Operand): Tensor {
  metric.build(t.shape, p.shape);
  metric.updateState(t, p);
  return metric.result();
}

/** What is computed with the fuzz factor, and what Keras 3.15.1 gives with `keras.config.set_epsilon(0.05)`. */
const cases: readonly (readonly [name: string, found: () => Operand, expected: unknown])[] = [
  [
    "binary crossentropy",
    () => losses.binaryCrossentropy().perSample(target, output),
    [0.05129331, 1.090056],
  ],
  [
    "categorical crossentropy",
    () => losses.categoricalCrossentropy().perSample(target, output),
    [0.05129331, 1.609438],
  ],
  [
    "sparse categorical crossentropy",
    () =>
      losses.sparseCategoricalCrossentropy().perSample(tensor([1, 0], { dtype: "int32" }), output),
    [0.1000835, 1.658228],
  ],
  [
    "categorical focal crossentropy",
    () => losses.categoricalFocalCrossentropy().perSample(target, output),
    [3.205833e-5, 0.2575101],
  ],
  [
    "binary focal crossentropy",
    () => losses.binaryFocalCrossentropy().perSample(target, output),
    [1.025864e-5, 0.6866936],
  ],
  ["KL divergence", () => losses.klDivergence().perSample(target, output), [0.0202027, 1.470809]],
  ["Poisson", () => losses.poisson().perSample(target, output), [0.3234804, 0.7954315]],
  [
    "mean absolute percentage error",
    () => losses.meanAbsolutePercentageError().perSample(target, output),
    [14.0, 560.0],
  ],
  [
    "mean squared logarithmic error",
    () => losses.meanSquaredLogarithmicError().perSample(target, output),
    [3.366989e-5, 0.18382],
  ],
  ["dice", () => losses.dice().call(target, output), 0.417284],
  ["Tversky", () => losses.tversky().call(target, output), 0.4243902],
  [
    "normalize",
    () => ops.normalize(small),
    [
      [0.2, 0.4],
      [0.6, 0.8],
    ],
  ],
  [
    "normalize, order 1",
    () => ops.normalize(small, { order: 1 }),
    [
      [0.2, 0.4],
      [0.4285715, 0.5714286],
    ],
  ],
  [
    "RMS normalization",
    () => ops.rmsNormalization(rows),
    [
      [0.3651484, 0.7302967],
      [0.8468361, 1.129115],
    ],
  ],
  [
    "layer normalization",
    () => ops.layerNormalization(rows),
    [
      [-0.2182179, 0.2182178],
      [-0.9128709, 0.9128709],
    ],
  ],
  ["F1 score", () => resultOf(metrics.f1Score({ average: "macro" }), target, output), 0.2078381],
  [
    "mean IoU",
    () => resultOf(metrics.meanIoU(2), tensor([0, 1, 1, 0]), tensor([0, 1, 0, 0])),
    0.5578256,
  ],
  [
    "concordance correlation",
    () => resultOf(metrics.concordanceCorrelation({ axis: null }), target, output),
    0.3937713,
  ],
  [
    "maxNorm",
    () => maxNorm({ maxValue: 2 }).call(weight),
    [
      [0.2727273, 1.584158],
      [0.3636363, 1.188119],
    ],
  ],
  [
    "unitNorm",
    () => unitNorm().call(weight),
    [
      [0.5454546, 0.7920792],
      [0.7272727, 0.5940593],
    ],
  ],
  [
    "minMaxNorm",
    () => minMaxNorm({ minValue: 1, maxValue: 2, rate: 0.5 }).call(weight),
    [
      [0.4090909, 2.772277],
      [0.5454546, 2.079208],
    ],
  ],
  [
    "normalization",
    () => normalization({ mean: [0, 0], variance: [0.0001, 4] })(weight),
    [
      [6.0, 2.0],
      [8.0, 1.5],
    ],
  ],
];

test.each(cases)("%s reads the fuzz factor where it computes", (_, found, expected) => {
  const before = found() as Tensor;
  setEpsilon(0.05);
  const after = found() as Tensor;
  const wanted = tensor(expected as number[]);
  expect(after.shape).toEqual(wanted.shape);
  after.data.forEach((x, i) => expect(x).toBeCloseTo(wanted.data[i]!, 5));
  expect([...before.data]).not.toEqual([...after.data]);
});

test("it is 1e-7 unless set, and a finite number of 0 or more", () => {
  expect(epsilon()).toBe(1e-7);
  setEpsilon(1e-3);
  expect(epsilon()).toBe(1e-3);
  expect(() => setEpsilon(-1)).toThrow(
    "setEpsilon: expected a finite number of 0 or more, received -1",
  );
  expect(() => setEpsilon(Number.NaN)).toThrow(/received NaN/u);
});
