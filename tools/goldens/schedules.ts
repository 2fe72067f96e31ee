import { fromConfig, type SerializedObject } from "../../src/base/config.ts";
import type { Schedule } from "../../src/optimizers/schedules/schedule.ts";
import { scheduleClasses } from "../../src/optimizers/schedules/schedules.ts";
import { checkAnswer } from "./compare.ts";
import { compileFunction } from "./execute.ts";
import { construct, lookUp } from "./missing.ts";
import { listOf, toNumber } from "./tensors.ts";
import type { CaseRunner, HostTensor } from "./types.ts";

/** The schedule of a saved form. */
function scheduleOf(saved: SerializedObject): Schedule {
  const scheduleClass = lookUp("schedule", scheduleClasses, saved.class_name);
  return construct(() => new scheduleClass(fromConfig(saved.config) as never));
}

/** A schedule at many steps. */
export const runSchedule: CaseRunner = (golden) => {
  const schedule = scheduleOf(golden.given["schedule"] as unknown as SerializedObject);
  const stepOf = (step: number): HostTensor => ({
    shape: [],
    dtype: "int32",
    data: Int32Array.of(step),
  });
  const run = compileFunction([], { step: stepOf(0) }, ({ step }) => ({
    rate: schedule.rate(step!),
  }));
  const rates = listOf(golden.given, "steps").map(
    (step) => run({ step: stepOf(toNumber(step)) })["rate"]!.data[0]!,
  );
  return checkAnswer(golden, "values", rates);
};
