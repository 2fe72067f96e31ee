import { describe, expect, test } from "vitest";
import type { Shape } from "../base/shape.ts";
import { eager, traceStep } from "../../test/golden/interpreted.ts";
import { accuracy } from "./accuracy.ts";
import { AUC } from "./auc.ts";
import { binaryAccuracy } from "./binaryAccuracy.ts";
import { mean } from "./mean.ts";
import { sparseCategoricalAccuracy } from "./sparseCategoricalAccuracy.ts";
import { sparseTopKCategoricalAccuracy } from "./sparseTopKCategoricalAccuracy.ts";
import { topKCategoricalAccuracy } from "./topKCategoricalAccuracy.ts";

const float = (shape: Shape, ...data: number[]): ReturnType<typeof eager> =>
  eager({ shape, dtype: "float32", data });
const int = (...data: number[]): ReturnType<typeof eager> =>
  eager({ shape: [data.length], dtype: "int32", data });

/** Numbers in [0, 1) that repeat from run to run. */
function* draws(): Generator<number, never> {
  for (let seed = 7; ;) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    yield Math.fround(seed / 2 ** 32);
  }
}

test("weights that Keras saves as a tensor are read", () => {
  const saved = { value: [0.25, 0.5], dtype: "float32" };
  for (const class_name of ["__tensor__", "__numpy__"]) {
    const config = { num_thresholds: 5, label_weights: { class_name, config: saved } };
    expect((AUC.fromConfig(config) as AUC).options.labelWeights).toEqual([0.25, 0.5]);
  }
});

test("a binary accuracy of logits has its threshold at 0", () => {
  const [target, output] = [float([4], 1, 0, 1, 0), float([4], 0.5, -0.5, -2, 3)];
  const metric = binaryAccuracy({ threshold: 0 });
  metric.updateState(target, output);
  expect(metric.result().item()).toBe(0.5);
  expect(() => binaryAccuracy({ threshold: Number.NaN })).toThrow(/finite number/u);
});

test("a metric before the first sample is 0", () => {
  expect(mean().result().item()).toBe(0);
  expect(sparseCategoricalAccuracy().result().item()).toBe(0);
});

test("an epoch of 55,000 samples loses no digits", () => {
  const metric = mean();
  const step = traceStep([{ shape: [], dtype: "float32" }], ([loss]) =>
    metric.updateState(loss!, 32),
  );
  const next = draws();
  let [exact, naive] = [0, 0];
  const steps = 1719;
  for (let i = 0; i < steps; i++) {
    // A large start, as losses have, then small ones.
    const loss = Math.fround(i < 20 ? 500 : next.next().value * 0.3);
    step([{ shape: [], dtype: "float32", data: [loss] }]);
    exact += loss * 32;
    naive = Math.fround(naive + Math.fround(loss * 32));
  }
  const wanted = Math.fround(exact / (steps * 32));
  expect(metric.result().item()).toBe(wanted);
  expect(Math.fround(naive / (steps * 32))).not.toBe(wanted);
});

test("counts stay exact above 2²⁴ samples", () => {
  const metric = mean();
  const step = traceStep([{ shape: [1], dtype: "float32" }], ([x]) => metric.updateState(x!));
  const [, count, , compensation] = metric.variables;
  count!.assign(Float32Array.of(2 ** 24));
  for (let i = 0; i < 3; i++) step([{ shape: [1], dtype: "float32", data: [1] }]);
  expect(count!.item() + compensation!.item()).toBe(2 ** 24 + 3);
});

test("the mean of values with several axes is the mean of each sample's mean", () => {
  const metric = mean();
  metric.updateState(float([2, 2], 1, 3, 5, 7), float([2], 3, 1));
  expect(metric.result().item()).toBe((3 * 2 + 1 * 6) / 4);
  expect(() => metric.updateState(float([2, 2], 1, 3, 5, 7), float([3], 1, 1, 1))).toThrow(
    "sampleWeight: expected a shape that broadcasts to the values of the samples [2, 2], received [3].",
  );
});

describe("S4.72 top-five error", () => {
  // Class i is the i-th best: outputs fall with the class number.
  const outputs = float([1, 7], 7, 6, 5, 4, 3, 2, 1);

  test.each([
    [0, 1],
    [4, 1],
    [5, 0],
    [6, 0],
  ])("true class %i: among the best five %i", (label, hit) => {
    const oneHot = float([1, 7], ...Array.from({ length: 7 }, (_, i) => Number(i === label)));
    expect([...sparseTopKCategoricalAccuracy(int(label), outputs).data]).toEqual([hit]);
    expect([...topKCategoricalAccuracy(oneHot, outputs).data]).toEqual([hit]);
  });

  test("the error is 1 minus the metric, over all samples", () => {
    const metric = topKCategoricalAccuracy();
    for (let label = 0; label < 7; label++) {
      metric.updateState(
        float([1, 7], ...Array.from({ length: 7 }, (_, i) => Number(i === label))),
        outputs,
      );
    }
    expect(1 - metric.result().item()).toBeCloseTo(2 / 7, 6);
  });

  test("ties count as among the best, NaN does not", () => {
    const top1 = { k: 1 };
    expect([...sparseTopKCategoricalAccuracy(int(1), float([1, 2], 3, 3), top1).data]).toEqual([1]);
    expect([
      ...sparseTopKCategoricalAccuracy(int(1), float([1, 2], 3, Number.NaN), top1).data,
    ]).toEqual([0]);
    expect(() => topKCategoricalAccuracy({ k: 0 })).toThrow(
      "expected a whole number k of at least 1, received 0",
    );
  });
});

test("labels above 255 are told apart from uint8 labels", () => {
  const outputs = float([1, 257], ...Array.from({ length: 257 }, (_, i) => Number(i === 256)));
  const label = eager({ shape: [1], dtype: "uint8", data: [0] });
  expect([...sparseCategoricalAccuracy(label, outputs).data]).toEqual([0]);
});

test("accuracy of arg-max labels equals the accuracy of the outputs", () => {
  const outputs = float([4, 3], 1, 2, 3, 3, 2, 1, 1, 3, 2, 9, 8, 7);
  const labels = int(2, 0, 0, 0);
  const [sparse, plain] = [sparseCategoricalAccuracy(), accuracy()];
  sparse.updateState(labels, outputs);
  plain.updateState(labels.reshape([4, 1]), int(2, 0, 1, 0).reshape([4, 1]));
  expect([sparse.result().item(), plain.result().item()]).toEqual([0.75, 0.75]);
});

test("unknown options are errors", () => {
  expect(() => sparseCategoricalAccuracy({ nam: "x" } as object)).toThrow('Did you mean "name"?');
  expect(String(mean({ name: "loss" }))).toBe("<Mean loss>");
});
