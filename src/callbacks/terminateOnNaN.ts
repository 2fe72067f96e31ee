import { Callback, type Logs } from "../train/callback.ts";

/** Ends the training after the step whose loss is NaN or infinite. The engine comes back after every step for it. */
export class TerminateOnNaN extends Callback {
  override onTrainBatchEnd(batch: number, logs: Logs): void {
    const { loss } = logs;
    if (loss === undefined || Number.isFinite(loss)) return;
    this.print(`Batch ${batch}: Invalid loss, terminating training`);
    this.model.stopTraining = true;
  }
}

/** `terminateOnNaN()` */
export const terminateOnNaN = (): TerminateOnNaN => new TerminateOnNaN();
