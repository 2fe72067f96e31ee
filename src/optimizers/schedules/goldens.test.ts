import { expect, test } from "vitest";
import { fromConfig } from "../../base/config.ts";
import { eager } from "../../../test/golden/interpreted.ts";
import { readGoldens, type Tolerance } from "../../../test/golden/support.ts";
import { scheduleClasses } from "./schedules.ts";

interface ScheduleCase {
  readonly name: string;
  readonly schedule: {
    readonly class_name: string;
    readonly config: Readonly<Record<string, unknown>>;
  };
  readonly steps: readonly number[];
  readonly expected: { readonly values: readonly number[] };
  readonly tolerance: { readonly values: Tolerance };
}

/** Titles of the rows that a schedule proves. */
const rows: Readonly<Record<string, string>> = {
  exponential: "S4.41 ",
  exponential_staircase: "S4.41 ",
  inverse_time: "S4.39 ",
  piecewise: "S4.42 ",
  polynomial: "S4.40 ",
  polynomial_power2: "S4.40 ",
  polynomial_cycle: "S4.40 ",
};

const cases = readGoldens<ScheduleCase>("schedules").map(
  (golden) => [`${rows[golden.name] ?? ""}${golden.name}`, golden] as const,
);

test.each(cases)(
  "%s has Keras's rates",
  (_, { schedule: { class_name, config }, steps, expected, tolerance }) => {
    const schedule = new (scheduleClasses.get(class_name)!)(fromConfig(config) as never);
    expect(schedule.options).toEqual(fromConfig(config));
    for (const [i, step] of steps.entries()) {
      const rate = schedule.rate(eager({ shape: [], dtype: "int32", data: [step] })).item();
      const wanted = expected.values[i]!;
      const { abs, rel } = tolerance.values;
      expect(Math.abs(rate - wanted), `step ${step}: ${rate}, not ${wanted}`).toBeLessThanOrEqual(
        abs + rel * Math.abs(wanted),
      );
    }
  },
);
