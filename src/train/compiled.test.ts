import { beforeEach, expect, test } from "vitest";
import { setEngine } from "../eager/engines.ts";
import { setRandomSeed } from "../base/random.ts";
import { toCategorical } from "../data/toCategorical.ts";
import { dense } from "../layers/dense.ts";
import { input } from "../layers/inputLayer.ts";
import { auc } from "../metrics/auc.ts";
import { f1Score } from "../metrics/f1Score.ts";
import { sequential } from "../models/sequential.ts";
import { lambdaCallback } from "../callbacks/lambdaCallback.ts";
import { lossScaleOptimizer } from "../optimizers/lossScaleOptimizer.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { sgd } from "../optimizers/sgd.ts";
import { classifier, threeClasses } from "./train.testing.ts";

beforeEach(() => {
  setEngine("reference");
  setRandomSeed(1);
});

test("the loss and metric named crossentropy are chosen by the shapes", async () => {
  const { x, y } = threeClasses(10);
  const sparse = await classifier([], { loss: "ce", metrics: ["crossentropy"] }).evaluate(x, y);
  const [loss, metric] = [sparse["loss"]!, sparse["crossentropy"]!];
  expect(metric).toBeCloseTo(loss, 6);
  setRandomSeed(1);
  const oneHot = await classifier([], { loss: "crossentropy", metrics: ["ce"] }).evaluate(
    x,
    toCategorical(y, 3),
  );
  expect(oneHot).toEqual({ loss: expect.closeTo(loss, 6), ce: expect.closeTo(loss, 6) });
  const binary = sequential([input([2]), dense(1, { activation: "sigmoid" })]);
  binary.compile({ loss: "ce", metrics: ["ce"] });
  const labels = [0, 1, 0, 1, 1, 0, 1, 0, 0, 1];
  const ofOne = await binary.evaluate(x, labels, { verbose: 0 });
  binary.compile({ loss: "binary_crossentropy" });
  const { loss: named } = await binary.evaluate(x, labels, { verbose: 0 });
  expect(ofOne).toEqual({ loss: named, ce: expect.closeTo(named!, 6) });
});

test("metrics that share a name are logged apart, as in Keras", async () => {
  const { x, y } = threeClasses(10);
  const model = classifier([], {
    loss: "categorical_crossentropy",
    metrics: [auc({ name: "auc" }), auc({ name: "auc", curve: "PR" })],
    weightedMetrics: [auc({ name: "auc" }), auc({ name: "auc" })],
  });
  const logs = await model.evaluate(x, toCategorical(y, 3), {
    sampleWeight: Array.from({ length: 10 }, () => 1),
    verbose: 0,
  });
  expect(Object.keys(logs)).toEqual(["loss", "auc", "auc_1", "weighted_auc", "weighted_auc_1"]);
  expect(logs["auc"]).not.toBe(logs["auc_1"]);
});

test("metrics sized by the outputs learn their size before the first step", async () => {
  const { x, y } = threeClasses(12);
  const targets = toCategorical(y, 3);
  const model = classifier([], {
    loss: "categorical_crossentropy",
    metrics: [f1Score({ average: "macro" })],
  });
  const { history } = await model.fit(x, targets, { epochs: 2, batchSize: 5, verbose: 0 });
  expect(history["f1_score"]).toHaveLength(2);
  const each = classifier([], { loss: "categorical_crossentropy", metrics: [f1Score()] });
  await expect(each.evaluate(x, targets)).rejects.toThrow(
    "metrics: f1_score: expected a metric of one number, received one of [3].",
  );
});

test("a moving average takes the weights' place at the end of training", async () => {
  const { x, y } = threeClasses(8);
  const model = classifier([], { optimizer: sgd({ useEma: true, emaMomentum: 0.5 }) });
  const during: number[] = [];
  const watch = lambdaCallback({
    onTrainBatchEnd: () => void during.push(model.getWeights()[0]!.data[0]!),
  });
  await model.fit(x, y, { batchSize: 4, shuffle: false, verbose: 0, callbacks: [watch] });
  const [first, second] = during as [number, number];
  expect(model.getWeights()[0]!.data[0]).toBeCloseTo((first + second) / 2, 6);
});

test("a scaled loss trains alike", async () => {
  const { x, y } = threeClasses(8);
  const trained = async (optimizer: Optimizer): Promise<number[]> => {
    setRandomSeed(1);
    const model = classifier([], { optimizer });
    await model.fit(x, y, { batchSize: 4, shuffle: false, verbose: 0 });
    return [...model.getWeights()[0]!.data];
  };
  const plain = await trained(sgd());
  expect(await trained(sgd({ lossScaleFactor: 1024 }))).toEqual(plain);
  expect(await trained(lossScaleOptimizer(sgd(), { initialScale: 1024 }))).toEqual(plain);
});
