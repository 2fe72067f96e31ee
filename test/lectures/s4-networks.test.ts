import { beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  grad,
  type Operand,
  type Sequential,
  sequential,
  setRandomSeed,
  tensor,
} from "hornet";
import { Callback } from "hornet/callbacks";
import { digits, toCategorical } from "hornet/datasets";
import { batchNormalization, dense, flatten, input, rescaling } from "hornet/layers";
import * as ops from "hornet/ops";
import { adam, inverseTimeDecay, sgd } from "hornet/optimizers";
import { lineChart } from "hornet/plot";
import { noise, weightsOf } from "./support.ts";

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

describe("S4.8 which loss when", () => {
  const x = noise([12, 4]);
  const labels = Array.from({ length: 12 }, (_, i) => i % 3);
  const build = (
    loss: "categorical_crossentropy" | "sparse_categorical_crossentropy" | "binary_crossentropy",
    units = 3,
  ): Sequential => {
    const model = sequential([
      input([4]),
      dense(units, { activation: units === 1 ? "sigmoid" : "softmax" }),
    ]);
    model.compile({ loss, optimizer: "sgd" });
    return model;
  };

  test("S4.8 class numbers go with the sparse loss, one-hot rows with the other: the same number", async () => {
    const sparse = build("sparse_categorical_crossentropy");
    const oneHot = build("categorical_crossentropy");
    oneHot.setWeights(sparse.getWeights());
    const first = await sparse.evaluate(x, labels, { verbose: 0 });
    const second = await oneHot.evaluate(x, toCategorical(labels), { verbose: 0 });
    expect(first["loss"]).toBeCloseTo(second["loss"]!, 6);
  });

  test.each([
    [
      "one-hot rows with the sparse loss",
      "sparse_categorical_crossentropy",
      3,
      toCategorical(labels),
      /"categorical_crossentropy"/,
    ],
    [
      "class numbers with the one-hot loss",
      "categorical_crossentropy",
      3,
      tensor(labels),
      /sparse_categorical_crossentropy/,
    ],
    [
      "a class that has no output",
      "sparse_categorical_crossentropy",
      3,
      tensor([...labels.slice(1), 3]),
      /from 0 to 2/,
    ],
    [
      "one-hot rows with one sigmoid",
      "binary_crossentropy",
      1,
      toCategorical(labels),
      /expected targets of shape \[None, 1\]/,
    ],
  ] as const)(
    "S4.8 %s is an error that says so, before any weight changes",
    async (_, loss, units, y, words) => {
      const model = build(loss, units);
      const before = weightsOf(model);
      await expect(model.fit(x, y, { verbose: 0 })).rejects.toThrow(words);
      expect(weightsOf(model)).toEqual(before);
    },
  );
});

describe("S4.23 saturation", () => {
  const grid = Float64Array.from({ length: 101 }, (_, i) => (i - 50) / 5);

  test("S4.23 sigmoid saturates on both sides, leaky ReLU on neither; both are drawn", () => {
    const leaky = (x: Operand): Operand => ops.leakyRelu(x, { negativeSlope: 0.2 });
    const slopes = (f: (x: Operand) => Operand): ArrayLike<number> =>
      grad((x: Operand) => ops.sum(f(x)))(grid).data;
    const [sigmoid, rectifier] = [slopes(ops.sigmoid), slopes(leaky)];
    for (const end of [0, 100]) expect(sigmoid[end]).toBeLessThan(1e-4);
    expect(sigmoid[50]).toBeCloseTo(0.25, 12);
    expect([rectifier[0], rectifier[100]]).toEqual([0.2, 1]);
    for (const [title, values] of [
      ["Sigmoid activation function", ops.sigmoid(tensor(grid)).data],
      ["Leaky ReLU activation function", leaky(tensor(grid)).data],
    ] as const) {
      const { svg } = lineChart([{ name: "φ", x: grid, y: values }], { title });
      const curve = [...svg.matchAll(/<path d="(M[^"]*L[^"]*)"/g)].map(
        ([, path]) => path!.match(/[ML]/g)!.length,
      );
      expect(curve).toContain(101);
      expect(svg).toContain(`>${title}</text>`);
    }
  });
});

test("S4.26 twenty layers of SELU with lecun_normal keep mean 0 and standard deviation 1", () => {
  const rows = 500;
  const normal = (x: Operand): readonly [mean: number, deviation: number] => [
    ops.mean(x).item(),
    ops.std(x).item(),
  ];
  const run = (activation: "selu" | "relu"): Operand => {
    let x: Operand = ops.multiply(noise([rows, 100]), Math.sqrt(3));
    for (let i = 0; i < 20; i++) {
      x = dense(100, { activation, kernelInitializer: "lecun_normal" })(x);
      if (activation === "relu") continue;
      const [mean, deviation] = normal(x);
      expect(Math.abs(mean)).toBeLessThan(0.2);
      expect(Math.abs(deviation - 1)).toBeLessThan(0.2);
    }
    return x;
  };
  run("selu");
  expect(normal(run("relu"))[1]).toBeLessThan(0.01);
});

describe("S4.33 transfer learning", () => {
  /** A trained classifier of the digits 0 to 7, and the rows of 8 and 9 for the second task. */
  async function pretrained(): Promise<{ first: Sequential; x: Operand; y: Operand }> {
    const { images, labels } = await digits();
    const rows = (wanted: (label: number) => boolean): number[] =>
      [...labels.data].flatMap((label, i) => (wanted(label) ? [i] : []));
    const pick = (from: Operand, indices: number[]): Operand =>
      ops.take(from, tensor(Int32Array.from(indices)), { axis: 0 });
    const first = sequential([
      input([8, 8]),
      rescaling(1 / 16),
      flatten(),
      dense(32, { activation: "relu", name: "lower" }),
      batchNormalization({ name: "norm" }),
      dense(16, { activation: "relu", name: "upper" }),
      dense(8, { activation: "softmax", name: "old_head" }),
    ]);
    first.compile({ loss: "sparse_categorical_crossentropy", optimizer: "adam" });
    const old = rows((label) => label < 8);
    await first.fit(pick(images, old), pick(labels, old), { epochs: 4, verbose: 0 });
    const fresh = rows((label) => label >= 8);
    return { first, x: pick(images, fresh), y: ops.equal(pick(labels, fresh), 9) };
  }
  const numbers = (model: Sequential, name: string): number[][] =>
    model
      .getLayer(name)
      .getWeights()
      .map(({ data }) => [...data]);

  test("S4.33 replace the head, freeze, train, unfreeze the top, lower the rate, train", async () => {
    const { first, x, y } = await pretrained();
    const reused = first.layers.slice(0, -1);
    const second = sequential([
      input([8, 8]),
      ...reused,
      dense(1, { activation: "sigmoid", name: "new_head" }),
    ]);
    for (const layer of reused) layer.trainable = false;
    second.compile({
      loss: "binary_crossentropy",
      optimizer: adam({ learningRate: 0.01 }),
      metrics: ["accuracy"],
    });
    expect(second.trainableWeights).toEqual(second.getLayer("new_head").weights);
    const frozen = ["lower", "norm", "upper"].map((name) => numbers(second, name));
    const head = numbers(second, "new_head");
    const { history } = await second.fit(x, y, { epochs: 10, verbose: 0 });
    expect(["lower", "norm", "upper"].map((name) => numbers(second, name))).toEqual(frozen);
    expect(numbers(second, "new_head")).not.toEqual(head);
    expect(history["loss"]!.at(-1)).toBeLessThan(history["loss"]![0]!);

    second.getLayer("upper").trainable = true;
    second.compile({
      loss: "binary_crossentropy",
      optimizer: adam({ learningRate: 1e-3 }),
      metrics: ["accuracy"],
    });
    const tuned = await second.fit(x, y, { epochs: 5, verbose: 0 });
    expect(["lower", "norm"].map((name) => numbers(second, name))).toEqual(frozen.slice(0, 2));
    expect(numbers(second, "upper")).not.toEqual(frozen[2]);
    expect(tuned.history["accuracy"]!.at(-1)).toBeGreaterThan(0.9);
  });

  const small = (): Sequential =>
    sequential([input([3]), dense(4, { name: "hidden" }), dense(1, { name: "head" })]);
  const [x, y] = [noise([8, 3], 1), noise([8, 1], 2)];

  test("S4.33 the optimizer's state is kept with the same optimizer, and new with a new one", async () => {
    const model = small();
    const optimizer = sgd({ learningRate: 0.01, momentum: 0.9 });
    model.compile({ loss: "mse", optimizer });
    await model.fit(x, y, { batchSize: 4, epochs: 3, verbose: 0 });
    expect(optimizer.iterations.item()).toBe(6);
    model.compile({ loss: "mse", optimizer });
    expect(model.optimizer).toBe(optimizer);
    expect(model.optimizer.iterations.item()).toBe(6);
    const moments = optimizer.variables.filter(({ size }) => size > 1).map(({ data }) => [...data]);
    expect(moments.flat().some((moment) => moment !== 0)).toBe(true);
    model.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.01, momentum: 0.9 }) });
    expect(model.optimizer.iterations.item()).toBe(0);
  });
});

test("S4.43 a schedule as learning rate: one step of it per update, through epochs", async () => {
  const schedule = inverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 2, decayRate: 1 });
  const model = sequential([input([1]), dense(1, { useBias: false, kernelInitializer: "zeros" })]);
  model.compile({ loss: "mean_absolute_error", optimizer: sgd({ learningRate: schedule }) });
  const [rates, steps]: [number[], number[]] = [[], []];
  let before = 0;
  class Watch extends Callback {
    override onTrainBatchBegin(): void {
      rates.push(this.model.optimizer.learningRate);
    }
    override onTrainBatchEnd(): void {
      // The gradient of |y - w| with y far above is -1, so that a step is the learning rate.
      const now = this.model.getWeights()[0]!.item();
      steps.push(now - before);
      before = now;
    }
  }
  await model.fit(
    Array.from({ length: 5 }, () => [1]),
    Array.from({ length: 5 }, () => [100]),
    {
      batchSize: 2,
      epochs: 2,
      verbose: 0,
      callbacks: [new Watch()],
    },
  );
  const expected = [0, 1, 2, 3, 4, 5].map((step) => 0.1 / (1 + step / 2));
  expect(rates).toHaveLength(6);
  expected.forEach((rate, i) => {
    expect(rates[i]).toBeCloseTo(rate, 7);
    expect(steps[i]).toBeCloseTo(rate, 6);
  });
});

test("S4.45 L1 gives sparse kernels, L2 small ones, nothing neither", async () => {
  const x = noise([200, 20], 6);
  // The target needs two of the twenty inputs.
  const y = tensor(
    Float32Array.from({ length: 200 }, (_, i) => 2 * x.data[20 * i]! - x.data[20 * i + 1]!),
    { shape: [200, 1] },
  );
  const kernelWith = async (kernelRegularizer: "l1" | "l2" | null): Promise<number[]> => {
    setRandomSeed(0);
    const model = sequential([input([20]), dense(1, { kernelRegularizer })]);
    model.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.01 }) });
    await model.fit(x, ops.add(y, ops.multiply(noise([200, 1], 7), 0.15)), {
      epochs: 150,
      batchSize: 50,
      verbose: 0,
    });
    return weightsOf(model)[0]!;
  };
  const [sparse, small, free] = [
    await kernelWith("l1"),
    await kernelWith("l2"),
    await kernelWith(null),
  ];
  const nearZero = (kernel: number[]): number =>
    kernel.slice(2).filter((weight) => Math.abs(weight) < 1e-3).length;
  const length = (kernel: number[]): number => Math.hypot(...kernel);
  expect(nearZero(sparse)).toBeGreaterThanOrEqual(10);
  expect(nearZero(free)).toBeLessThanOrEqual(3);
  expect(nearZero(small)).toBeLessThanOrEqual(3);
  expect(length(small)).toBeLessThan(length(free));
  expect(sparse[0]).toBeGreaterThan(1.5);
});
