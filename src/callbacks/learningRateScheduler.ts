import { checkOptions } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import { Callback, type Logs } from "../train/callback.ts";
import { fullNumber } from "./fullNumber.ts";

/** The learning rate of an epoch, counted from 0, from the one before. */
export type EpochSchedule = (epoch: number, learningRate: number) => number;

/** Options of a learning rate by epoch. */
export interface LearningRateSchedulerOptions {
  /** 1 prints the rate of every epoch. Default 0. */
  readonly verbose?: 0 | 1 | undefined;
}

/** Sets the learning rate at the beginning of every epoch; logs `learning_rate`. */
export class LearningRateScheduler extends Callback {
  readonly schedule: EpochSchedule;
  readonly #verbose: 0 | 1;

  constructor(schedule: EpochSchedule, options: LearningRateSchedulerOptions = {}) {
    super();
    const where = "learningRateScheduler";
    checkOptions(where, options, ["verbose"]);
    if (typeof schedule !== "function") {
      fail("option", {
        where,
        expected: "a function of epoch and learning rate",
        received: typeof schedule,
      });
    }
    this.schedule = schedule;
    this.#verbose = options.verbose ?? 0;
  }

  override onEpochBegin(epoch: number): void {
    const { optimizer } = this.model;
    const rate = this.schedule(epoch, optimizer.learningRate);
    if (!Number.isFinite(rate)) {
      fail("value", {
        where: "learningRateScheduler",
        expected: "the schedule to return a finite number",
        received: `${rate} for epoch ${epoch}`,
      });
    }
    optimizer.learningRate = rate;
    if (this.#verbose === 0) return;
    this.print(
      `\nEpoch ${epoch + 1}: LearningRateScheduler setting learning rate to ${fullNumber(rate)}.`,
    );
  }

  override onEpochEnd(_epoch: number, logs: Logs): void {
    logs["learning_rate"] = this.model.optimizer.learningRate;
  }
}

/** `learningRateScheduler((epoch, rate) => (epoch < 10 ? rate : rate * 0.9))` */
export const learningRateScheduler = (
  schedule: EpochSchedule,
  options: LearningRateSchedulerOptions = {},
): LearningRateScheduler => new LearningRateScheduler(schedule, options);
