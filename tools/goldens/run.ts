import { setEngine } from "../../src/eager/engines.ts";
import { clearSession } from "../../src/base/names.ts";
import { runActivation } from "./activations.ts";
import { runCallback } from "./callbacks.ts";
import { runInitializer } from "./initializers.ts";
import { runLayer } from "./layers.ts";
import { runLoss } from "./losses.ts";
import { runMetric } from "./metrics.ts";
import { missingFrom } from "./missing.ts";
import { runModelJson } from "./modelJson.ts";
import { runOp, runRefusedOp } from "./ops.ts";
import { runOptimizer } from "./optimizers.ts";
import { runRegularizer } from "./regularizers.ts";
import { runSchedule } from "./schedules.ts";
import { runSecondOrder } from "./secondOrder.ts";
import { runSummary } from "./summary.ts";
import { runBatches } from "./trainOnBatch.ts";
import { runTrajectory } from "./trajectories.ts";
import type { Area, CaseRunner, GoldenCase, Outcome, TestedEngine } from "./types.ts";
import { runUtility } from "./utils.ts";

const byArea: Readonly<Record<string, CaseRunner>> = {
  activations: runActivation,
  callbacks: runCallback,
  initializers: runInitializer,
  losses: runLoss,
  metrics: runMetric,
  model_json: runModelJson,
  ops_errors: runRefusedOp,
  ops_second_order: runSecondOrder,
  optimizers: runOptimizer,
  regularizers_constraints: runRegularizer,
  schedules: runSchedule,
  summary: runSummary,
  train_on_batch: runBatches,
  trajectories: runTrajectory,
  utils: runUtility,
};

/** What runs the cases of an area; undefined: nothing yet. */
export function runnerOf(area: string): CaseRunner | undefined {
  if (Object.hasOwn(byArea, area)) return byArea[area];
  if (area.startsWith("layers_")) return runLayer;
  return area.startsWith("ops_") ? runOp : undefined;
}

/** Runs one case on an engine. */
export async function runCase(
  area: Area,
  golden: GoldenCase,
  engine: TestedEngine,
): Promise<Outcome> {
  const runner = runnerOf(area.area);
  if (runner === undefined) return { status: "skipped", missing: `area ${area.area}` };
  setEngine(engine);
  clearSession();
  try {
    const reasons = await runner(golden, area);
    return reasons.length === 0 ? { status: "passed" } : { status: "failed", reasons };
  } catch (error) {
    const missing = missingFrom(error);
    if (missing !== undefined) return { status: "skipped", missing };
    return {
      status: "failed",
      reasons: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    };
  } finally {
    setEngine("auto");
  }
}
