import type { AllOptions } from "../base/config.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Logs } from "../train/callback.ts";
import { checkNumber, checkWhole, MonitorCallback, type MonitorOptions } from "./monitor.ts";

/** Options of early stopping. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** Epochs without improvement after which training stops. Default 0. */
  readonly patience?: number | undefined;
  /** Waiting goes on until the number is better than this. Default null: no such bar. */
  readonly baseline?: number | null | undefined;
  /** Whether the model ends with the weights of its best epoch. Default false: with those of the last. */
  readonly restoreBestWeights?: boolean | undefined;
  /** Epochs before this one are not looked at. Default 0. */
  readonly startFromEpoch?: number | undefined;
}

const defaults: AllOptions<EarlyStoppingOptions> = {
  monitor: "val_loss",
  minDelta: 0,
  patience: 0,
  verbose: 0,
  mode: "auto",
  baseline: null,
  restoreBestWeights: false,
  startFromEpoch: 0,
};

/** Ends the training when a logged number has not become better for `patience` epochs. */
export class EarlyStopping extends MonitorCallback<EarlyStoppingOptions> {
  /** Epochs since the last improvement. */
  wait = 0;
  /** The epoch, counted from 0, after which training was stopped; 0: it was not. */
  stoppedEpoch = 0;
  /** The epoch of `best`, counted from 0. */
  bestEpoch = 0;
  /** The weights of the best epoch, with `restoreBestWeights`. */
  bestWeights: readonly Tensor[] | null = null;

  constructor(options: EarlyStoppingOptions = {}) {
    super("earlyStopping", defaults, options);
    const { patience, baseline, startFromEpoch } = this.options;
    checkWhole("earlyStopping", "patience", patience);
    checkWhole("earlyStopping", "startFromEpoch", startFromEpoch);
    if (baseline !== null) checkNumber("earlyStopping", "baseline", baseline);
  }

  override onTrainBegin(): void {
    this.wait = 0;
    this.stoppedEpoch = 0;
    this.best = null;
    this.bestEpoch = 0;
    this.bestWeights = null;
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    const { patience, baseline, restoreBestWeights, startFromEpoch } = this.options;
    const current = this.monitored(epoch, logs);
    if (current === undefined || epoch < startFromEpoch) return;
    this.wait++;
    if (this.isImprovement(current, this.best)) {
      this.best = current;
      this.bestEpoch = epoch;
      if (restoreBestWeights) this.bestWeights = this.model.getWeights();
      if (baseline === null || this.isImprovement(current, baseline)) this.wait = 0;
    } else if (this.wait >= patience && epoch > 0) {
      this.stoppedEpoch = epoch;
      this.model.stopTraining = true;
    }
  }

  override onTrainEnd(): void {
    const { verbose, restoreBestWeights } = this.options;
    if (verbose > 0 && this.stoppedEpoch > 0) {
      this.print(`Epoch ${this.stoppedEpoch + 1}: early stopping`);
    }
    if (!restoreBestWeights || this.bestWeights === null) return;
    if (verbose > 0) {
      this.print(`Restoring model weights from the end of the best epoch: ${this.bestEpoch + 1}.`);
    }
    this.model.setWeights(this.bestWeights);
  }
}

/** `earlyStopping({ monitor: "val_loss", patience: 3, restoreBestWeights: true })` */
export const earlyStopping = (options: EarlyStoppingOptions = {}): EarlyStopping =>
  new EarlyStopping(options);
