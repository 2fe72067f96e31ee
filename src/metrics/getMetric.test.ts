import { describe, expect, test } from "vitest";
import { getLoss } from "../losses/getLoss.ts";
import { meanSquaredError as meanSquaredLoss } from "../losses/meanSquaredError.ts";
import { absolute, subtract } from "../ops/add.ts";
import { eager } from "../../test/golden/interpreted.ts";
import { BinaryAccuracy, binaryAccuracy } from "./binaryAccuracy.ts";
import { getMetric, metricClasses, type MetricLike, type MetricName } from "./getMetric.ts";
import type { SparseClassesOptions } from "./ioU.ts";
import { MeanIoU } from "./meanIoU.ts";
import { MeanSquaredError } from "./meanSquaredError.ts";

const row = (...data: number[]): ReturnType<typeof eager> =>
  eager({ shape: [1, data.length], dtype: "float32", data });

describe("S0.19 the metric accuracy is chosen by loss and shapes", () => {
  test.each([
    [[8, 1], [null, 1], "BinaryAccuracy"],
    [[8], [null, 1], "BinaryAccuracy"],
    [[8], [null, 3], "SparseCategoricalAccuracy"],
    [[8, 1], [null, 3], "SparseCategoricalAccuracy"],
    [[8, 3], [null, 3], "CategoricalAccuracy"],
    [[8, 5], [8, 5, 3], "SparseCategoricalAccuracy"],
  ])("targets %j and outputs %j: %s", (targetShape, outputShape, className) => {
    expect(String(getMetric("accuracy", { targetShape, outputShape }))).toBe(
      `<${className} accuracy>`,
    );
    expect(String(getMetric("acc", { targetShape, outputShape }))).toBe(`<${className} acc>`);
  });

  test.each([
    ["binary_crossentropy", "BinaryAccuracy"],
    ["categorical_crossentropy", "CategoricalAccuracy"],
    ["sparse_categorical_crossentropy", "SparseCategoricalAccuracy"],
  ] as const)("without shapes the loss %s means %s", (lossName, className) => {
    expect(String(getMetric("accuracy", { loss: getLoss(lossName) }))).toBe(
      `<${className} accuracy>`,
    );
  });

  test("nothing to choose by is an error", () => {
    expect(() => getMetric("accuracy", { loss: getLoss("mse") })).toThrow(
      "Name it: binary_accuracy, categorical_accuracy or sparse_categorical_accuracy.",
    );
  });
});

test("a string is the name in the logs", () => {
  for (const name of ["mse", "MSE", "mean_squared_error", "MeanSquaredError"] as const) {
    const metric = getMetric(name);
    expect(metric).toBeInstanceOf(MeanSquaredError);
    expect(metric.name).toBe(name);
  }
});

const needy = new Set([
  "IoU",
  "MeanIoU",
  "OneHotIoU",
  "OneHotMeanIoU",
  "PrecisionAtRecall",
  "RecallAtPrecision",
  "SensitivityAtSpecificity",
  "SpecificityAtSensitivity",
]);

test("every class is found by its own name", () => {
  for (const [className, metricClass] of metricClasses) {
    if (className === "Accuracy" || needy.has(className)) continue;
    expect(getMetric(className as MetricLike)).toBeInstanceOf(metricClass);
  }
});

test("objects, factories and classes", () => {
  const mine = binaryAccuracy({ threshold: 0.7, name: "mine" });
  expect(getMetric(mine)).toBe(mine);
  expect(getMetric(binaryAccuracy)).toBeInstanceOf(BinaryAccuracy);
  expect(getMetric(BinaryAccuracy)).toBeInstanceOf(BinaryAccuracy);
});

test("functions and losses become their mean over the samples", () => {
  const metric = getMetric(function distance(yTrue, yPred) {
    return absolute(subtract(yTrue, yPred));
  });
  const squared = getMetric(meanSquaredLoss);
  const wholeLoss = getMetric(meanSquaredLoss({ name: "whole" }));
  for (const x of [1, 3]) {
    for (const each of [metric, squared, wholeLoss]) each.updateState(row(0, 0), row(x, x));
  }
  expect([metric, squared, wholeLoss].map((each) => each.result().item())).toEqual([2, 5, 5]);
  expect([metric, squared, wholeLoss].map(({ name }) => name)).toEqual([
    "distance",
    "mean_squared_error",
    "whole",
  ]);
});

test("unknown names say what is near; metrics that must be told something say so", () => {
  expect(() => getMetric("acuracy" as MetricName)).toThrow(
    'metrics: expected a known metric, received "acuracy". Did you mean "accuracy"?',
  );
  expect(() => getMetric("mean_io_u" as MetricName)).toThrow(
    "because MeanIoU must be told something",
  );
  expect(() => new MeanIoU({} as SparseClassesOptions)).toThrow("expected numClasses");
});
