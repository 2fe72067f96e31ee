import { beforeEach, describe, expect, test } from "vitest";
import { dense, dropout } from "hornet/layers";
import { elementsOf, type GoldenTensor } from "../../test/golden/support.ts";
import { setRandomSeed } from "../base/random.ts";
import { printed } from "../callbacks/callbacks.testing.ts";
import { earlyStopping } from "../callbacks/earlyStopping.ts";
import { lambdaCallback } from "../callbacks/lambdaCallback.ts";
import { setEngine } from "../eager/engines.ts";
import { tensor } from "../eager/tensor.ts";
import { sgd } from "../optimizers/sgd.ts";
import { l2 } from "../regularizers/regularizer.ts";
import type { Logs } from "./callback.ts";
import type { CompileOptions } from "./compiled.ts";
import { bitsOf, callbackGolden, classifier, line, threeClasses } from "./train.testing.ts";

beforeEach(() => {
  setEngine("reference");
  setRandomSeed(1);
});

interface Verbose2 {
  readonly name: string;
  readonly weights: readonly GoldenTensor[];
  readonly x: GoldenTensor;
  readonly y: GoldenTensor;
  readonly k: number;
  readonly expected: { readonly printed: string };
}

describe("history", () => {
  test("S4.13 S4.14 history, epoch and params", async () => {
    const { x, y } = threeClasses(10);
    const text = await printed(async () => {
      const history = await classifier().fit(x, y, {
        epochs: 3,
        batchSize: 4,
        validationData: [x, y],
      });
      expect(Object.keys(history.history)).toEqual([
        "accuracy",
        "loss",
        "val_accuracy",
        "val_loss",
      ]);
      for (const numbers of Object.values(history.history)) expect(numbers.length).toBe(3);
      expect(history.epoch).toEqual([0, 1, 2]);
      expect(history.params).toEqual({
        verbose: "auto",
        epochs: 3,
        steps: 3,
        engine: "reference",
        threads: 1,
      });
    });
    expect(text).toContain("Epoch 3/3\n3/3 ");
  });

  test("S4.32 without metrics there is the loss alone, in history and in the line", async () => {
    const { x, y } = threeClasses(10);
    const model = classifier([], { metrics: undefined });
    const text = await printed(async () => {
      const { history } = await model.fit(x, y, { verbose: 2, validationSplit: 0.5 });
      expect(Object.keys(history)).toEqual(["loss", "val_loss"]);
    });
    expect(text).toMatch(/step - loss: \S+ - val_loss: \S+\n$/u);
  });

  test("initialEpoch goes on with the count", async () => {
    const { x, y } = threeClasses(4);
    const text = await printed(async () => {
      const { epoch, history } = await classifier().fit(x, y, {
        initialEpoch: 2,
        epochs: 4,
        verbose: 2,
      });
      expect(epoch).toEqual([2, 3]);
      expect(history["loss"]!.length).toBe(2);
    });
    expect(text).toMatch(/^Epoch 3\/4\n[^\n]+\nEpoch 4\/4\n/u);
    expect(
      (await classifier().fit(x, y, { initialEpoch: 3, epochs: 3, verbose: 0 })).epoch,
    ).toEqual([]);
  });

  test("validationFreq: validation numbers of every second epoch, which early stopping waits for", async () => {
    const { x, y } = threeClasses(10);
    const { history } = await classifier().fit(x, y, {
      epochs: 5,
      validationFreq: 2,
      validationData: [x, y],
      verbose: 0,
      callbacks: [earlyStopping({ patience: 9 })],
    });
    expect([history["loss"]!.length, history["val_loss"]!.length]).toEqual([5, 2]);
  });
});

describe("numbers", () => {
  const [y] = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100]];
  const x = tensor(y.map((value) => [value / 10]));
  const frozen = (): CompileOptions => ({ optimizer: sgd({ learningRate: 0 }) });

  test("S4.10 S3.21 steps are rounded up, the short last batch stays and is counted by its size", async () => {
    const model = line(frozen());
    model.setWeights([tensor([[2]]), tensor([1])]);
    const exact =
      y.reduce((sum, target, i) => sum + (2 * Math.fround(y[i]! / 10) + 1 - target) ** 2, 0) / 10;
    const { history, params } = await model.fit(x, y, {
      batchSize: 4,
      verbose: 0,
      validationData: [x, y],
    });
    expect(params.steps).toBe(3);
    expect(history["loss"]![0]! / exact).toBeCloseTo(1, 6);
    expect(history["val_loss"]![0]! / exact).toBeCloseTo(1, 6);
    expect((await model.evaluate(x, y, { batchSize: 3, verbose: 0 }))["loss"]! / exact).toBeCloseTo(
      1,
      6,
    );
  });

  test("weighted samples count by their weights' share of the batch, as in Keras", async () => {
    const model = line(frozen());
    model.setWeights([tensor([[0]]), tensor([0])]);
    const sampleWeight = [1, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    const { loss } = await model.evaluate(x, y, { batchSize: 10, verbose: 0, sampleWeight });
    expect(loss).toBeCloseTo((1 + 10_000) / 10, 2);
  });

  test("regularisation is in loss and val_loss, once", async () => {
    const model = classifier([dense(2, { kernelRegularizer: l2(0.5), useBias: false })], frozen());
    const { x, y } = threeClasses(9);
    const [kernel] = model.getWeights();
    const penalty = 0.5 * Array.from(kernel!.data).reduce((sum, w) => sum + w * w, 0);
    const bare = classifier([dense(2, { useBias: false })], frozen());
    bare.setWeights(model.getWeights());
    const { loss } = await bare.evaluate(x, y, { verbose: 0 });
    const { history } = await model.fit(x, y, { batchSize: 4, verbose: 0, validationData: [x, y] });
    expect(penalty).toBeGreaterThan(0.01);
    expect(history["loss"]![0]).toBeCloseTo(loss! + penalty, 5);
    expect(history["val_loss"]![0]).toBeCloseTo(loss! + penalty, 5);
  });

  test("S4.16 E4.4 the progress line, history and evaluate show one and the same number", async () => {
    const { x, y } = threeClasses(50);
    const model = classifier();
    let history: Readonly<Record<string, readonly number[]>> = {};
    let result: Logs = {};
    const text = await printed(async () => {
      ({ history } = await model.fit(x, y, {
        batchSize: 8,
        epochs: 2,
        verbose: 1,
        validationData: [x, y],
      }));
      result = await model.evaluate(x, y, { batchSize: 8 });
    });
    const fitLine = text.split("\n")[3]!;
    for (const [name, numbers] of Object.entries(history)) {
      expect(fitLine).toContain(` - ${name}: ${numbers.at(-1)!.toFixed(4)}`);
    }
    // The weights have not changed since the last validation.
    expect(result).toEqual({
      loss: history["val_loss"]!.at(-1),
      accuracy: history["val_accuracy"]!.at(-1),
    });
    expect(Object.keys(result)).toEqual(["loss", "accuracy"]);
    const line = `7/7 .* - accuracy: ${result["accuracy"]!.toFixed(4)} - loss: ${result["loss"]!.toFixed(4)}\n$`;
    expect(text).toMatch(new RegExp(line, "u"));
  });

  test("S4.12 verbose 2 prints what Keras prints", async () => {
    const { weights, x, y, expected } = callbackGolden("verbose2_text") as Verbose2;
    const made = ({ shape, ...rest }: GoldenTensor): ReturnType<typeof tensor> =>
      tensor(elementsOf({ shape, ...rest }), { shape });
    const model = classifier([], { optimizer: sgd({ learningRate: 0.1 }) });
    model.setWeights(weights.map(made));
    const [inputs, labels] = [made(x), made(y)];
    const text = await printed(async () => {
      await model.fit(inputs, labels, {
        epochs: 2,
        batchSize: 4,
        shuffle: false,
        verbose: 2,
        validationData: [inputs.slice(0, 4), labels.slice(0, 4)],
      });
      await model.evaluate(inputs, labels, { batchSize: 4, verbose: 2 });
    });
    const timeless = text
      .replaceAll(/- [\d:.]+(us|ms|s)\/step/gu, "- <T>/step")
      .replaceAll(/- [\d:.]+s -/gu, "- <T> -");
    expect(timeless).toBe(expected.printed);
  });

  test("S4.17 predict: rows of probabilities, and a progress line of its own", async () => {
    const text = await printed(async () => {
      const result = await classifier().predict(threeClasses(3).x);
      expect([result.shape, result.dtype]).toEqual([[3, 3], "float32"]);
      for (const row of result.array() as number[][]) {
        expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
      }
    });
    expect(text).toMatch(/^1\/1 \d+s \S+\/step\n$/u);
  });

  test("trainOnBatch is the step that fit makes", async () => {
    const { x, y } = threeClasses(8);
    const [fitted, stepped] = [classifier(), classifier()];
    stepped.setWeights(fitted.getWeights());
    const { history } = await fitted.fit(x, y, { batchSize: 8, shuffle: false, verbose: 0 });
    const logs = await stepped.trainOnBatch(x, y);
    expect(bitsOf(stepped)).toBe(bitsOf(fitted));
    expect(logs["loss"]).toBe(history["loss"]![0]);
    await expect(stepped.testOnBatch(x, y)).resolves.toHaveProperty("accuracy");
  });
});

describe("validation data", () => {
  test("S0.24 validationSplit holds out the last rows, before shuffling", async () => {
    const { x, y } = threeClasses(150);
    const weights = classifier().getWeights();
    const run = async (
      options: object,
      inputs = x,
      labels = y,
    ): Promise<[string, unknown, number]> => {
      setRandomSeed(5);
      const model = classifier();
      model.setWeights(weights);
      setRandomSeed(6);
      const { history, params } = await model.fit(inputs, labels, {
        batchSize: 30,
        epochs: 2,
        verbose: 0,
        ...options,
      });
      return [bitsOf(model), history, params.steps!];
    };
    const split = await run({ validationSplit: 0.3 });
    const given = await run(
      { validationData: [x.slice(105), y.slice(105)] },
      x.slice(0, 105),
      y.slice(0, 105),
    );
    expect(split).toEqual(given);
    expect(split[2]).toBe(4);
    expect(Object.keys(split[1] as object)).toEqual([
      "accuracy",
      "loss",
      "val_accuracy",
      "val_loss",
    ]);
  });

  test("validationData wins over validationSplit, and takes weights", async () => {
    const { x, y } = threeClasses(10);
    const model = classifier([], { optimizer: sgd({ learningRate: 0 }) });
    const sampleWeight = [2, 2, 2, 2, 2, 2, 2, 2, 2, 2];
    const { history, params } = await model.fit(x, y, {
      batchSize: 5,
      verbose: 0,
      validationSplit: 0.5,
      validationData: [x, y, sampleWeight],
    });
    expect(params.steps).toBe(2);
    expect(history["val_loss"]![0]! / history["loss"]![0]!).toBeCloseTo(2, 5);
  });

  test("validation changes no weight and draws no random number", async () => {
    const { x, y } = threeClasses(20);
    const run = async (options: object): Promise<string> => {
      setRandomSeed(9);
      const model = classifier([dropout(0.5)]);
      await model.fit(x, y, { batchSize: 4, epochs: 3, verbose: 0, ...options });
      return bitsOf(model);
    };
    expect(await run({ validationData: [x, y], validationBatchSize: 7 })).toBe(await run({}));
  });
});

describe("randomness in one process", () => {
  const { x, y } = threeClasses(40);
  const run = async (seed: number, options: object = {}, rate = 0.5): Promise<string> => {
    setRandomSeed(seed);
    const model = classifier([dense(4), dropout(rate)]);
    await model.fit(x, y, { batchSize: 8, epochs: 2, verbose: 0, ...options });
    return bitsOf(model);
  };

  test("the same seed gives the same bits; another seed others", async () => {
    expect(await run(7)).toBe(await run(7));
    expect(await run(8)).not.toBe(await run(7));
  });

  test("shuffling and dropping are seen in the weights, so the bits above speak for both", async () => {
    expect(await run(7, { shuffle: false })).not.toBe(await run(7));
    expect(await run(7, {}, 0.25)).not.toBe(await run(7));
    expect(await run(7, { shuffle: false })).toBe(await run(7, { shuffle: false }));
  });

  test("every epoch has an order of its own, and every sample comes once", async () => {
    // With a rate of 1 and no input, each step leaves a trace of its target.
    const targets = [1, 2, 4, 8, 16, 32, 64, 128];
    const zeros = tensor(targets.map(() => [0]));
    const model = line({ optimizer: sgd({ learningRate: 0.5 }) });
    const orders: number[][] = [];
    await model.fit(zeros, targets, {
      batchSize: 1,
      epochs: 3,
      verbose: 0,
      callbacks: [
        lambdaCallback({
          onEpochBegin: () => void orders.push([]),
          // b ← b - 0.5 · 2 (b - y) = y
          onTrainBatchEnd: () => void orders.at(-1)!.push(model.getWeights()[1]!.item()),
        }),
      ],
    });
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual(targets);
    expect(new Set(orders.map(String)).size).toBe(3);
  });

  test("S4.50 online, mini-batch and batch", async () => {
    for (const [batchSize, steps] of [
      [1, 40],
      [32, 2],
      [40, 1],
      [128, 1],
    ] as const) {
      const { params } = await classifier().fit(x, y, { batchSize, verbose: 0 });
      expect(params.steps).toBe(steps);
    }
  });
});

describe("a signal", () => {
  test("ends the training after its step, with the weights and the history so far", async () => {
    const { x, y } = threeClasses(20);
    const model = classifier();
    const abort = new AbortController();
    const listeners = process.listenerCount("SIGINT");
    let steps = 0;
    const { epoch, history } = await model.fit(x, y, {
      batchSize: 4,
      epochs: 10,
      verbose: 0,
      signal: abort.signal,
      callbacks: [
        lambdaCallback({
          onTrainBatchEnd: () => {
            if (++steps === 7) abort.abort();
          },
        }),
      ],
    });
    expect(steps).toBe(7);
    expect(epoch).toEqual([0]);
    expect(history["loss"]!.length).toBe(1);
    expect(model.optimizer.iterations.item()).toBe(7);
    expect(process.listenerCount("SIGINT")).toBe(listeners);
  });

  test("that is aborted already: no step is made, the history is empty", async () => {
    const { x, y } = threeClasses(4);
    const model = classifier();
    const before = bitsOf(model);
    expect((await model.fit(x, y, { verbose: 0, signal: AbortSignal.abort() })).epoch).toEqual([]);
    expect(bitsOf(model)).toBe(before);
  });

  test("evaluate and predict throw its reason", async () => {
    const { x, y } = threeClasses(64);
    const model = classifier();
    const abort = new AbortController();
    const options = {
      batchSize: 4,
      verbose: 0,
      signal: abort.signal,
      callbacks: [
        lambdaCallback({
          onTestBatchEnd: () => abort.abort(new Error("enough")),
          onPredictBatchEnd: () => abort.abort(new Error("enough")),
        }),
      ],
    } as const;
    await expect(model.evaluate(x, y, options)).rejects.toThrow("enough");
    await expect(model.predict(x, options)).rejects.toThrow("enough");
  });

  test("an error in a callback leaves no listener behind", async () => {
    const { x, y } = threeClasses(4);
    const listeners = process.listenerCount("SIGINT");
    const broken = lambdaCallback({
      onEpochEnd: () => {
        throw new Error("broken");
      },
    });
    await expect(classifier().fit(x, y, { verbose: 0, callbacks: [broken] })).rejects.toThrow(
      "broken",
    );
    expect(process.listenerCount("SIGINT")).toBe(listeners);
  });
});
