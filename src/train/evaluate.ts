import { isBatchSource, type BatchSource } from "./batches.ts";
import type { Logs } from "./callback.ts";
import type { DataLike, InputLike } from "./data.ts";
import { Audience, paramsOf, resolveVerbosity, sorted, type RunningModel } from "./fit.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { checkEvaluateOptions, type EvaluateOptions } from "./options.ts";
import { ProgressBar } from "./progressBar.ts";
import { checkBatchData, checkData } from "./runData.ts";
import { evaluationOf, SourceSteps, type Steps } from "./steps.ts";
import type { Trainer, Turn } from "./trainer.ts";

/** Evaluates a model; see `evaluate` of the models. */
export async function evaluate(
  model: RunningModel,
  trainer: Trainer,
  x: InputLike | BatchSource,
  y: DataLike,
  options: EvaluateOptions,
): Promise<Logs> {
  checkEvaluateOptions(options);
  return trainer.exclusively((turn) => evaluateAll(model, trainer, turn, { x, y, options }));
}

interface Task {
  readonly x: InputLike | BatchSource;
  readonly y: DataLike;
  readonly options: EvaluateOptions;
}

async function evaluateAll(
  model: RunningModel,
  trainer: Trainer,
  turn: Turn,
  { x, y, options }: Task,
): Promise<Logs> {
  const compiled = trainer.compiled("evaluate");
  const { batchSize = 32, verbose = "auto", sampleWeight, steps: count } = options;
  let steps: Steps;
  if (isBatchSource(x)) {
    steps = new SourceSteps(trainer, turn, x, {
      where: "evaluate",
      mode: "evaluate",
      prefix: "test",
      count,
      dataOf: (batch) => checkBatchData("evaluate", model, compiled, batch),
    });
  } else {
    const data = checkData("evaluate", model, compiled, { x, y, sampleWeight });
    compiled.build(model, data.targets);
    const held = await evaluationOf(trainer, turn, data, { prefix: "test", batchSize, count });
    await held.place();
    steps = held;
  }

  const verbosity = resolveVerbosity(verbose);
  const params = paramsOf(trainer, steps, { verbose, epochs: 1 });
  const bar = new ProgressBar(verbosity);
  const audience = new Audience([bar, ...(options.callbacks ?? [])], model, { params, turn });
  const interrupt = listenForInterrupt(options.signal);
  try {
    compiled.resetMetrics();
    await audience.tell((callback) => callback.onTestBegin());
    await steps.run({
      everyBatch: audience.listens("onTestBatchBegin", "onTestBatchEnd"),
      onBatchBegin: (batch) => audience.tell((callback) => callback.onTestBatchBegin(batch)),
      onBatchEnd: (batch, read) => {
        bar.advance(batch + 1, () => sorted(read()));
        if (!audience.listens("onTestBatchEnd")) return;
        const now = sorted(read());
        return audience.tell((callback) => callback.onTestBatchEnd(batch, now));
      },
      interrupt,
    });
    interrupt.throwIfRequested("evaluate");
    const logs = trainer.logs();
    await audience.tell((callback) => callback.onTestEnd(sorted(logs)));
    bar.finish(sorted(logs));
    return logs;
  } finally {
    bar.close();
    interrupt.release();
    await steps.close();
  }
}
