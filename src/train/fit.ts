import { fail } from "../base/errors.ts";
import { isBatchSource, type BatchSource } from "./batches.ts";
import {
  listensTo,
  type BatchHook,
  type Callback,
  type Logs,
  type RunParams,
  type WatchedModel,
} from "./callback.ts";
import type { DataLike, InputLike } from "./data.ts";
import { History } from "./history.ts";
import { listenForInterrupt, type Interrupt } from "./interrupt.ts";
import type { TrainableModel } from "./model.ts";
import { checkFitOptions, show, type FitOptions, type Verbosity } from "./options.ts";
import { ProgressBar } from "./progressBar.ts";
import { applyClassWeight, checkBatchData, checkData, splitData } from "./runData.ts";
import { ArraySteps, evaluationOf, PlacedSteps, SourceSteps, type Steps } from "./steps.ts";
import type { RunData, Trainer, Turn } from "./trainer.ts";

/** A model that can be trained and watched. */
export type RunningModel = TrainableModel & WatchedModel;

/** What "auto" means. */
export const resolveVerbosity = (verbose: Verbosity): 0 | 1 | 2 =>
  verbose === "auto" ? 1 : verbose;

/** What callbacks are told of a run. */
export function paramsOf(
  { session }: Trainer,
  { count }: Steps,
  { verbose, epochs }: Pick<RunParams, "verbose" | "epochs">,
): RunParams {
  const { name: engine, traits } = session.engine;
  return { verbose, epochs, steps: count ?? null, engine, threads: traits.threads };
}

/** The callbacks of a run, told things in their order. While they listen they may run the model themselves. */
export class Audience {
  readonly callbacks: readonly Callback[];
  readonly #turn: Turn;

  constructor(
    callbacks: readonly Callback[],
    model: WatchedModel,
    { params, turn }: { readonly params: RunParams; readonly turn: Turn },
  ) {
    this.callbacks = callbacks;
    this.#turn = turn;
    for (const callback of callbacks) {
      callback.setParams(params);
      callback.setModel(model);
    }
  }

  /** Calls one hook of all callbacks, one after the other. */
  async tell(call: (callback: Callback) => void | Promise<void>): Promise<void> {
    for (const callback of this.callbacks) {
      const waiting = call(callback);
      if (waiting !== undefined) await this.#turn.lend(() => waiting);
    }
  }

  /** Whether some callback wants one of these hooks. */
  listens(...hooks: readonly BatchHook[]): boolean {
    return this.callbacks.some((callback) => hooks.some((hook) => listensTo(callback, hook)));
  }
}

/** The rows that are held out for validation, `[x, y]` or `[x, y, sampleWeight]`. */
function checkHeld(trainer: Trainer, model: TrainableModel, held: unknown): RunData {
  const where = "fit: validationData";
  if (!Array.isArray(held) || held.length < 2 || held.length > 3) {
    return fail("data", {
      where,
      expected: "[x, y] or [x, y, sampleWeight]",
      received: Array.isArray(held) ? `a list of ${held.length}` : typeof held,
    });
  }
  const [x, y, sampleWeight] = held as unknown as [InputLike, DataLike, DataLike | undefined];
  return checkData(where, model, trainer.compiled("fit"), { x, y, sampleWeight });
}

/** The rows of training, and those of the last that `validationSplit` holds out. */
function divide(
  trainer: Trainer,
  model: TrainableModel,
  x: InputLike,
  y: DataLike,
  options: FitOptions,
): [RunData, RunData | undefined] {
  const compiled = trainer.compiled("fit");
  const { sampleWeight, validationSplit = 0, validationData, classWeight } = options;
  const all = checkData("fit", model, compiled, { x, y, sampleWeight });
  if (validationData !== undefined || validationSplit === 0)
    return [applyClassWeight(all, classWeight), undefined];
  const cut = Math.floor(all.rows * (1 - validationSplit));
  if (cut === 0 || cut === all.rows) {
    fail("value", {
      where: "fit",
      expected: "validationSplit to leave samples on both sides",
      received: `${validationSplit} of ${all.rows} samples`,
    });
  }
  const [first, last] = splitData(all, cut);
  return [applyClassWeight(first, classWeight), last];
}

/** Throws on options that are for data that are there at once. */
function checkSourceOptions({ validationSplit, sampleWeight, batchSize }: FitOptions): void {
  const given = { validationSplit, sampleWeight, batchSize };
  for (const [option, value] of Object.entries(given)) {
    if (value === undefined) continue;
    fail("option", {
      where: "fit",
      expected: `no ${option} where batches are given one by one`,
      received: show(value),
      advice:
        option === "sampleWeight"
          ? "Give batches [x, y, sampleWeight]"
          : option === "batchSize"
            ? "The batches say it"
            : "Give validationData",
    });
  }
}

/** What is trained on, and what is validated on. */
async function prepare(
  model: RunningModel,
  trainer: Trainer,
  turn: Turn,
  { x, y, options }: Task,
): Promise<{ readonly training: Steps; readonly validation: Steps | undefined }> {
  const { batchSize = 32, epochs = 1, initialEpoch = 0, shuffle = true, classWeight } = options;
  const {
    stepsPerEpoch,
    validationSteps,
    validationData,
    validationBatchSize = batchSize,
  } = options;
  const compiled = trainer.compiled("fit");
  const times = epochs - initialEpoch;
  const where = "fit: validationData";
  const ofSource = isBatchSource(validationData)
    ? new SourceSteps(trainer, turn, validationData, {
        where,
        mode: "evaluate",
        prefix: "val",
        count: validationSteps,
        dataOf: (batch) => checkBatchData(where, model, compiled, batch),
      })
    : undefined;
  const ofHeld = (held: RunData): Promise<ArraySteps> =>
    evaluationOf(trainer, turn, held, {
      prefix: "val",
      batchSize: validationBatchSize,
      count: validationSteps,
    });
  const given = isBatchSource(validationData) ? undefined : validationData;
  if (isBatchSource(x)) {
    checkSourceOptions(options);
    // Before the first batch comes, which the model may wait for to be built.
    const later = given === undefined ? undefined : checkHeld(trainer, model, given);
    if (later !== undefined) compiled.build(model, later.targets);
    const held = later === undefined ? undefined : new PlacedSteps(() => ofHeld(later));
    const training = new SourceSteps(trainer, turn, x, {
      where: "fit",
      mode: "train",
      prefix: "train",
      count: stepsPerEpoch,
      dataOf: (batch) =>
        applyClassWeight(checkBatchData("fit", model, compiled, batch), classWeight),
    });
    return { training, validation: ofSource ?? held };
  }
  const [data, split] = divide(trainer, model, x, y, options);
  const held = given === undefined ? split : checkHeld(trainer, model, given);
  compiled.build(model, data.targets);
  const pass = await trainer.prepare("train", data, batchSize, "train", times);
  const training = new ArraySteps(trainer, turn, pass, { shuffle, count: stepsPerEpoch });
  if (held === undefined) {
    await training.place();
    if (ofSource === undefined) return { training, validation: undefined };
    // A source's batches take the place of the rows of training, which are moved in again.
    const again = new PlacedSteps(async () => training, training.count);
    return { training: again, validation: ofSource };
  }
  const validation = await ofHeld(held);
  await turn.place([pass, validation.pass]);
  return { training, validation };
}

/** Keras's order of the logs that callbacks get: by name. */
export function sorted(logs: Logs): Logs {
  return Object.fromEntries(
    Object.entries(logs).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
}

/** Trains a model; see `fit` of the models. */
export async function fit(
  model: RunningModel,
  trainer: Trainer,
  x: InputLike | BatchSource,
  y: DataLike,
  options: FitOptions,
): Promise<History> {
  checkFitOptions(options);
  if (trainer.fitting) {
    fail("state", {
      where: `${model.name}: fit`,
      expected: "one training of a model at a time",
      received: "a second one while the first is under way",
      advice: "Await the first",
    });
  }
  trainer.fitting = true;
  try {
    return await trainer.exclusively((turn) => train(model, trainer, turn, { x, y, options }));
  } finally {
    trainer.fitting = false;
  }
}

interface Task {
  readonly x: InputLike | BatchSource;
  readonly y: DataLike;
  readonly options: FitOptions;
}

async function train(
  model: RunningModel,
  trainer: Trainer,
  turn: Turn,
  task: Task,
): Promise<History> {
  const { options } = task;
  const compiled = trainer.compiled("fit");
  const { epochs = 1, initialEpoch = 0, verbose = "auto", validationFreq = 1 } = options;
  const { training, validation } = await prepare(model, trainer, turn, task);

  const verbosity = resolveVerbosity(verbose);
  const params: RunParams = {
    ...paramsOf(trainer, training, { verbose, epochs }),
    ...(validation === undefined || validationFreq === 1 ? {} : { validationFreq }),
  };
  const history = new History(params);
  const bar = new ProgressBar(verbosity);
  // Bar and history come last: they show and keep what the others add to the logs.
  const audience = new Audience([...(options.callbacks ?? []), bar, history], model, {
    params,
    turn,
  });
  const interrupt = listenForInterrupt(options.signal);
  const stop: Interrupt = {
    ...interrupt,
    get requested() {
      return interrupt.requested || model.stopTraining;
    },
  };
  model.stopTraining = false;
  try {
    await audience.tell((callback) => callback.onTrainBegin());
    let logs: Logs = {};
    for (
      let epoch = initialEpoch;
      epoch < epochs && !model.stopTraining && !interrupt.requested;
      epoch++
    ) {
      compiled.resetMetrics();
      await audience.tell((callback) => callback.onEpochBegin(epoch));
      const complete = await training.run({
        everyBatch: audience.listens("onTrainBatchBegin", "onTrainBatchEnd"),
        onBatchBegin: (batch) => audience.tell((callback) => callback.onTrainBatchBegin(batch)),
        onBatchEnd: async (batch, read) => {
          if (!audience.listens("onTrainBatchEnd"))
            return bar.advance(batch + 1, () => sorted(read()));
          const now = sorted(read());
          bar.advance(batch + 1, () => now);
          await audience.tell((callback) => callback.onTrainBatchEnd(batch, now));
        },
        interrupt: stop,
      });
      if (!complete && interrupt.requested) break;
      logs = sorted(trainer.logs());
      if (validation !== undefined && (epoch + 1) % validationFreq === 0) {
        const found = await validate(trainer, validation, { audience, interrupt });
        if (found === undefined) break;
        for (const [name, number] of Object.entries(found)) logs[`val_${name}`] = number;
      }
      await audience.tell((callback) => callback.onEpochEnd(epoch, logs));
    }
    compiled.optimizer.finalizeVariableValues(model.trainableWeights);
    await audience.tell((callback) => callback.onTrainEnd(logs));
  } finally {
    bar.close();
    interrupt.release();
    await training.close();
    await validation?.close();
  }
  return history;
}

/** Evaluates the held-out rows; undefined if interrupted. */
async function validate(
  trainer: Trainer,
  validation: Steps,
  { audience, interrupt }: { readonly audience: Audience; readonly interrupt: Interrupt },
): Promise<Logs | undefined> {
  trainer.compiled("fit").resetMetrics();
  await audience.tell((callback) => callback.onTestBegin());
  const complete = await validation.run({
    everyBatch: audience.listens("onTestBatchBegin", "onTestBatchEnd"),
    onBatchBegin: (batch) => audience.tell((callback) => callback.onTestBatchBegin(batch)),
    onBatchEnd: (batch, read) => {
      if (!audience.listens("onTestBatchEnd")) return;
      const now = sorted(read());
      return audience.tell((callback) => callback.onTestBatchEnd(batch, now));
    },
    interrupt,
  });
  if (!complete) return undefined;
  const logs = sorted(trainer.logs());
  await audience.tell((callback) => callback.onTestEnd(logs));
  return logs;
}
