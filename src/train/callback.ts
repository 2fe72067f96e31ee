import type { Tensor } from "../tensor/tensor.ts";
import { standardSink } from "./sink.ts";

/** What is logged under one name: a number, or the list of a metric that has several, such as one per class. */
export type LogValue = number | LogValue[];

/**
 * Numbers by name, as logged after a batch or an epoch: `loss`, `accuracy`, `val_loss`. A metric of several numbers, such as
 * `f1Score()` without an average, logs their list, as in Keras. The type is that of the others, which are nearly all; a list
 * is read by the wider one, without a cast: `const logs: Logs<LogValue> = await model.evaluate(x, y)`.
 */
export type Logs<Value extends LogValue = number> = Record<string, Value>;

/** What `fit` and `evaluate` tell about a run. */
export interface RunParams {
  /** How much is printed, as it was asked for: 0 nothing, 1 and "auto" a progress bar, 2 one line an epoch. */
  readonly verbose: 0 | 1 | 2 | "auto";
  readonly epochs: number;
  /** Batches per epoch; null: not known before they have come. */
  readonly steps: number | null;
  /** The engine that computes, "wasm". */
  readonly engine: string;
  /** Threads that it may use. */
  readonly threads: number;
  /** Validation comes after every so many epochs. Absent: after every one, or never. */
  readonly validationFreq?: number;
}

/** What a callback may do with the optimizer of the model it watches. */
export interface WatchedOptimizer {
  /** Taken over from the next step on. */
  learningRate: number;
}

/** What a callback may do with the model it watches. */
export interface WatchedModel {
  /** Set to true to end the training: after the running step, or, in `onEpochEnd`, after the epoch. */
  stopTraining: boolean;
  /** Throws if the model is not compiled. */
  readonly optimizer: WatchedOptimizer;
  getWeights(): Tensor[];
  setWeights(weights: readonly Tensor[]): void;
}

/**
 * Listens to a run. Override the hooks you need; `logs` may be read, and written to by `onEpochEnd` before history
 * keeps it. State is reset in `onTrainBegin`, so that one object can serve several runs.
 */
export class Callback {
  /** The model that runs; set before the first hook. */
  model!: WatchedModel;
  /** What is known of the run; set before the first hook. */
  params!: RunParams;

  setModel(model: WatchedModel): void {
    this.model = model;
  }

  setParams(params: RunParams): void {
    this.params = params;
  }

  /** Writes a line to where the progress line goes. */
  protected print(line: string): void {
    standardSink().write(`${line}\n`);
  }

  onTrainBegin(_logs?: Logs): void | Promise<void> {}
  onTrainEnd(_logs?: Logs): void | Promise<void> {}
  onEpochBegin(_epoch: number, _logs?: Logs): void | Promise<void> {}
  onEpochEnd(_epoch: number, _logs: Logs): void | Promise<void> {}
  onTrainBatchBegin(_batch: number, _logs?: Logs): void | Promise<void> {}
  onTrainBatchEnd(_batch: number, _logs: Logs): void | Promise<void> {}
  onTestBegin(_logs?: Logs): void | Promise<void> {}
  onTestEnd(_logs: Logs): void | Promise<void> {}
  onTestBatchBegin(_batch: number, _logs?: Logs): void | Promise<void> {}
  onTestBatchEnd(_batch: number, _logs: Logs): void | Promise<void> {}
  onPredictBegin(_logs?: Logs): void | Promise<void> {}
  onPredictEnd(_logs?: Logs): void | Promise<void> {}
  onPredictBatchBegin(_batch: number, _logs?: Logs): void | Promise<void> {}
  onPredictBatchEnd(_batch: number, _logs?: Logs): void | Promise<void> {}
}

/** Hooks that are called once a batch. */
export type BatchHook =
  | "onTrainBatchBegin"
  | "onTrainBatchEnd"
  | "onTestBatchBegin"
  | "onTestBatchEnd"
  | "onPredictBatchBegin"
  | "onPredictBatchEnd";

/** Whether a callback overrides the hook, so that the engine must come back after every batch. */
export function listensTo(callback: Callback, hook: BatchHook): boolean {
  return callback[hook] !== Callback.prototype[hook];
}
