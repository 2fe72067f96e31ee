import { allocate } from "../base/dtype.ts";
import { sizeOf } from "../base/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { RunParams } from "./callback.ts";
import type { InputLike } from "./data.ts";
import { Audience, resolveVerbosity, type RunningModel } from "./fit.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { checkPredictOptions, type PredictOptions } from "./options.ts";
import { ProgressBar } from "./progressBar.ts";
import { checkInputs } from "./runData.ts";
import { predictionName } from "./stepGraph.ts";
import { commonRows } from "./data.ts";
import type { Pass, Trainer, Turn } from "./trainer.ts";

/** Predicts in batches, one tensor per output; see `predict` of the models. */
export async function predict(
  model: RunningModel,
  trainer: Trainer,
  x: InputLike,
  options: PredictOptions,
): Promise<Tensor[]> {
  checkPredictOptions(options);
  return trainer.exclusively((turn) => predictAll(model, trainer, turn, { x, options }));
}

interface Task {
  readonly x: InputLike;
  readonly options: PredictOptions;
}

async function predictAll(
  model: RunningModel,
  trainer: Trainer,
  turn: Turn,
  { x, options }: Task,
): Promise<Tensor[]> {
  const { batchSize = 32, verbose = "auto" } = options;
  const inputs = checkInputs("predict", model, x);
  const rows = commonRows(
    "predict",
    inputs.map((tensor, i) => ({ name: `x[${i}]`, tensor })),
  );
  const data = { inputs, targets: [], weights: [], rows };
  const pass = await trainer.prepare("predict", data, batchSize, "predict");
  await turn.place([pass]);

  const results = predictionTypes(pass).map(({ shape, dtype }) => {
    const full = [rows, ...shape.slice(1)];
    return { shape: full, dtype, data: allocate(dtype, sizeOf(full)), row: sizeOf(shape.slice(1)) };
  });
  const verbosity = resolveVerbosity(verbose);
  const params: RunParams = {
    verbose,
    epochs: 1,
    steps: pass.steps,
    engine: trainer.session.engine.name,
    threads: trainer.session.engine.traits.threads,
  };
  const bar = new ProgressBar(verbosity);
  const audience = new Audience([bar, ...(options.callbacks ?? [])], model, { params, turn });
  const interrupt = listenForInterrupt(options.signal);
  try {
    await audience.tell((callback) => callback.onPredictBegin());
    await trainer.run(turn, pass, {
      everyBatch: true,
      onBatchBegin: (batch) => audience.tell((callback) => callback.onPredictBatchBegin(batch)),
      onRows: (first) => {
        const count = Math.min(pass.batchSize, rows - first);
        results.forEach(({ data, row }, i) =>
          data.set(trainer.session.readSync(predictionName(count, i)), first * row),
        );
      },
      onBatchEnd: (batch) => {
        bar.advance(batch + 1, () => ({}));
        return audience.tell((callback) => callback.onPredictBatchEnd(batch));
      },
      interrupt,
    });
    interrupt.throwIfRequested("predict");
    await audience.tell((callback) => callback.onPredictEnd());
    bar.finish({});
  } finally {
    bar.close();
    interrupt.release();
  }
  return results.map(({ data, shape, dtype }) => trainer.wrap(data, shape, dtype));
}

/** Shape and dtype of every output of a prediction of whole batches, in order. */
function predictionTypes({ whole, batchSize }: Pass): Pick<Tensor, "shape" | "dtype">[] {
  const types: Pick<Tensor, "shape" | "dtype">[] = [];
  for (let i = 0; ; i++) {
    const buffer = whole.program.buffers.get(`out/${predictionName(batchSize, i)}`);
    if (buffer === undefined) return types;
    types.push(buffer);
  }
}
