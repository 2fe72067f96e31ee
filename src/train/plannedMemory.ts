import { bytesPerElement, type DType } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { sizeOf } from "../base/shape.ts";
import { alignedBytes, wholePages } from "../eager/bytes.ts";
import type { DataType, SessionProgram } from "../eager/session.ts";
import type { Variable } from "../graph/variable.ts";
import { constantBytes } from "../program/constants.ts";
import type { Slot } from "./data.ts";
import type { TrainableModel } from "./model.ts";
import type { Trainer } from "./trainer.ts";

/** Exact bytes of one program in an arena of its own. */
export interface PlannedMemory {
  readonly weightBytes: number;
  /** Of training: the optimizer's state. */
  readonly optimizerBytes: number;
  /** Inputs, targets, permutation and outputs of one batch. */
  readonly dataBytes: number;
  /** What depends on weights alone, such as packed filters: computed when they have changed. */
  readonly keptBytes: number;
  /** Activations, gradients and working memory of kernels, at their peak. */
  readonly scratchBytes: number;
  /** All that the engine sets aside, in whole pages: the above, metrics and counters. */
  readonly peakBytes: number;
}

const sizeInBytes = ({ shape, dtype }: DataType): number => sizeOf(shape) * bytesPerElement(dtype);

const bytesOf = (parts: readonly DataType[]): number =>
  parts.reduce((total, part) => total + sizeInBytes(part), 0);

/** What the engine would set aside if there were only this program and these variables. */
function peakBytes(
  { session }: Trainer,
  { data, program }: SessionProgram,
  variables: readonly Variable[],
): number {
  const state = [...new Set(variables)].map((variable) => ({ bytes: sizeInBytes(variable) }));
  return wholePages(
    session.engine,
    alignedBytes(state) + alignedBytes(data) + constantBytes(program) + program.scratchBytes,
  );
}

/** What a program for batches of this size needs, found by compiling it. Data sets as large as one batch. */
export function planMemory(
  model: TrainableModel,
  trainer: Trainer,
  mode: "train" | "predict",
  batchSize: number,
): PlannedMemory {
  const whole = ({ shape = [null] }: Slot, dtype: DType): DataType => ({
    shape: shape.map((extent, axis) => extent ?? (axis === 0 ? batchSize : 1)),
    dtype,
  });
  const inputs = model.inputSlots.map((slot) => whole(slot, floatx()));
  const compiled = mode === "predict" ? undefined : trainer.compiled("plan");
  const targets =
    compiled === undefined
      ? []
      : model.outputSlots.map((slot, i) =>
          compiled.wantsLabels(i)
            ? whole({ ...slot, shape: slot.shape?.slice(0, -1) }, "int32")
            : whole(slot, floatx()),
        );
  const layout = { inputs, targets, weights: [], rows: batchSize };
  const measure = (optimizer: readonly Variable[], others: readonly Variable[]): PlannedMemory => {
    const program = trainer.program(mode, layout, batchSize, mode);
    const own = [trainer.cursor, ...model.variables, ...optimizer, ...others];
    return {
      weightBytes: bytesOf(model.variables),
      optimizerBytes: bytesOf(optimizer),
      dataBytes: bytesOf(program.data) - program.keptBytes,
      keptBytes: program.keptBytes,
      scratchBytes: program.program.scratchBytes,
      peakBytes: peakBytes(trainer, program, own),
    };
  };
  if (compiled === undefined) return measure([], []);
  return compiled.rehearse(model, targets, () =>
    measure(compiled.optimizer.variables, compiled.metricVariables),
  );
}
