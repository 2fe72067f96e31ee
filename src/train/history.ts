import { Callback, type Logs, type RunParams } from "./callback.ts";

/** What `fit` returns: the numbers of every epoch. */
export class History extends Callback {
  /** Per name, one number an epoch: `history.val_loss[3]`; of a metric of several numbers one list (`Logs`). */
  history: Record<string, number[]> = {};
  /** The epochs' numbers, counted from 0. */
  epoch: number[] = [];

  constructor(params: RunParams) {
    super();
    this.params = params;
  }

  override onTrainBegin(): void {
    this.history = {};
    this.epoch = [];
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    this.epoch.push(epoch);
    for (const [name, number] of Object.entries(logs)) (this.history[name] ??= []).push(number);
  }
}
