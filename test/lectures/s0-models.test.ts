import { beforeEach, describe, expect, test } from "vitest";
import { clearSession, type Sequential, sequential, setRandomSeed, tensor } from "hornet";
import { dense, flatten, input } from "hornet/layers";
import * as ops from "hornet/ops";
import type { LossName } from "hornet/losses";
import { adam, sgd } from "hornet/optimizers";
import { distance, kerasSummary, noise, printedBy, summaryOf, weightsOf } from "./support.ts";

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

const small = (): Sequential =>
  sequential([input([10]), dense(20, { activation: "relu" }), dense(3, { activation: "softmax" })]);

test("S0.10 a sequential model from a list has the shapes (None, 20) and (None, 3)", async () => {
  const model = small();
  expect(model.layers.map(({ output }) => output.shape)).toEqual([
    [null, 20],
    [null, 3],
  ]);
  const outputs = await model.predict(noise([5, 10]), { verbose: 0 });
  expect(outputs.shape).toEqual([5, 3]);
  ops.sum(outputs, { axis: 1 }).data.forEach((total) => expect(total).toBeCloseTo(1, 5));
});

test("S0.11 the summary of the small model is Keras's: 220 + 63 = 283 parameters (1.11 KB)", () => {
  const text = summaryOf(small());
  expect(text).toBe(kerasSummary("notes_mlp_10_20_3"));
  expect(text).toContain('Model: "sequential"');
  expect(text).toMatch(/dense \(Dense\) +│ \(None, 20\) +│ +220 │/);
  expect(text).toMatch(/dense_1 \(Dense\) +│ \(None, 3\) +│ +63 │/);
  expect(text.trimEnd().split("\n").slice(-3)).toEqual([
    " Total params: 283 (1.11 KB)",
    " Trainable params: 283 (1.11 KB)",
    " Non-trainable params: 0 (0.00 B)",
  ]);
});

test("S0.18 the network for iris, 4-256-256-256-3, has 133,635 parameters", () => {
  const hidden = Array.from({ length: 3 }, () => dense(256, { activation: "relu" }));
  const model = sequential([input([4]), ...hidden, dense(3, { activation: "softmax" })]);
  expect(model.countParams()).toBe(133_635);
  expect(summaryOf(model)).toContain("Total params: 133,635 (522.01 KB)");
});

describe("S0.19 what accuracy means", () => {
  const x = noise([40, 4], 5);
  const labels = Array.from({ length: 40 }, (_, i) => i % 3);

  const accuracyOf = async (
    model: Sequential,
    y: number[][] | number[],
    loss: LossName,
  ): Promise<number> => {
    model.compile({ loss, optimizer: "sgd", metrics: ["accuracy"] });
    const logs = await model.evaluate(x, y, { verbose: 0 });
    expect(Object.keys(logs)).toEqual(["loss", "accuracy"]);
    return logs["accuracy"]!;
  };
  const share = (hits: readonly boolean[]): number => hits.filter(Boolean).length / hits.length;

  test("S0.19 one-hot targets, class numbers and yes-or-no targets", async () => {
    const model = sequential([input([4]), dense(3, { activation: "softmax" })]);
    const classes = [...ops.argmax(await model.predict(x, { verbose: 0 }), { axis: 1 }).data];
    const expected = share(classes.map((found, i) => found === labels[i]));
    expect(expected).toBeGreaterThan(0);
    const oneHot = labels.map((label) => [0, 1, 2].map((i) => Number(i === label)));
    expect(await accuracyOf(model, oneHot, "categorical_crossentropy")).toBeCloseTo(expected, 6);
    expect(await accuracyOf(model, labels, "sparse_categorical_crossentropy")).toBeCloseTo(
      expected,
      6,
    );

    const binary = sequential([input([4]), dense(1, { activation: "sigmoid" })]);
    const scores = [...(await binary.predict(x, { verbose: 0 })).data];
    const yes = labels.map((label) => Number(label === 0));
    const hits = share(scores.map((score, i) => Number(score > 0.5) === yes[i]));
    expect(await accuracyOf(binary, yes, "binary_crossentropy")).toBeCloseTo(hits, 6);
  });
});

test("S0.38 flatten turns maps (None, 5, 5, 16) into vectors (None, 400), pixel after pixel", async () => {
  const model = sequential([input([5, 5, 16]), flatten()]);
  expect(model.outputShape).toEqual([null, 400]);
  const maps = noise([2, 5, 5, 16]);
  const vectors = await model.predict(maps, { verbose: 0 });
  expect(vectors.shape).toEqual([2, 400]);
  expect([...vectors.data]).toEqual([...maps.data]);
});

test("S1.1 the lecture's first program, line by line", async () => {
  const printed = await printedBy(() => {
    const model = sequential([
      input([10]),
      dense(20, { activation: "relu" }),
      dense(3, { activation: "softmax" }),
    ]);
    model.summary();
  });
  expect(printed).toContain('Model: "sequential"');
  expect(printed).toMatch(/ 220 │\n[^\n]+\n[^\n]+ 63 │\n/);
  expect(printed).toContain("Total params: 283 (1.11 KB)");
});

describe("S1.2 optimizer objects", () => {
  test("S1.2 Adam with β₂ = 0.9 in compile follows its own formula", async () => {
    const [x, y] = [noise([6, 2], 1), noise([6, 1], 2)];
    const optimizer = adam({ learningRate: 0.001, beta1: 0.9, beta2: 0.9 });
    const model = sequential([input([2]), dense(1, { useBias: false })]);
    model.compile({ loss: "mse", optimizer });
    expect(model.optimizer).toBe(optimizer);

    let theta = weightsOf(model)[0]!;
    let m = [0, 0];
    let v = [0, 0];
    for (let step = 1; step <= 5; step++) {
      await model.trainOnBatch(x, y);
      const gradient = theta.map((_, k) => {
        let sum = 0;
        for (let i = 0; i < 6; i++) {
          const residual = x.data[2 * i]! * theta[0]! + x.data[2 * i + 1]! * theta[1]! - y.data[i]!;
          sum += (2 * residual * x.data[2 * i + k]!) / 6;
        }
        return sum;
      });
      m = m.map((old, k) => 0.9 * old + 0.1 * gradient[k]!);
      v = v.map((old, k) => 0.9 * old + 0.1 * gradient[k]! ** 2);
      theta = theta.map(
        (old, k) =>
          old -
          (0.001 * (m[k]! / (1 - 0.9 ** step))) / (Math.sqrt(v[k]! / (1 - 0.9 ** step)) + 1e-7),
      );
      expect(distance(model.getWeights()[0]!, tensor([[theta[0]!], [theta[1]!]]))).toBeLessThan(
        1e-6,
      );
    }
  });

  test("S1.2 SGD(learning_rate=0.001) in compile takes steps of 0.001 ∇L", async () => {
    const model = sequential([input([1]), dense(1, { useBias: false, kernelInitializer: "ones" })]);
    model.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.001 }) });
    await model.trainOnBatch([[3]], [[0]]);
    expect(weightsOf(model)[0]![0]).toBeCloseTo(1 - 0.001 * 18, 6);
  });
});
