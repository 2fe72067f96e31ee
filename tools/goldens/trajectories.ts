import * as callbackRoom from "../../src/exports/callbacks.ts";
import type { Model } from "../../src/models/model.ts";
import { Callback, type Logs } from "../../src/train/callback.ts";
import type { FitOptions } from "../../src/train/options.ts";
import { fromConfig } from "../../src/base/config.ts";
import { checkAnswer, checkField, compare, type Answer } from "./compare.ts";
import { hostOf } from "./execute.ts";
import { camelKeys, construct, lookUp, Missing } from "./missing.ts";
import { dataOf, finalWeights, firstRows, modelOf, setInitialWeights } from "./models.ts";
import { isRecord, listOf, textOf, toNumber } from "./tensors.ts";
import { tiedAutoencoder } from "./tiedAutoencoder.ts";
import type { CaseRunner, GoldenCase, Json, JsonRecord } from "./types.ts";
import { unsavedOptions } from "./unsaved.ts";

/** Keeps the loss after every batch: its running mean over the epoch. */
class StepLosses extends Callback {
  readonly losses: number[] = [];

  override onTrainBatchEnd(_batch: number, logs: Logs): void {
    this.losses.push(logs["loss"]!);
  }
}

/** What a schedule's words say, "lr = previous lr * 0.5 before every epoch": a factor. */
function factorOf(words: string): number {
  const found = /previous lr \* ([\d.]+) before every epoch/u.exec(words)?.[1];
  if (found === undefined) throw new Missing(`schedule "${words}"`);
  return Number(found);
}

/** The callbacks of a run. */
function callbacksOf(given: JsonRecord): Callback[] {
  return listOf(given, "callbacks").map((saved) => {
    const { class_name: className, config, schedule } = saved as JsonRecord;
    const made = lookUp(
      "callback",
      callbackRoom as unknown as Readonly<Record<string, unknown>>,
      className as string,
    ) as new (first: unknown) => Callback;
    if (typeof schedule === "string") {
      const factor = factorOf(schedule);
      return new made((_epoch: number, rate: number) => rate * factor);
    }
    return construct(() => new made(fromConfig((config ?? {}) as JsonRecord)));
  });
}

function fitOptions({ given }: GoldenCase, callbacks: readonly Callback[]): FitOptions {
  const data = given["data"] as JsonRecord;
  const { classWeight, ...options } = camelKeys(given["fit"] as JsonRecord);
  return {
    ...options,
    verbose: 0,
    callbacks,
    ...("x_val" in data ? { validationData: [dataOf(data["x_val"]), dataOf(data["y_val"])] } : {}),
    ...("sample_weight" in data ? { sampleWeight: dataOf(data["sample_weight"]) } : {}),
    ...(isRecord(classWeight) ? { classWeight } : {}),
  } as FitOptions;
}

async function predict(model: Model, golden: GoldenCase, field: string): Promise<Answer> {
  const wanted = golden.expected[field] as JsonRecord;
  const x = dataOf((golden.given["data"] as JsonRecord)["x"]);
  const rows = toNumber(wanted["rows"]);
  const outputs = await model.predictAll(firstRows(x, rows), { verbose: 0 });
  return { rows, outputs: outputs.map(hostOf) };
}

async function evaluate(model: Model, { given, expected }: GoldenCase): Promise<Answer> {
  if (!("evaluate_val" in expected)) return null;
  const { x_val: x, y_val: y } = given["data"] as JsonRecord;
  const { batch_size: batchSize } = given["fit"] as JsonRecord;
  return model.evaluate(dataOf(x), dataOf(y), {
    verbose: 0,
    ...(batchSize === undefined ? {} : { batchSize: toNumber(batchSize) }),
  });
}

/** What early stopping, and its kin, know at the end, under Keras's names. */
function stateOf(callbacks: readonly Callback[], expected: Json | undefined): Answer {
  if (!isRecord(expected)) return null;
  const own = callbacks[0] as unknown as Readonly<Record<string, Answer>>;
  const names = Object.keys(camelKeys(expected));
  return Object.fromEntries(Object.keys(expected).map((key, i) => [key, own[names[i]!]]));
}

/** The saved form with the options of its loss that Keras does not save. */
function completed(saved: JsonRecord, name: string): JsonRecord {
  const unsaved = unsavedOptions(name) as JsonRecord;
  const compile = saved["compile_config"];
  const loss = isRecord(compile) ? compile["loss"] : undefined;
  if (Object.keys(unsaved).length === 0 || !isRecord(loss)) return saved;
  const whole = { ...loss, config: { ...(loss["config"] as JsonRecord), ...unsaved } };
  return { ...saved, compile_config: { ...(compile as JsonRecord), loss: whole } };
}

function modelOfCase({ name, given }: GoldenCase): Model {
  if (isRecord(given["model"])) return modelOf(completed(given["model"], name));
  return tiedAutoencoder(textOf(given["note"])) ?? modelOf(undefined);
}

/** A whole run of `fit` from given weights. */
export const runTrajectory: CaseRunner = async (golden) => {
  const { given, expected } = golden;
  const model = modelOfCase(golden);
  const callbacks = callbacksOf(given);
  setInitialWeights(model, given);
  const { x, y } = given["data"] as JsonRecord;
  const before = await predict(model, golden, "initial_predictions");
  const steps = new StepLosses();
  const { history, epoch } = await model.fit(
    dataOf(x),
    dataOf(y),
    fitOptions(golden, [...callbacks, steps]),
  );
  const after = await predict(model, golden, "predictions");
  return [
    ...checkAnswer(golden, "param_count", model.countParams()),
    ...checkAnswer(golden, "initial_predictions", before),
    ...checkAnswer(golden, "step_losses", steps.losses),
    ...checkAnswer(golden, "epoch", epoch),
    ...checkAnswer(golden, "history", history),
    ...checkAnswer(golden, "iterations", model.optimizer.iterations.item()),
    ...checkAnswer(golden, "final_learning_rate", model.optimizer.learningRate),
    ...checkField(golden, "final_weights", (answer, tolerance) =>
      compare(finalWeights(model, answer), answer, tolerance),
    ),
    ...checkAnswer(golden, "predictions", after),
    ...checkAnswer(golden, "evaluate_val", await evaluate(model, golden)),
    ...checkAnswer(golden, "early_stopping", stateOf(callbacks, expected["early_stopping"])),
  ];
};
