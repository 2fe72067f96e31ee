import { vi } from "vitest";
import { Tensor } from "../tensor/tensor.ts";
import type { Callback, Logs, LogValue, RunParams, WatchedModel } from "../train/callback.ts";

/** A model of one weight, which callbacks can be driven with. */
export class OneWeight implements WatchedModel {
  stopTraining = false;
  kernel = 0;
  #rate = 0;

  /** Keeps the rate in float32, as optimizers do. */
  readonly optimizer: WatchedModel["optimizer"];

  constructor(learningRate = 0.01) {
    const read = (): number => this.#rate;
    const write = (rate: number): void => void (this.#rate = Math.fround(rate));
    write(learningRate);
    this.optimizer = {
      get learningRate() {
        return read();
      },
      set learningRate(rate) {
        write(rate);
      },
    };
  }

  getWeights(): Tensor[] {
    return [new Tensor(Float32Array.of(this.kernel), [1])];
  }

  setWeights(weights: readonly Tensor[]): void {
    this.kernel = weights[0]!.item();
  }
}

/** What is known of a run that is driven by hand. */
export const handParams: RunParams = {
  verbose: 0,
  epochs: 10,
  steps: 1,
  engine: "none",
  threads: 1,
};

/** Tells a callback the epochs with these numbers, until it stops; the weight is the number of epochs. */
export async function drive(
  callback: Callback,
  model: OneWeight,
  logs: readonly Logs<LogValue>[],
  afterEpoch: (epoch: number, logs: Logs) => void = () => undefined,
): Promise<number> {
  callback.setParams(handParams);
  callback.setModel(model);
  await callback.onTrainBegin();
  let epochs = 0;
  for (const [epoch, given] of logs.entries()) {
    epochs++;
    const own: Logs = { ...(given as Logs) };
    await callback.onEpochBegin(epoch);
    model.kernel = epoch + 1;
    await callback.onEpochEnd(epoch, own);
    afterEpoch(epoch, own);
    if (model.stopTraining) break;
  }
  await callback.onTrainEnd();
  return epochs;
}

/** What `action` writes to standard output. */
export async function printed(action: () => unknown): Promise<string> {
  let text = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    await action();
  } finally {
    spy.mockRestore();
  }
  return text;
}
