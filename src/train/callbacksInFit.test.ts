import { beforeEach, describe, expect, test } from "vitest";
import { dense, dropout } from "hornet/layers";
import { setRandomSeed } from "../base/random.ts";
import { printed } from "../callbacks/callbacks.testing.ts";
import { earlyStopping } from "../callbacks/earlyStopping.ts";
import { lambdaCallback } from "../callbacks/lambdaCallback.ts";
import { reduceLROnPlateau } from "../callbacks/reduceLROnPlateau.ts";
import { terminateOnNaN } from "../callbacks/terminateOnNaN.ts";
import { setEngine } from "../eager/engines.ts";
import { tensor } from "../eager/tensor.ts";
import { sgd } from "../optimizers/sgd.ts";
import { Callback, type Logs } from "./callback.ts";
import { bitsOf, callbackGolden, classifier, line, threeClasses } from "./train.testing.ts";

beforeEach(() => {
  setEngine("reference");
  setRandomSeed(1);
});

/** Writes down every hook with its number and the names that are logged. */
class Recorder extends Callback {
  readonly calls: [hook: string, index: number | null, names: string[]][] = [];

  #note(hook: string, index: number | null, logs?: Logs): void {
    this.calls.push([hook, index, Object.keys(logs ?? {})]);
  }

  override onTrainBegin(logs?: Logs): void {
    this.#note("on_train_begin", null, logs);
  }
  override onTrainEnd(logs?: Logs): void {
    this.#note("on_train_end", null, logs);
  }
  override onEpochBegin(epoch: number, logs?: Logs): void {
    this.#note("on_epoch_begin", epoch, logs);
  }
  override onEpochEnd(epoch: number, logs: Logs): void {
    this.#note("on_epoch_end", epoch, logs);
  }
  override onTrainBatchBegin(batch: number, logs?: Logs): void {
    this.#note("on_train_batch_begin", batch, logs);
  }
  override onTrainBatchEnd(batch: number, logs: Logs): void {
    this.#note("on_train_batch_end", batch, logs);
  }
  override onTestBegin(logs?: Logs): void {
    this.#note("on_test_begin", null, logs);
  }
  override onTestEnd(logs: Logs): void {
    this.#note("on_test_end", null, logs);
  }
  override onTestBatchBegin(batch: number, logs?: Logs): void {
    this.#note("on_test_batch_begin", batch, logs);
  }
  override onTestBatchEnd(batch: number, logs: Logs): void {
    this.#note("on_test_batch_end", batch, logs);
  }
  override onPredictBegin(logs?: Logs): void {
    this.#note("on_predict_begin", null, logs);
  }
  override onPredictEnd(logs?: Logs): void {
    this.#note("on_predict_end", null, logs);
  }
  override onPredictBatchBegin(batch: number, logs?: Logs): void {
    this.#note("on_predict_batch_begin", batch, logs);
  }
  override onPredictBatchEnd(batch: number, logs?: Logs): void {
    this.#note("on_predict_batch_end", batch, logs);
  }
}

interface HookOrder {
  readonly name: string;
  readonly n: number;
  readonly batch_size: number;
  readonly epochs: number;
  readonly validation_rows: number;
  readonly expected: { readonly hooks: readonly [string, number | null, string[]][] };
}

describe("callbacks in a run", () => {
  test("S2.44 hooks come in Keras's order, with the numbers of epochs and batches", async () => {
    const {
      n,
      batch_size: batchSize,
      epochs,
      validation_rows: held,
      expected,
    } = callbackGolden("hook_order_val") as HookOrder;
    const { x, y } = threeClasses(n);
    const recorder = new Recorder();
    const model = classifier([], { metrics: [] });
    await model.fit(x, y, {
      batchSize,
      epochs,
      verbose: 0,
      validationData: [x.slice(0, held), y.slice(0, held)],
      callbacks: [recorder],
    });
    await model.predict(x, { batchSize, verbose: 0, callbacks: [recorder] });
    const isBatch = (hook: string): boolean => hook.includes("batch");
    // Keras hands batch logs over later; ours are there at once.
    const ours = recorder.calls.map(([hook, index, names]) => [
      hook,
      index,
      isBatch(hook) ? [] : names,
    ]);
    expect(ours).toEqual(expected.hooks);
    const batchEnd = recorder.calls.find(([hook]) => hook === "on_train_batch_end")!;
    expect(batchEnd[2]).toEqual(["loss"]);
  });

  test("S2.44 a callback sees the model at work, and its changes count", async () => {
    const { x, y } = threeClasses(12);
    const model = classifier();
    const seen: string[] = [];
    await model.fit(x, y, {
      batchSize: 4,
      verbose: 0,
      callbacks: [lambdaCallback({ onTrainBatchEnd: () => void seen.push(bitsOf(model)) })],
    });
    expect(new Set(seen).size).toBe(3);
    expect(seen.at(-1)).toBe(bitsOf(model));
    const reset = model.getWeights();
    await model.fit(x, y, {
      batchSize: 12,
      verbose: 0,
      callbacks: [lambdaCallback({ onTrainEnd: () => model.setWeights(reset) })],
    });
    expect(bitsOf(model)).toBe(seen.at(-1));
  });

  test("the engine is called once a step only for those who listen, with the same result", async () => {
    const { x, y } = threeClasses(30);
    const [plain, watched] = [true, false].map((isPlain) => {
      setRandomSeed(3);
      const model = classifier([dropout(0.3)]);
      return { model, callbacks: isPlain ? [] : [new Recorder()] };
    });
    for (const { model, callbacks } of [plain!, watched!]) {
      setRandomSeed(4);
      await model.fit(x, y, { batchSize: 4, epochs: 3, verbose: 0, callbacks });
    }
    expect(bitsOf(watched!.model)).toBe(bitsOf(plain!.model));
  });

  test("numbers that a callback adds are in history and in the line", async () => {
    const { x, y } = threeClasses(8);
    let history: Readonly<Record<string, readonly number[]>> = {};
    const text = await printed(async () => {
      const callbacks = [reduceLROnPlateau({ monitor: "loss" })];
      ({ history } = await classifier().fit(x, y, { verbose: 2, callbacks }));
    });
    expect(history["learning_rate"]).toEqual([Math.fround(0.01)]);
    expect(text).toContain(" - learning_rate: 0.0100");
  });

  test("async hooks are waited for", async () => {
    const order: string[] = [];
    const { x, y } = threeClasses(4);
    await classifier().fit(x, y, {
      verbose: 0,
      callbacks: [
        lambdaCallback({
          onEpochEnd: async () => {
            await new Promise((resolve) => setTimeout(resolve, 20));
            order.push("first");
          },
        }),
        lambdaCallback({ onEpochEnd: () => void order.push("second") }),
      ],
    });
    expect(order).toEqual(["first", "second"]);
  });

  test("S1.3 S0.26 early stopping: the weights are those of the best epoch, bit for bit", async () => {
    const { x, y } = threeClasses(40);
    const bits: string[] = [];
    const model = classifier([dense(8, { activation: "relu" })], {
      optimizer: sgd({ learningRate: 3 }),
    });
    const stopping = earlyStopping({ monitor: "val_loss", patience: 3, restoreBestWeights: true });
    const { history, epoch } = await model.fit(x, y, {
      epochs: 60,
      batchSize: 4,
      verbose: 0,
      validationSplit: 0.3,
      callbacks: [lambdaCallback({ onEpochEnd: () => void bits.push(bitsOf(model)) }), stopping],
    });
    const losses = history["val_loss"]!;
    const best = losses.indexOf(Math.min(...losses));
    expect(epoch.length).toBeLessThan(60);
    expect(stopping.bestEpoch).toBe(best);
    expect(stopping.best).toBe(losses[best]);
    expect(bitsOf(model)).toBe(bits[best]);
    expect(bitsOf(model)).not.toBe(bits.at(-1));
  });

  test("S4.48 the epoch of the stop is the best one plus patience", async () => {
    const { x, y } = threeClasses(40);
    const model = classifier([dense(8, { activation: "relu" })], {
      optimizer: sgd({ learningRate: 3 }),
    });
    const stopping = earlyStopping({ patience: 3 });
    const { epoch } = await model.fit(x, y, {
      epochs: 60,
      batchSize: 4,
      verbose: 0,
      validationSplit: 0.3,
      callbacks: [stopping],
    });
    expect(stopping.stoppedEpoch).toBe(stopping.bestEpoch + 3);
    expect(epoch.at(-1)).toBe(stopping.stoppedEpoch);
    expect(stopping.wait).toBe(3);
  });

  test("terminateOnNaN ends after the step in which the loss blew up", async () => {
    const x = tensor([[1e20], [1], [1], [1]]);
    const model = line({ optimizer: sgd({ learningRate: 1e20 }) });
    let steps = 0;
    let epochs: readonly number[] = [];
    const text = await printed(async () => {
      const { epoch } = await model.fit(x, [1, 1, 1, 1], {
        batchSize: 1,
        epochs: 50,
        shuffle: false,
        verbose: 0,
        callbacks: [lambdaCallback({ onTrainBatchEnd: () => void steps++ }), terminateOnNaN()],
      });
      epochs = epoch;
    });
    expect(steps).toBe(1);
    expect(epochs).toEqual([0]);
    expect(text).toBe("Batch 0: Invalid loss, terminating training\n");
  });

  test("stopTraining inside of an epoch ends it there, and its numbers are kept", async () => {
    const { x, y } = threeClasses(20);
    const model = classifier();
    const recorder = new Recorder();
    const { history } = await model.fit(x, y, {
      batchSize: 4,
      epochs: 5,
      verbose: 0,
      validationData: [x, y],
      callbacks: [
        lambdaCallback({ onTrainBatchEnd: (batch) => void (model.stopTraining = batch === 1) }),
        recorder,
      ],
    });
    const batches = recorder.calls.filter(([hook]) => hook === "on_train_batch_end");
    expect(batches.length).toBe(2);
    expect(history["val_loss"]!.length).toBe(1);
    // The next run starts anew.
    const again = await model.fit(x, y, { epochs: 2, verbose: 0 });
    expect(again.epoch).toEqual([0, 1]);
  });
});
