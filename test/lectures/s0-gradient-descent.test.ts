import { beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  setEngine,
  setRandomSeed,
  type Sequential,
  sequential,
  tensor,
} from "hornet";
import { Callback } from "hornet/callbacks";
import { dense, dropout, input } from "hornet/layers";
import { categoricalCrossentropy } from "hornet/losses";
import { adam, sgd } from "hornet/optimizers";
import { noise, weightsOf } from "./support.ts";

beforeEach(() => {
  clearSession();
  setRandomSeed(0);
});

const rows = 7;
const x = noise([rows, 2], 3);
const y = noise([rows, 1], 4);
const start = { kernel: [0.5, -0.25], bias: 0.125 };

function line(rate: number): Sequential {
  const model = sequential([input([2]), dense(1)]);
  model.setWeights([tensor([[start.kernel[0]!], [start.kernel[1]!]]), tensor([start.bias])]);
  model.compile({ loss: "mse", optimizer: sgd({ learningRate: rate }) });
  return model;
}

/** Gradient descent by hand, in float64, over the rows in their order; each batch's gradient is its mean. */
function descend(rate: number, batchSize: number, epochs: number): number[] {
  let [w0, w1, b] = [start.kernel[0]!, start.kernel[1]!, start.bias];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let first = 0; first < rows; first += batchSize) {
      const last = Math.min(first + batchSize, rows);
      const gradient = [0, 0, 0];
      for (let i = first; i < last; i++) {
        const [x0, x1] = [x.data[2 * i]!, x.data[2 * i + 1]!];
        const slope = (2 * (w0 * x0 + w1 * x1 + b - y.data[i]!)) / (last - first);
        [x0, x1, 1].forEach((factor, k) => (gradient[k]! += slope * factor));
      }
      [w0, w1, b] = [w0 - rate * gradient[0]!, w1 - rate * gradient[1]!, b - rate * gradient[2]!];
    }
  }
  return [w0, w1, b];
}

function expectClose(model: Sequential, expected: readonly number[]): void {
  weightsOf(model)
    .flat()
    .forEach((weight, i) => expect(Math.abs(weight - expected[i]!)).toBeLessThan(1e-6));
}

describe("S0.1 full-batch gradient descent", () => {
  test.each([1, 4])(
    "S0.1 a batch of all rows gives one update an epoch, θ - ρ∇L: %i epochs",
    async (epochs) => {
      const model = line(0.3);
      const { params } = await model.fit(x, y, { batchSize: rows, epochs, verbose: 0 });
      expect([params.steps, model.optimizer.iterations.item()]).toEqual([1, epochs]);
      expectClose(model, descend(0.3, rows, epochs));
    },
  );
});

test("S0.2 one step on the quadratic θ² is θ - ρ · 2θ, to 1 ulp, for every ρ", async () => {
  for (const rate of [0.1, 0.01, 0.37]) {
    const model = sequential([input([1]), dense(1, { useBias: false })]);
    model.compile({ loss: "mse", optimizer: sgd({ learningRate: rate }) });
    const theta = Math.fround(1.7);
    model.setWeights([tensor([[theta]])]);
    await model.trainOnBatch([[1]], [[0]]);
    const expected = Math.fround(theta - Math.fround(rate) * 2 * theta);
    const ulp = 2 ** (Math.floor(Math.log2(expected)) - 23);
    expect(Math.abs(weightsOf(model)[0]![0]! - expected)).toBeLessThanOrEqual(ulp);
  }
});

describe("S0.3 mini-batches", () => {
  test.each([
    [1, 7],
    [2, 4],
    [3, 3],
    [4, 2],
    [100, 1],
  ])(
    "S0.3 batches of %i: %i steps an epoch, each on the mean of its own rows",
    async (batchSize, steps) => {
      const model = line(0.2);
      const { params } = await model.fit(x, y, {
        batchSize,
        epochs: 2,
        shuffle: false,
        verbose: 0,
      });
      expect([params.steps, model.optimizer.iterations.item()]).toEqual([steps, 2 * steps]);
      expectClose(model, descend(0.2, batchSize, 2));
    },
  );

  test("S0.3 the batches are drawn anew each epoch, and every row comes once", async () => {
    // Row i pulls weight i alone, down by a tenth of what it was: the order of changes is the order of rows.
    const size = 12;
    const identity = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => Number(i === j)),
    );
    const model = sequential([
      input([size]),
      dense(1, { useBias: false, kernelInitializer: "ones" }),
    ]);
    model.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.05 }) });
    const orders: number[][] = [];
    class Watch extends Callback {
      #before: number[] = [];
      override onEpochBegin(): void {
        orders.push([]);
        this.#before = [...this.model.getWeights()[0]!.data];
      }
      override onTrainBatchEnd(): void {
        const now = [...this.model.getWeights()[0]!.data];
        orders.at(-1)!.push(...now.flatMap((weight, i) => (weight === this.#before[i] ? [] : [i])));
        this.#before = now;
      }
    }
    await model.fit(
      identity,
      Array.from({ length: size }, () => [0]),
      {
        batchSize: 1,
        epochs: 2,
        verbose: 0,
        callbacks: [new Watch()],
      },
    );
    const [first, second] = orders as [number[], number[]];
    const all = Array.from({ length: size }, (_, i) => i);
    expect(first.toSorted((a, b) => a - b)).toEqual(all);
    expect(second.toSorted((a, b) => a - b)).toEqual(all);
    expect(first).not.toEqual(all);
    expect(first).not.toEqual(second);
  });
});

test("S0.12 compile by strings means the same objects as the classes", async () => {
  const train = async (options: Parameters<Sequential["compile"]>[0]): Promise<number[][]> => {
    clearSession();
    setRandomSeed(1);
    const model = sequential([input([2]), dense(3, { activation: "softmax" })]);
    model.compile(options);
    const targets = [0, 1, 2, 0, 1, 2, 0].map((label) => [0, 1, 2].map((i) => Number(i === label)));
    await model.fit(x, targets, { epochs: 3, batchSize: 3, verbose: 0 });
    return weightsOf(model);
  };
  const byName = await train({ loss: "categorical_crossentropy", optimizer: "adam" });
  expect(byName).toEqual(await train({ loss: categoricalCrossentropy(), optimizer: adam() }));
  expect(byName).not.toEqual(await train({ loss: categoricalCrossentropy(), optimizer: sgd() }));
  expect(byName).not.toEqual(await train({ loss: "mse", optimizer: "adam" }));
});

describe("S0.17 setRandomSeed", () => {
  const train = async (seed: number): Promise<unknown> => {
    setRandomSeed(seed);
    const model = sequential([
      input([2]),
      dense(8, { activation: "relu" }),
      dropout(0.4),
      dense(1),
    ]);
    const before = weightsOf(model);
    model.compile({ loss: "mse", optimizer: "adam" });
    const { history } = await model.fit(x, y, { batchSize: 2, epochs: 4, verbose: 0 });
    return { before, after: weightsOf(model), history };
  };

  test.each(["wasm", "reference"] as const)(
    "S0.17 two runs are the same to the last bit, weights, shuffles and masks, on %s",
    async (engine) => {
      setEngine(engine);
      try {
        const first = await train(0);
        expect(await train(0)).toEqual(first);
        expect(await train(1)).not.toEqual(first);
      } finally {
        setEngine("auto");
      }
    },
  );
});
