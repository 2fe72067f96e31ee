import { allocate, type TypedArray } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import type { SessionProgram } from "../eager/session.ts";
import { Operand } from "../graph/value.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { isBatchSource, type InputSource } from "./batches.ts";
import type { InputLike } from "./data.ts";
import { Audience, paramsOf, resolveVerbosity, type RunningModel } from "./fit.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { checkPredictOptions, type PredictOptions } from "./options.ts";
import { ProgressBar } from "./progressBar.ts";
import { checkInputData } from "./runData.ts";
import { predictionName } from "./stepGraph.ts";
import { ArraySteps, SourceSteps, type Steps } from "./steps.ts";
import type { Trainer, Turn } from "./trainer.ts";

/** Predicts in batches, one tensor per output; see `predict` of the models. */
export async function predict(
  model: RunningModel,
  trainer: Trainer,
  x: InputLike | InputSource,
  options: PredictOptions,
): Promise<Tensor[]> {
  checkPredictOptions(options);
  return trainer.exclusively((turn) => predictAll(model, trainer, turn, { x, options }));
}

interface Task {
  readonly x: InputLike | InputSource;
  readonly options: PredictOptions;
}

/** What goes in of a batch to predict: itself, or the first of a list. */
function inputsOf(batch: unknown): InputLike {
  const isAlone = batch instanceof Operand || ArrayBuffer.isView(batch);
  if (isAlone) return batch as InputLike;
  if (Array.isArray(batch) && batch.length >= 1 && batch.length <= 3) return batch[0] as InputLike;
  if (typeof batch === "object" && batch !== null && !Array.isArray(batch))
    return batch as InputLike;
  return fail("data", {
    where: "predict",
    expected: "batches x, [x] or [x, y]",
    received: Array.isArray(batch) ? `a list of ${batch.length}` : typeof batch,
    advice: "Nested arrays of numbers stand in a list: yield [x]",
  });
}

/** The rows of an output, batch by batch. */
class Rows {
  readonly #shape: Shape;
  readonly #dtype: Tensor["dtype"];
  #data: TypedArray;
  #length = 0;

  /** `shape` of a batch; `rows`: how many will come, as far as is known. */
  constructor({ shape, dtype }: Pick<Tensor, "shape" | "dtype">, rows: number) {
    this.#shape = shape.slice(1);
    this.#dtype = dtype;
    this.#data = allocate(dtype, rows * sizeOf(this.#shape));
  }

  append(data: TypedArray): void {
    const needed = this.#length + data.length;
    if (needed > this.#data.length) {
      const before = this.#data;
      this.#data = allocate(this.#dtype, Math.max(needed, 2 * before.length));
      this.#data.set(before.subarray(0, this.#length));
    }
    this.#data.set(data, this.#length);
    this.#length = needed;
  }

  /** All of them, `rows` in number. */
  finish(trainer: Trainer, rows: number): Tensor {
    const isWhole = this.#length === this.#data.length;
    const data = isWhole ? this.#data : this.#data.slice(0, this.#length);
    return trainer.wrap(data, [rows, ...this.#shape], this.#dtype);
  }
}

async function predictAll(
  model: RunningModel,
  trainer: Trainer,
  turn: Turn,
  { x, options }: Task,
): Promise<Tensor[]> {
  const { batchSize = 32, verbose = "auto", steps: count } = options;
  let steps: Steps;
  let expected = 0;
  if (isBatchSource(x)) {
    steps = new SourceSteps(trainer, turn, x, {
      where: "predict",
      mode: "predict",
      prefix: "predict",
      count,
      dataOf: (batch) => checkInputData(model, inputsOf(batch)),
    });
  } else {
    const data = checkInputData(model, x as InputLike);
    const pass = await trainer.prepare("predict", data, batchSize, "predict");
    const most = Math.min(count ?? Infinity, pass.steps);
    const held = new ArraySteps(trainer, turn, pass, { shuffle: false, count: most });
    await held.place();
    expected = Math.min(data.rows, most * pass.batchSize);
    steps = held;
  }

  let rows = 0;
  const results: Rows[] = [];
  const verbosity = resolveVerbosity(verbose);
  const params = paramsOf(trainer, steps, { verbose, epochs: 1 });
  const bar = new ProgressBar(verbosity);
  const audience = new Audience([bar, ...(options.callbacks ?? [])], model, { params, turn });
  const interrupt = listenForInterrupt(options.signal, steps.count);
  try {
    await audience.tell((callback) => callback.onPredictBegin());
    await steps.run({
      everyBatch: true,
      onBatchBegin: (batch) => audience.tell((callback) => callback.onPredictBatchBegin(batch)),
      onRows: (own, program) => {
        for (let i = 0; ; i++) {
          const type = predictionType(program, own, i);
          if (type === undefined) break;
          const result = (results[i] ??= new Rows(type, expected));
          result.append(trainer.session.readSync(predictionName(own, i)));
        }
        rows += own;
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
    await steps.close();
  }
  return results.map((result) => result.finish(trainer, rows));
}

/** Shape and dtype of output `i` of a prediction of so many rows; undefined behind the last. */
function predictionType(
  { program }: SessionProgram,
  rows: number,
  i: number,
): Pick<Tensor, "shape" | "dtype"> | undefined {
  return program.buffers.get(`out/${predictionName(rows, i)}`);
}
