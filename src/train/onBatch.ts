import { checkOptions } from "../base/config.ts";
import type { Logs } from "./callback.ts";
import type { DataLike, InputLike } from "./data.ts";
import { listenForInterrupt } from "./interrupt.ts";
import type { TrainableModel } from "./model.ts";
import { applyClassWeight, checkData } from "./runData.ts";
import type { Trainer } from "./trainer.ts";

/** Options of `trainOnBatch` and `testOnBatch`. */
export interface BatchOptions {
  /** One weight per sample; of several outputs also as a list or by name, for each. */
  readonly sampleWeight?: DataLike | undefined;
  /** One weight per class number; only in training. */
  readonly classWeight?: Readonly<Record<number, number>> | undefined;
}

/** One step on one batch; gives the numbers of this batch alone, as Keras does. */
export async function onBatch(
  model: TrainableModel,
  trainer: Trainer,
  mode: "train" | "evaluate",
  x: InputLike,
  y: DataLike,
  options: BatchOptions,
): Promise<Logs> {
  const where = mode === "train" ? "trainOnBatch" : "testOnBatch";
  checkOptions(where, options, ["sampleWeight", "classWeight"]);
  return trainer.exclusively(async (turn) => {
    const compiled = trainer.compiled(where);
    const all = checkData(where, model, compiled, { x, y, sampleWeight: options.sampleWeight });
    const data = applyClassWeight(all, options.classWeight);
    compiled.build(model, data.targets);
    const pass = await trainer.prepare(mode, data, data.rows, mode);
    await turn.place([pass]);
    compiled.resetMetrics();
    const interrupt = listenForInterrupt(undefined, 1);
    await trainer.run(turn, pass, { everyBatch: true, interrupt });
    return trainer.logs();
  });
}
