import { allocate } from "../base/dtype.ts";
import { sizeOf } from "../base/shape.ts";
import type { Program } from "../program/program.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { RunParams } from "./callback.ts";
import type { DataLike } from "./data.ts";
import { Audience, resolveVerbosity, type RunningModel } from "./fit.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { checkPredictOptions, type PredictOptions } from "./options.ts";
import { ProgressBar } from "./progressBar.ts";
import { checkInputs } from "./runData.ts";
import { predictionName } from "./stepGraph.ts";
import { commonRows } from "./data.ts";
import type { Trainer } from "./trainer.ts";

/** Predicts in batches, one tensor per output; see `predict` of the models. */
export async function predict(
  model: RunningModel,
  trainer: Trainer,
  x: DataLike,
  options: PredictOptions,
): Promise<Tensor[]> {
  checkPredictOptions(options);
  const { batchSize = 32, verbose = "auto" } = options;
  const inputs = checkInputs("predict", model, x);
  const rows = commonRows("predict", inputs.map((tensor, i) => ({ name: `x[${i}]`, tensor })));
  const size = Math.min(batchSize, rows);
  // Whole batches and the short last one run one after the other: an output has one buffer, of one shape.
  const cut = rows - (rows % size);
  const parts = [[0, cut] as const, [cut, rows] as const]
    .filter(([from, to]) => from < to)
    .map(([from, to]) => {
      const slices = inputs.map((tensor) => tensor.slice(from, to));
      const data = { inputs: slices, targets: [], weights: undefined, rows: to - from };
      return { from, firstBatch: from / size, pass: trainer.prepare("predict", data, size, "predict") };
    });
  const steps = Math.ceil(rows / size);

  const results = predictionTypes(parts[0]!.pass.whole!).map(({ shape, dtype }) => {
    const full = [rows, ...shape.slice(1)];
    return { shape: full, dtype, data: allocate(dtype, sizeOf(full)), row: sizeOf(shape.slice(1)) };
  });
  const verbosity = resolveVerbosity(verbose);
  const params: RunParams = { verbose, epochs: 1, steps, engine: trainer.session.engine.name };
  const bar = new ProgressBar(verbosity);
  const audience = new Audience([bar, ...(options.callbacks ?? [])], model, params);
  const interrupt = listenForInterrupt(options.signal);
  try {
    await audience.tell((callback) => callback.onPredictBegin());
    for (const { from, firstBatch, pass } of parts) {
      if (interrupt.requested) break;
      await trainer.place([pass]);
      await trainer.run(pass, {
        everyBatch: true,
        onBatchBegin: (batch) => audience.tell((callback) => callback.onPredictBatchBegin(firstBatch + batch)),
        onRows: (first) =>
          results.forEach(({ data, row }, i) =>
            data.set(trainer.session.readSync(predictionName(i)), (from + first) * row),
          ),
        onBatchEnd: (batch) => {
          bar.advance(firstBatch + batch + 1, () => ({}));
          return audience.tell((callback) => callback.onPredictBatchEnd(firstBatch + batch));
        },
        interrupt,
      });
    }
    interrupt.throwIfRequested("predict");
    await audience.tell((callback) => callback.onPredictEnd());
    bar.finish({});
  } finally {
    bar.close();
    interrupt.release();
  }
  return results.map(({ data, shape, dtype }) => trainer.wrap(data, shape, dtype));
}

/** Shape and dtype of every output of a prediction, in order. */
function predictionTypes({ program }: { readonly program: Program }): Pick<Tensor, "shape" | "dtype">[] {
  const types: Pick<Tensor, "shape" | "dtype">[] = [];
  for (let i = 0; ; i++) {
    const buffer = program.buffers.get(`out/${predictionName(i)}`);
    if (buffer === undefined) return types;
    types.push(buffer);
  }
}
