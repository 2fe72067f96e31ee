import { beforeEach, expect, test } from "vitest";
import { dense, input, masking } from "hornet/layers";
import { setEngine } from "../eager/engines.ts";
import { setRandomSeed } from "../base/random.ts";
import { toCategorical } from "../data/toCategorical.ts";
import { auc } from "../metrics/auc.ts";
import { f1Score } from "../metrics/f1Score.ts";
import { tensor } from "../eager/tensor.ts";
import { model } from "../models/functional.ts";
import { sequential } from "../models/sequential.ts";
import { lambdaCallback } from "../callbacks/lambdaCallback.ts";
import { lossScaleOptimizer } from "../optimizers/lossScaleOptimizer.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { sgd } from "../optimizers/sgd.ts";
import type { Logs, LogValue } from "./callback.ts";
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

test("a weighted metric that shares its name with another one is logged behind its output's name", async () => {
  const x = input([2]);
  const [p, q] = [dense(1, { name: "p" }), dense(1, { name: "q" })];
  const twoHeaded = model({ inputs: x, outputs: [p(x), q(x)] });
  twoHeaded.compile({ loss: "mse", metrics: [[], ["mae"]], weightedMetrics: [["mae"], ["mae"]] });
  const { x: rows } = threeClasses(4);
  const logs = await twoHeaded.evaluate(rows, [rows.slice(0, 4).data.slice(0, 4), [1, 2, 3, 4]], {
    verbose: 0,
  });
  expect(Object.keys(logs)).toEqual([
    "loss",
    "p_loss",
    "q_loss",
    "q_mae",
    "p_mae",
    "q_weighted_mae",
  ]);
});

test("steps that a mask leaves out count in no metric", async () => {
  const byStep = sequential([
    input([3, 1]),
    masking(),
    dense(1, { kernelInitializer: "ones", trainable: false }),
  ]);
  byStep.compile({ loss: "mae", metrics: ["mae"], weightedMetrics: ["mse"], optimizer: "sgd" });
  const x = tensor([
    [[1], [3], [0]],
    [[2], [0], [0]],
    [[6], [0], [0]],
  ]);
  const y = tensor(new Float32Array(9), { shape: [3, 3, 1] });
  // (1 + 3 + 2 + 6) / 4 steps and (1 + 9 + 4 + 36) / 4 steps, in batches of any size.
  for (const batchSize of [1, 2, 3]) {
    const expected = { mae: expect.closeTo(3, 5), mse: expect.closeTo(12.5, 5) };
    expect(await byStep.evaluate(x, y, { batchSize, verbose: 0 })).toMatchObject(expected);
    const { history } = await byStep.fit(x, y, { batchSize, verbose: 0 });
    expect(history).toMatchObject({ mae: [expected.mae], mse: [expected.mse] });
  }
  const sampleWeight = [
    [1, 2, 5],
    [0, 5, 5],
    [1, 5, 5],
  ];
  const weighted = await byStep.evaluate(x, y, { sampleWeight, verbose: 0 });
  expect(weighted).toMatchObject({ mse: expect.closeTo((1 + 2 * 9 + 36) / 4, 5) });
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
  each.setWeights(model.getWeights());
  const logs: Logs<LogValue> = await each.evaluate(x, targets, { verbose: 0 });
  expect(Object.keys(logs)).toEqual(["loss", "f1_score"]);
  const macro = await model.evaluate(x, targets, { verbose: 0 });
  const scores = logs["f1_score"] as number[];
  expect(scores).toHaveLength(3);
  const trained = await each.fit(x, targets, { epochs: 2, validationSplit: 0.5, verbose: 0 });
  const kept: Record<string, LogValue[]> = trained.history;
  const three = [expect.any(Number), expect.any(Number), expect.any(Number)];
  expect(kept).toMatchObject({ f1_score: [three, three], val_f1_score: [three, three] });
  expect(kept["loss"]).toEqual([expect.any(Number), expect.any(Number)]);
  expect(macro["f1_score"]).toBeCloseTo(
    scores.reduce((sum, score) => sum + score / 3, 0),
    6,
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
