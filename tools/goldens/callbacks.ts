import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromConfig } from "../../src/base/config.ts";
import * as callbackRoom from "../../src/exports/callbacks.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import type { Callback, Logs } from "../../src/train/callback.ts";
import { checkAnswer, type Answer } from "./compare.ts";
import { runHookOrder, runPrintedFit } from "./callbackRuns.ts";
import { camelCase, construct, lookUp, Missing } from "./missing.ts";
import { printed } from "./printed.ts";
import { isRecord, listOf, toNumber } from "./tensors.ts";
import type { CaseRunner, GoldenCase, Json, JsonRecord } from "./types.ts";

/** A model of one weight, with a learning rate in float32. */
class OneWeight {
  stopTraining = false;
  kernel = 0;
  readonly optimizer = new (class {
    #rate = 0;
    get learningRate(): number {
      return this.#rate;
    }
    set learningRate(rate: number) {
      this.#rate = Math.fround(rate);
    }
  })();

  getWeights(): Tensor[] {
    return [new Tensor(Float32Array.of(this.kernel), [1])];
  }

  setWeights(weights: readonly Tensor[]): void {
    this.kernel = weights[0]!.item();
  }
}

const params = { verbose: 0, epochs: 1, steps: 1, engine: "none", threads: 1 } as const;

/** A schedule of epoch and rate that is written as an expression of Python's: "lr if epoch < 3 else lr * 0.5". */
function scheduleOf(text: string): (epoch: number, rate: number) => number {
  const parts = /^lr if epoch < (\d+) else lr \* ([\d.]+)$/u.exec(text);
  if (parts === null) throw new Missing(`schedule "${text}"`);
  return (epoch, rate) => (epoch < Number(parts[1]) ? rate : rate * Number(parts[2]));
}

/** The callback of a case, told to print, as Keras's was. */
function callbackOf(saved: JsonRecord, path: string): Callback {
  const className = saved["class_name"] as string;
  const made = lookUp(
    "callback",
    callbackRoom as unknown as Readonly<Record<string, unknown>>,
    className,
  ) as new (...given: unknown[]) => Callback;
  const config = fromConfig((saved["config"] ?? {}) as JsonRecord);
  return construct(() => {
    if (typeof saved["schedule"] === "string")
      return new made(scheduleOf(saved["schedule"]), { verbose: 1 });
    if (className === "CSVLogger") return new made(path, config);
    return className === "TerminateOnNaN" ? new made() : new made({ ...config, verbose: 1 });
  });
}

/** Public state under Keras's names; what is the model's or the log's is read there. */
function stateAfter(
  like: Json | undefined,
  callback: Callback,
  model: OneWeight,
  logs: Logs,
): Answer {
  const own = callback as unknown as Readonly<Record<string, Answer>>;
  const special: Readonly<Record<string, () => Answer>> = {
    stop: () => model.stopTraining,
    learning_rate: () => model.optimizer.learningRate,
    logged: () => logs["learning_rate"],
  };
  return Object.fromEntries(
    Object.keys((like ?? {}) as JsonRecord).map((key) => [
      key,
      special[key]?.() ?? own[camelCase(key)],
    ]),
  );
}

/** Drives a callback by hand with the logs of a case. */
async function drive(golden: GoldenCase, path: string): Promise<Record<string, Answer>> {
  const { given, expected } = golden;
  const callback = callbackOf(given["callback"] as JsonRecord, path);
  const model = new OneWeight();
  model.optimizer.learningRate = toNumber(given["initial_learning_rate"] ?? 0.01);
  callback.setParams(params);
  callback.setModel(model);
  const perEpoch = listOf(expected, "per_epoch");
  const states: Answer[] = [];
  const stops: boolean[] = [];
  let epochs = 0;
  const text = await printed(async () => {
    await callback.onTrainBegin();
    for (const [batch, loss] of listOf(given, "batch_losses").entries()) {
      await callback.onTrainBatchEnd(batch, { loss: toNumber(loss) });
      stops.push(model.stopTraining);
    }
    const logs = "logs" in given ? listOf(given, "logs") : perEpoch.map(() => ({ loss: 1 }));
    for (const [epoch, written] of logs.entries()) {
      const own: Logs = { ...(written as Logs) };
      epochs++;
      await callback.onEpochBegin(epoch);
      model.kernel = epoch + 1;
      await callback.onEpochEnd(epoch, own);
      states.push(stateAfter(perEpoch[epoch], callback, model, own));
      if (model.stopTraining) break;
    }
    await callback.onTrainEnd();
  });
  const own = callback as unknown as Readonly<Record<string, Answer>>;
  return {
    per_epoch: states,
    stop_after_batch: stops,
    stopped_epoch: own["stoppedEpoch"],
    best_epoch: own["bestEpoch"],
    epochs_run: epochs,
    kernel_after: model.kernel,
    printed: text,
  };
}

/** A callback that is driven by hand, or a run that is listened to. */
export const runCallback: CaseRunner = async (golden) => {
  if (!isRecord(golden.given["callback"]))
    return "hooks" in golden.expected ? runHookOrder(golden) : runPrintedFit(golden);
  const folder = mkdtempSync(join(tmpdir(), "hornet-goldens-"));
  try {
    const path = join(folder, "log.csv");
    const found = await drive(golden, path);
    if ("text" in golden.expected) found["text"] = readFileSync(path, "utf8");
    return Object.keys(golden.expected).flatMap((field) =>
      checkAnswer(golden, field, found[field]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};
