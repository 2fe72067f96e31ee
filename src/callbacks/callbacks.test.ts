import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { HornetError } from "../base/errors.ts";
import { Callback, listensTo } from "../train/callback.ts";
import { drive, handParams, OneWeight, printed } from "./callbacks.testing.ts";
import { csvLogger } from "./csvLogger.ts";
import { earlyStopping, type EarlyStoppingOptions } from "./earlyStopping.ts";
import { fullNumber } from "./fullNumber.ts";
import { lambdaCallback } from "./lambdaCallback.ts";
import { learningRateScheduler } from "./learningRateScheduler.ts";
import { reduceLROnPlateau } from "./reduceLROnPlateau.ts";

const losses = (...values: number[]): { val_loss: number }[] =>
  values.map((value) => ({ val_loss: value }));

describe("S2.47 earlyStopping, each option", () => {
  test("defaults are Keras's", () => {
    expect(earlyStopping().options).toEqual({
      monitor: "val_loss",
      minDelta: 0,
      patience: 0,
      verbose: 0,
      mode: "auto",
      baseline: null,
      restoreBestWeights: false,
      startFromEpoch: 0,
    });
  });

  test("an option given as undefined counts as absent", () => {
    expect(earlyStopping({ patience: undefined, baseline: undefined }).options).toEqual(
      earlyStopping().options,
    );
  });

  test("mode max turns the comparison", async () => {
    const model = new OneWeight();
    const callback = earlyStopping({ mode: "max", patience: 2 });
    expect(await drive(callback, model, losses(1, 2, 1.5, 1.6, 3))).toBe(4);
    expect([callback.best, callback.bestEpoch, callback.stoppedEpoch]).toEqual([2, 1, 3]);
  });

  test("mode auto knows losses, errors, accuracies; anything else must be told", async () => {
    const run = (monitor: string, ...values: number[]): Promise<number> =>
      drive(
        earlyStopping({ monitor, patience: 1 }),
        new OneWeight(),
        values.map((value) => ({ [monitor]: value })),
      );
    expect(await run("loss", 3, 2, 1)).toBe(3);
    expect(await run("val_mean_squared_error", 3, 2, 1)).toBe(3);
    expect(await run("val_head_sparse_categorical_accuracy", 3, 2, 1)).toBe(2);
    expect(await run("val_head_sparse_categorical_accuracy", 1, 2, 3)).toBe(3);
    await expect(run("val_score", 1, 2)).rejects.toThrow(
      /earlyStopping: expected a mode for "val_score".*mode: "min" or mode: "max"/u,
    );
  });

  test("a negative minDelta counts by its size, as in Keras", async () => {
    const epochs = losses(1, 0.95, 0.9);
    expect(
      await drive(earlyStopping({ minDelta: -0.2, patience: 2 }), new OneWeight(), epochs),
    ).toBe(3);
    const callback = earlyStopping({ minDelta: -0.2, patience: 2 });
    await drive(callback, new OneWeight(), epochs);
    expect(callback.best).toBe(1);
  });

  test("verbose 0 says nothing", async () => {
    const callback = earlyStopping({ restoreBestWeights: true });
    expect(await printed(() => drive(callback, new OneWeight(), losses(1, 2)))).toBe("");
  });

  test("restores the best weights also when all epochs were run", async () => {
    const model = new OneWeight();
    await drive(earlyStopping({ patience: 5, restoreBestWeights: true }), model, losses(3, 1, 2));
    expect(model.kernel).toBe(2);
  });

  test("a NaN is never an improvement, and the first weights are kept", async () => {
    const model = new OneWeight();
    const callback = earlyStopping({ patience: 3, restoreBestWeights: true });
    expect(await drive(callback, model, losses(1, Number.NaN, Number.NaN, Number.NaN, 0))).toBe(4);
    expect([model.kernel, callback.best]).toEqual([1, 1]);
  });

  test("state is reset in onTrainBegin, so one object serves two runs", async () => {
    const callback = earlyStopping({ patience: 1, restoreBestWeights: true });
    await drive(callback, new OneWeight(), losses(0.1, 0.2));
    const model = new OneWeight();
    expect(await drive(callback, model, losses(5, 4, 3))).toBe(3);
    expect([callback.best, callback.bestEpoch, callback.stoppedEpoch, callback.wait]).toEqual([
      3, 2, 0, 0,
    ]);
  });

  test.each<[string, EarlyStoppingOptions, RegExp]>([
    [
      "a word that is near",
      { patienc: 3 } as EarlyStoppingOptions,
      /option.*"patienc".*"patience"/u,
    ],
    [
      "snake_case",
      { restore_best_weights: true } as EarlyStoppingOptions,
      /camelCase.*"restoreBestWeights"/u,
    ],
    ["half an epoch", { patience: 1.5 }, /patience.*1\.5/u],
    ["a negative patience", { patience: -1 }, /patience.*-1/u],
    ["another mode", { mode: "lowest" as "min" }, /"auto", "min" or "max".*"lowest"/u],
    ["NaN", { minDelta: Number.NaN }, /minDelta.*NaN/u],
    ["a word as baseline", { baseline: "low" as unknown as number }, /baseline.*low/u],
    ["a negative start", { startFromEpoch: -2 }, /startFromEpoch.*-2/u],
    ["no name", { monitor: 3 as unknown as string }, /monitor.*3/u],
    ["loud", { verbose: "yes" as unknown as 1 }, /verbose.*"yes"/u],
  ])("refuses %s", (_, options, message) => {
    expect(() => earlyStopping(options)).toThrow(HornetError);
    expect(() => earlyStopping(options)).toThrow(message);
    expect(() => earlyStopping(options)).toThrow(/^earlyStopping: expected .*received/u);
  });
});

describe("a monitor that is not logged", () => {
  const run = (monitor: string, logs: Record<string, number>): Promise<number> =>
    drive(earlyStopping({ monitor }), new OneWeight(), [logs]);

  test("is an error that lists what is", async () => {
    await expect(run("val_los", { accuracy: 1, loss: 2, val_loss: 3 })).rejects.toThrow(
      'earlyStopping: expected monitor to be one of the logged numbers (accuracy, loss, val_loss), received "val_los". Did you mean "val_loss"?',
    );
  });

  test("says how to get validation", async () => {
    await expect(run("val_loss", { loss: 2 })).rejects.toThrow(
      'earlyStopping: expected monitor to be one of the logged numbers (loss), received "val_loss". Give fit validationData or validationSplit.',
    );
  });

  test("a list of one number is that number; of several it is an error", async () => {
    const watch = (...epochs: number[][]): Promise<number> =>
      drive(
        earlyStopping({ monitor: "f1_score" }),
        new OneWeight(),
        epochs.map((f1_score) => ({ f1_score })),
      );
    expect(await watch([0.5], [0.4], [0.6])).toBe(2);
    await expect(watch([0.5, 0.4])).rejects.toThrow(
      'earlyStopping: expected monitor to be the name of one number, received "f1_score", a list of 2. Average it: of F1Score with average: "macro".',
    );
  });

  test("is none in an epoch that validationFreq passes over", () => {
    const callback = earlyStopping();
    callback.setParams({ ...handParams, validationFreq: 2 });
    callback.setModel(new OneWeight());
    callback.onTrainBegin();
    expect(() => callback.onEpochEnd(0, { loss: 1 })).not.toThrow();
    expect(() => callback.onEpochEnd(1, { loss: 1 })).toThrow(/val_loss/u);
    callback.onEpochEnd(1, { loss: 1, val_loss: 2 });
    expect([callback.best, callback.wait]).toEqual([2, 0]);
  });
});

describe("reduceLROnPlateau", () => {
  test.each([
    [{ factor: 1 }, /factor between 0 and 1/u],
    [{ cooldown: 0.5 }, /cooldown/u],
    [{ min_lr: 0 }, /camelCase.*"minLr"/u],
  ])("refuses %o", (options, message) => {
    expect(() => reduceLROnPlateau(options as object)).toThrow(message);
  });

  test("logs the rate that the epoch was trained with", async () => {
    const model = new OneWeight(0.5);
    const rates: number[] = [];
    const callback = reduceLROnPlateau({ patience: 1, factor: 0.5 });
    await drive(callback, model, losses(1, 1, 1), (_, logs: Record<string, number>) => {
      rates.push(logs["learning_rate"]!);
    });
    expect(rates).toEqual([0.5, 0.5, 0.25]);
    expect(model.optimizer.learningRate).toBe(0.125);
  });
});

describe("the lowest rate", () => {
  test("is reached once, though float32 rounds it up", async () => {
    const model = new OneWeight(0.15);
    const callback = reduceLROnPlateau({ patience: 1, factor: 0.5, minLr: 0.1, verbose: 1 });
    const text = await printed(() => drive(callback, model, losses(1, 1, 1, 1)));
    expect(text.match(/reducing learning rate to 0\.1\./gu)?.length).toBe(1);
    expect(callback.wait).toBe(2);
  });
});

describe("learningRateScheduler", () => {
  test("refuses what is no function, and a rate that is no number", async () => {
    expect(() => learningRateScheduler(0.1 as never)).toThrow(/a function.*number/u);
    const broken = learningRateScheduler(() => Number.NaN);
    await expect(drive(broken, new OneWeight(), losses(1))).rejects.toThrow(
      /finite number.*epoch 0/u,
    );
  });

  test("prints nothing unless asked", async () => {
    const run = (): Promise<number> =>
      drive(
        learningRateScheduler((_, rate) => rate),
        new OneWeight(),
        losses(1),
      );
    expect(await printed(run)).toBe("");
  });
});

describe("lambdaCallback", () => {
  test("calls the given hooks only", async () => {
    const calls: unknown[] = [];
    const callback = lambdaCallback({
      onTrainBegin: () => void calls.push("begin"),
      onEpochEnd: (epoch, logs) => void calls.push([epoch, logs["val_loss"]]),
    });
    expect(callback).toBeInstanceOf(Callback);
    await drive(callback, new OneWeight(), losses(7, 8));
    expect(calls).toEqual(["begin", [0, 7], [1, 8]]);
    expect(listensTo(callback, "onTrainBatchEnd")).toBe(false);
    expect(listensTo(lambdaCallback({ onTrainBatchEnd: () => undefined }), "onTrainBatchEnd")).toBe(
      true,
    );
  });

  test("refuses a hook that does not exist", () => {
    expect(() => lambdaCallback({ onEpochEnds: () => undefined } as object)).toThrow(
      /"onEpochEnd"/u,
    );
    expect(() => lambdaCallback({ on_epoch_end: () => undefined } as object)).toThrow(
      /camelCase.*"onEpochEnd"/u,
    );
    expect(() => lambdaCallback({ onEpochEnd: 3 as never })).toThrow(/a function.*number/u);
  });
});

describe("csvLogger", () => {
  test("separator, appended lines, missing values, numbers in full", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hornet-csv-"));
    const path = join(folder, "log.csv");
    try {
      await drive(csvLogger(path, { separator: ";" }), new OneWeight(), [
        { loss: 1 },
        { loss: 1e-7 },
      ]);
      await drive(csvLogger(path, { separator: ";", append: true }), new OneWeight(), [
        { loss: Number.NaN },
        {},
      ]);
      expect(readFileSync(path, "utf8")).toBe(
        "epoch;loss\r\n0;1.0\r\n1;1e-07\r\n0;nan\r\n1;NA\r\n",
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a list as Keras writes it: its float32 numbers as short as they can be", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hornet-csv-"));
    const path = join(folder, "log.csv");
    const scores = [0.58823526, 0, 1e-5, 1, Number.NaN].map(Math.fround);
    try {
      await drive(csvLogger(path), new OneWeight(), [{ f1_score: scores, loss: Math.fround(0.1) }]);
      expect(readFileSync(path, "utf8")).toBe(
        'epoch,f1_score,loss\r\n0,"""[0.58823526, 0.0, 1e-05, 1.0, nan]""",0.10000000149011612\r\n',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a folder that does not exist is found before training", async () => {
    const epochs: number[] = [];
    const run = drive(csvLogger("/nowhere/at/all.csv"), new OneWeight(), losses(1), (epoch) => {
      epochs.push(epoch);
    });
    await expect(run).rejects.toThrow(
      /all\.csv: expected to write the file.*Make the folder first/u,
    );
    expect(epochs).toEqual([]);
  });
});

test("numbers in full, as Keras writes them", () => {
  const texts = [
    0.1,
    1,
    0,
    -2.5,
    1e-5,
    9.999999310821295e-5,
    0.0001,
    123456789,
    1e16,
    Infinity,
    -Infinity,
  ];
  expect(texts.map(fullNumber)).toEqual([
    "0.1",
    "1.0",
    "0.0",
    "-2.5",
    "1e-05",
    "9.999999310821295e-05",
    "0.0001",
    "123456789.0",
    "1e+16",
    "inf",
    "-inf",
  ]);
});
