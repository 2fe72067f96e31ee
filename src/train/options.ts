import { fail } from "../base/errors.ts";
import { checkOptions } from "../base/config.ts";
import { Callback } from "./callback.ts";
import type { Batch, BatchSource } from "./batches.ts";
import type { DataLike } from "./data.ts";

/** How much is printed: 0 nothing, 1 a progress bar, 2 one line an epoch; "auto": 1. */
export type Verbosity = 0 | 1 | 2 | "auto";

/** Options of every pass over data. */
export interface RunOptions {
  /** Samples per step. Default 32. */
  readonly batchSize?: number | undefined;
  /** Default "auto": a progress bar. */
  readonly verbose?: Verbosity | undefined;
  readonly callbacks?: readonly Callback[] | undefined;
  /** Stops the run after its current step. */
  readonly signal?: AbortSignal | undefined;
}

/** Targets beside inputs: `[x, y]` or `[x, y, sampleWeight]`. */
export type DataPair = Batch;

/** Options of `fit`. */
export interface FitOptions extends RunOptions {
  /** Number at which to stop, counted from `initialEpoch` 0. Default 1. */
  readonly epochs?: number | undefined;
  /** Epoch at which to start, to go on with an earlier run. Default 0. */
  readonly initialEpoch?: number | undefined;
  /** Share of the last samples that is held out, before shuffling. Default 0. */
  readonly validationSplit?: number | undefined;
  /** Data to evaluate after each epoch; wins over `validationSplit`. */
  readonly validationData?: DataPair | BatchSource | undefined;
  /** Steps an epoch has, wherever that ends in the data, which go on in the next one. Default: a pass over the data. */
  readonly stepsPerEpoch?: number | undefined;
  /** Steps of each validation, from the start of the data. Default: all data. */
  readonly validationSteps?: number | undefined;
  /** Samples per step of validation. Default `batchSize`. */
  readonly validationBatchSize?: number | undefined;
  /** Validate after every so many epochs. Default 1. */
  readonly validationFreq?: number | undefined;
  /** Whether the samples come in a new order every epoch. Default true. */
  readonly shuffle?: boolean | undefined;
  /** One weight per sample; of several outputs also as a list or by name, for each. */
  readonly sampleWeight?: DataLike | undefined;
  /** One weight per class number; classes that are not named weigh 1. */
  readonly classWeight?: Readonly<Record<number, number>> | undefined;
}

/** Options of `evaluate`. */
export interface EvaluateOptions extends RunOptions {
  /** One weight per sample; of several outputs also as a list or by name, for each. */
  readonly sampleWeight?: DataLike | undefined;
  /** At most so many steps. Default: all data. */
  readonly steps?: number | undefined;
}

/** Options of `predict`. */
export interface PredictOptions extends RunOptions {
  /** At most so many steps. Default: all data. */
  readonly steps?: number | undefined;
}

const runKeys = ["batchSize", "verbose", "callbacks", "signal"] as const;
const fitKeys = [
  ...runKeys,
  "epochs",
  "initialEpoch",
  "validationSplit",
  "validationData",
  "validationBatchSize",
  "validationFreq",
  "shuffle",
  "sampleWeight",
  "classWeight",
  "stepsPerEpoch",
  "validationSteps",
] as const;

/** Keras's options that are not here. */
const absentOptions: Readonly<Record<string, string>> = {
  steps: "Give as many rows as there shall be steps",
  returnDict: "Leave it out: the numbers always come by name",
  maxQueueSize: "Leave it out: data are in memory",
  workers: "Use setThreads(n)",
};

/** Throws unless `value` is a whole number of at least `least`. */
function checkCount(where: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  fail("value", {
    where,
    expected: `${name} to be a whole number of ${least} or more`,
    received: show(value),
  });
}

/** A value in a message: text in quotation marks. */
export const show = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value) : String(value);

function checkRun(
  where: string,
  { batchSize = 32, verbose = "auto", callbacks = [] }: RunOptions,
): void {
  checkCount(where, "batchSize", batchSize, 1);
  if (![0, 1, 2, "auto"].includes(verbose)) {
    fail("option", {
      where,
      expected: 'verbose to be 0, 1, 2 or "auto"',
      received: JSON.stringify(verbose),
    });
  }
  if (!Array.isArray(callbacks)) {
    fail("option", {
      where,
      expected: "callbacks to be a list",
      received: typeof callbacks,
      advice: "Write [callback]",
    });
  }
  callbacks.forEach((callback: unknown, i) => {
    if (callback instanceof Callback) return;
    const isFactory = typeof callback === "function";
    fail("option", {
      where,
      expected: `callbacks[${i}] to be a callback`,
      received: isFactory
        ? "a function"
        : typeof callback === "object"
          ? "an object"
          : show(callback),
      advice: isFactory
        ? "Call it: earlyStopping()"
        : "Use one of hornet/callbacks, or a class that extends Callback",
    });
  });
}

/** Throws on options of `fit` that do not exist or cannot be. */
export function checkFitOptions(options: FitOptions): void {
  checkOptions("fit", options, fitKeys, absentOptions);
  checkRun("fit", options);
  const {
    epochs = 1,
    initialEpoch = 0,
    validationSplit = 0,
    validationBatchSize,
    validationFreq = 1,
  } = options;
  for (const name of ["stepsPerEpoch", "validationSteps"] as const) {
    const steps = options[name];
    if (steps !== undefined) checkCount("fit", name, steps, 1);
  }
  checkCount("fit", "epochs", epochs, 1);
  checkCount("fit", "initialEpoch", initialEpoch, 0);
  checkCount("fit", "validationFreq", validationFreq, 1);
  if (validationBatchSize !== undefined)
    checkCount("fit", "validationBatchSize", validationBatchSize, 1);
  if (typeof options.shuffle !== "boolean" && options.shuffle !== undefined) {
    fail("option", {
      where: "fit",
      expected: "shuffle to be true or false",
      received: show(options.shuffle),
    });
  }
  if (!(validationSplit >= 0 && validationSplit < 1)) {
    fail("value", {
      where: "fit",
      expected: "validationSplit to be a share from 0 to below 1",
      received: show(validationSplit),
    });
  }
}

/** Throws on options of `evaluate` that do not exist or cannot be. */
export function checkEvaluateOptions(options: EvaluateOptions): void {
  checkOptions("evaluate", options, [...runKeys, "sampleWeight", "steps"], absentOptions);
  if (options.steps !== undefined) checkCount("evaluate", "steps", options.steps, 1);
  checkRun("evaluate", options);
}

/** Throws on options of `predict` that do not exist or cannot be. */
export function checkPredictOptions(options: PredictOptions): void {
  checkOptions("predict", options, [...runKeys, "steps"], absentOptions);
  if (options.steps !== undefined) checkCount("predict", "steps", options.steps, 1);
  checkRun("predict", options);
}
