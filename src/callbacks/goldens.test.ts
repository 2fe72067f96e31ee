import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readGoldens, type GoldenNumber, type Tolerance } from "../../test/golden/support.ts";
import { fromConfig } from "../base/config.ts";
import type { Logs } from "../train/callback.ts";
import { drive, handParams, OneWeight, printed } from "./callbacks.testing.ts";
import { CSVLogger } from "./csvLogger.ts";
import { EarlyStopping } from "./earlyStopping.ts";
import { LearningRateScheduler } from "./learningRateScheduler.ts";
import { ReduceLROnPlateau } from "./reduceLROnPlateau.ts";
import { TerminateOnNaN } from "./terminateOnNaN.ts";

interface GoldenCase {
  readonly name: string;
  readonly callback?: {
    readonly class_name: string;
    readonly config?: Readonly<Record<string, unknown>>;
  };
  readonly initial_learning_rate?: number;
  readonly logs?: readonly Logs[];
  readonly batch_losses?: readonly GoldenNumber[];
  readonly expected: {
    readonly per_epoch?: readonly Readonly<Record<string, number | boolean | null>>[];
    readonly stopped_epoch?: number;
    readonly best_epoch?: number;
    readonly epochs_run?: number;
    readonly kernel_after?: number;
    readonly printed?: string;
    readonly text?: string;
    readonly stop_after_batch?: readonly boolean[];
  };
  readonly tolerance: Readonly<Record<string, Tolerance>>;
}

const cases = readGoldens<GoldenCase>("callbacks");
const casesOf = (className: string): GoldenCase[] =>
  cases.filter(({ callback }) => callback?.class_name === className);

type State = Readonly<Record<string, number | boolean | null>>;

/** Compares numbers within the tolerance and everything else exactly. */
function expectStates(found: readonly State[], golden: GoldenCase): void {
  const wanted = golden.expected.per_epoch!;
  const { abs, rel } = golden.tolerance["per_epoch"]!;
  expect(found.length).toBe(wanted.length);
  for (const [epoch, state] of wanted.entries()) {
    for (const [key, value] of Object.entries(state)) {
      const own = found[epoch]![key];
      const message = `epoch ${epoch}: ${key} is ${String(own)}, not ${String(value)}`;
      if (typeof value !== "number") expect(own, message).toBe(value);
      else
        expect(Math.abs(Number(own) - value), message).toBeLessThanOrEqual(
          abs + rel * Math.abs(value),
        );
    }
  }
}

test("the goldens hold the cases that are driven here", () => {
  const counts = Object.fromEntries(
    [
      "EarlyStopping",
      "ReduceLROnPlateau",
      "LearningRateScheduler",
      "TerminateOnNaN",
      "CSVLogger",
    ].map((name) => [name, casesOf(name).length]),
  );
  expect(counts).toEqual({
    EarlyStopping: 8,
    ReduceLROnPlateau: 4,
    LearningRateScheduler: 1,
    TerminateOnNaN: 1,
    CSVLogger: 1,
  });
});

describe("EarlyStopping", () => {
  test.each(casesOf("EarlyStopping"))("S2.47 $name", async (golden) => {
    const callback = new EarlyStopping({ ...fromConfig(golden.callback!.config!), verbose: 1 });
    const model = new OneWeight();
    const states: State[] = [];
    let epochs = 0;
    const text = await printed(async () => {
      epochs = await drive(callback, model, golden.logs!, () => {
        const { wait, best, bestEpoch } = callback;
        states.push({ wait, best, best_epoch: bestEpoch, stop: model.stopTraining });
      });
    });
    const { expected } = golden;
    expectStates(states, golden);
    expect(callback.stoppedEpoch).toBe(expected.stopped_epoch);
    expect(callback.bestEpoch).toBe(expected.best_epoch);
    expect(epochs).toBe(expected.epochs_run);
    expect(model.kernel).toBe(expected.kernel_after);
    expect(text).toBe(expected.printed);
  });
});

describe("ReduceLROnPlateau", () => {
  test.each(casesOf("ReduceLROnPlateau"))("$name", async (golden) => {
    const callback = new ReduceLROnPlateau({ ...fromConfig(golden.callback!.config!), verbose: 1 });
    const model = new OneWeight(golden.initial_learning_rate);
    const states: State[] = [];
    const text = await printed(() =>
      drive(callback, model, golden.logs!, () => {
        const { wait, best, cooldownCounter } = callback;
        const { learningRate } = model.optimizer;
        states.push({ learning_rate: learningRate, wait, cooldown_counter: cooldownCounter, best });
      }),
    );
    expectStates(states, golden);
    expect(text).toBe(golden.expected.printed);
  });
});

test.each(casesOf("LearningRateScheduler"))("LearningRateScheduler $name", async (golden) => {
  const schedule = (epoch: number, rate: number): number => (epoch < 3 ? rate : rate * 0.5);
  const model = new OneWeight(golden.initial_learning_rate);
  const states: State[] = [];
  const epochs = golden.expected.per_epoch!.map(() => ({ loss: 1 }));
  const text = await printed(() =>
    drive(new LearningRateScheduler(schedule, { verbose: 1 }), model, epochs, (_, logs: Logs) => {
      states.push({ learning_rate: model.optimizer.learningRate, logged: logs["learning_rate"]! });
    }),
  );
  expectStates(states, golden);
  expect(text).toBe(golden.expected.printed);
});

test.each(casesOf("TerminateOnNaN"))("TerminateOnNaN $name", async (golden) => {
  const callback = new TerminateOnNaN();
  const model = new OneWeight();
  callback.setParams(handParams);
  callback.setModel(model);
  const stops: boolean[] = [];
  const text = await printed(() => {
    for (const [batch, loss] of golden.batch_losses!.entries()) {
      callback.onTrainBatchEnd(batch, { loss: Number(loss) });
      stops.push(model.stopTraining);
    }
  });
  expect(stops).toEqual(golden.expected.stop_after_batch);
  expect(text).toBe(golden.expected.printed);
});

test.each(casesOf("CSVLogger"))("CSVLogger $name", async (golden) => {
  const folder = mkdtempSync(join(tmpdir(), "hornet-csv-"));
  try {
    const path = join(folder, "log.csv");
    await drive(new CSVLogger(path), new OneWeight(), golden.logs!);
    expect(readFileSync(path, "utf8")).toBe(golden.expected.text);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
