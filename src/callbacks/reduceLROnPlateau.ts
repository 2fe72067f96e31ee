import type { AllOptions } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import type { Logs } from "../train/callback.ts";
import { fullNumber } from "./fullNumber.ts";
import { checkNumber, checkWhole, MonitorCallback, type MonitorOptions } from "./monitor.ts";

/** Options of a learning rate that falls when training stalls. `minDelta` is 0.0001 by default. */
export interface ReduceLROnPlateauOptions extends MonitorOptions {
  /** What the learning rate is multiplied by, below 1. Default 0.1. */
  readonly factor?: number | undefined;
  /** Epochs without improvement after which the rate falls. Default 10. */
  readonly patience?: number | undefined;
  /** Epochs after a fall in which nothing is counted. Default 0. */
  readonly cooldown?: number | undefined;
  /** The rate never falls below this. Default 0. */
  readonly minLr?: number | undefined;
}

const defaults: AllOptions<ReduceLROnPlateauOptions> = {
  monitor: "val_loss",
  factor: 0.1,
  patience: 10,
  verbose: 0,
  mode: "auto",
  minDelta: 1e-4,
  cooldown: 0,
  minLr: 0,
};

const where = "reduceLROnPlateau";

/** Lowers the learning rate when a logged number has not become better for `patience` epochs; logs `learning_rate`. */
export class ReduceLROnPlateau extends MonitorCallback<ReduceLROnPlateauOptions> {
  /** Epochs since the last improvement or the last fall. */
  wait = 0;
  /** Epochs of rest that are left. */
  cooldownCounter = 0;

  constructor(options: ReduceLROnPlateauOptions = {}) {
    super(where, defaults, options);
    const { factor, patience, cooldown, minLr } = this.options;
    if (!(factor > 0 && factor < 1)) {
      fail("option", { where, expected: "factor between 0 and 1", received: `${factor}` });
    }
    checkWhole(where, "patience", patience);
    checkWhole(where, "cooldown", cooldown);
    checkNumber(where, "minLr", minLr);
  }

  override onTrainBegin(): void {
    this.best = null;
    this.wait = 0;
    this.cooldownCounter = 0;
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    const current = this.monitored(epoch, logs);
    logs["learning_rate"] = this.model.optimizer.learningRate;
    if (current === undefined) return;
    if (this.cooldownCounter > 0) {
      this.cooldownCounter--;
      this.wait = 0;
    }
    if (this.isImprovement(current, this.best)) {
      this.best = current;
      this.wait = 0;
    } else if (this.cooldownCounter === 0 && ++this.wait >= this.options.patience) {
      this.#reduce(epoch);
    }
  }

  #reduce(epoch: number): void {
    const { factor, minLr, cooldown, verbose } = this.options;
    const { optimizer } = this.model;
    // The optimizer keeps its rate in float32.
    if (!(optimizer.learningRate > Math.fround(minLr))) return;
    const rate = Math.max(optimizer.learningRate * factor, minLr);
    optimizer.learningRate = rate;
    if (verbose > 0) {
      this.print(
        `\nEpoch ${epoch + 1}: ReduceLROnPlateau reducing learning rate to ${fullNumber(rate)}.`,
      );
    }
    this.cooldownCounter = cooldown;
    this.wait = 0;
  }
}

/** `reduceLROnPlateau({ monitor: "val_loss", factor: 0.2, patience: 5 })` */
export const reduceLROnPlateau = (options: ReduceLROnPlateauOptions = {}): ReduceLROnPlateau =>
  new ReduceLROnPlateau(options);
