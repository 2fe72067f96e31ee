import { dense, input } from "hornet/layers";
import { sequential } from "../../src/models/sequential.ts";
import { sgd } from "../../src/optimizers/sgd.ts";
import { zeros } from "../../src/ops/zeros.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { Callback } from "../../src/train/callback.ts";
import { checkAnswer, type Answer } from "./compare.ts";
import { eagerTensor } from "./execute.ts";
import { printed } from "./printed.ts";
import { tensorOf, tensorsOf, textOf, toNumber } from "./tensors.ts";
import type { GoldenCase } from "./types.ts";

/** Keras's hooks and ours. */
const hooks = {
  on_train_begin: "onTrainBegin",
  on_train_end: "onTrainEnd",
  on_epoch_begin: "onEpochBegin",
  on_epoch_end: "onEpochEnd",
  on_train_batch_begin: "onTrainBatchBegin",
  on_train_batch_end: "onTrainBatchEnd",
  on_test_begin: "onTestBegin",
  on_test_end: "onTestEnd",
  on_test_batch_begin: "onTestBatchBegin",
  on_test_batch_end: "onTestBatchEnd",
  on_predict_begin: "onPredictBegin",
  on_predict_end: "onPredictEnd",
  on_predict_batch_begin: "onPredictBatchBegin",
  on_predict_batch_end: "onPredictBatchEnd",
} as const;

/** Hooks of batches, whose logs the goldens do not list. */
const isOfBatch = (hook: string): boolean => hook.includes("_batch_");

/** A callback that notes every hook: name, number, names of the logs. */
function listener(heard: Answer[]): Callback {
  const callback = new Callback();
  for (const [name, own] of Object.entries(hooks)) {
    const isNumbered = isOfBatch(name) || name.startsWith("on_epoch_");
    Object.defineProperty(callback, own, {
      value: (...given: unknown[]) => {
        const logs = (isNumbered ? given[1] : given[0]) ?? {};
        heard.push([
          name,
          isNumbered ? (given[0] as number) : null,
          isOfBatch(name) ? [] : Object.keys(logs).toSorted(),
        ]);
      },
    });
  }
  return callback;
}

/** The order of all hooks in a run of fit with validation, and of predict. */
export async function runHookOrder(golden: GoldenCase): Promise<string[]> {
  const { given } = golden;
  const [rows, held] = [toNumber(given["n"]), toNumber(given["validation_rows"])];
  const model = sequential([input([2]), dense(1)]);
  model.compile({ loss: "mse", optimizer: "sgd" });
  const heard: Answer[] = [];
  const options = {
    batchSize: toNumber(given["batch_size"]),
    verbose: 0,
    callbacks: [listener(heard)],
  } as const;
  const [x, y] = [zeros([rows, 2]), zeros([rows, 1])];
  await model.fit(x, y, {
    ...options,
    epochs: toNumber(given["epochs"]),
    validationData: [x.slice(0, held), y.slice(0, held)],
  });
  await model.predict(x, options);
  return checkAnswer(golden, "hooks", heard);
}

/** Numbers of the case's note: epochs, batch size, rows of validation. */
function numberIn(note: string, pattern: RegExp): number {
  const found = pattern.exec(note)?.[1];
  if (found === undefined) throw new Error(`no ${pattern.source} in "${note}"`);
  return Number(found);
}

/** What a run prints at verbose 2, without its times. The case does not say how its model was compiled. */
export async function runPrintedFit(golden: GoldenCase): Promise<string[]> {
  const { given } = golden;
  const note = textOf(given["note"]);
  const [x, y] = [eagerTensor(tensorOf(given, "x")), eagerTensor(tensorOf(given, "y"))];
  const model = sequential([
    input([x.shape[1]!]),
    dense(toNumber(given["k"]), { activation: "softmax" }),
  ]);
  model.setWeights(
    tensorsOf(given, "weights").map(({ data, shape, dtype }) => new Tensor(data, shape, dtype)),
  );
  model.compile({
    loss: "sparse_categorical_crossentropy",
    optimizer: sgd({ learningRate: 0.1 }),
    metrics: ["accuracy"],
  });
  const options = { batchSize: numberIn(note, /batch_size=(\d+)/u), verbose: 2 } as const;
  const held = numberIn(note, /validation_data=first (\d+) rows/u);
  const text = await printed(async () => {
    await model.fit(x, y, {
      ...options,
      epochs: numberIn(note, /epochs=(\d+)/u),
      shuffle: false,
      validationData: [x.slice(0, held), y.slice(0, held)],
    });
    await model.evaluate(x, y, options);
  });
  return checkAnswer(
    golden,
    "printed",
    text.replaceAll(/ - [\d.:hms]+ - [\d.]+[mu]?s\/step/gu, " - <T> - <T>/step"),
  );
}
