import { expect, test } from "vitest";
import { fromConfig } from "../base/config.ts";
import { eager, runStep } from "../../test/golden/interpreted.ts";
import {
  readGoldens,
  type GoldenNumber,
  type GoldenTensor,
  type Tolerance,
} from "../../test/golden/support.ts";
import { metricClasses } from "./getMetric.ts";
import type { Metric } from "./metric.ts";

interface Update {
  readonly values?: GoldenTensor;
  readonly y_true?: GoldenTensor;
  readonly y_pred?: GoldenTensor;
  readonly sample_weight?: GoldenTensor;
}

/** A metric case of the goldens. */
export interface MetricCase {
  readonly name: string;
  readonly metric: {
    readonly class_name: string;
    readonly config: Readonly<Record<string, unknown>>;
  };
  readonly updates: readonly Update[];
  readonly expected: {
    readonly results: readonly (GoldenNumber | GoldenTensor)[];
    readonly state: readonly { readonly name: string; readonly value: GoldenTensor }[];
    readonly after_reset: GoldenNumber | GoldenTensor;
  };
  readonly tolerance: Readonly<Record<string, Tolerance>>;
}

/** All of them. */
export const metricCases: readonly MetricCase[] = [
  ...readGoldens<MetricCase>("metrics"),
  ...readGoldens<MetricCase>("metrics_further"),
];

function metricOf({ metric: { class_name, config } }: MetricCase): Metric {
  return new (metricClasses.get(class_name)!)(fromConfig(config));
}

function numbersOf(golden: GoldenNumber | GoldenTensor): number[] {
  return (typeof golden === "object" ? golden.data : [golden]).map(Number);
}

function expectClose(
  found: ArrayLike<number>,
  golden: GoldenNumber | GoldenTensor,
  { abs, rel }: Tolerance = { abs: 0, rel: 0 },
): void {
  const wanted = numbersOf(golden);
  expect(found).toHaveLength(wanted.length);
  for (const [i, x] of wanted.entries()) {
    const isRight = Object.is(found[i], x) || Math.abs(found[i]! - x) <= abs + rel * Math.abs(x);
    expect(isRight, `[${i}] is ${found[i]}, not ${x}`).toBe(true);
  }
}

/** How a batch reaches the metric: as tensors at once, or as the data of a traced step. */
const ways: Readonly<Record<string, (metric: Metric, data: readonly GoldenTensor[]) => void>> = {
  eager: (metric, data) => {
    const [first, second, third] = data.map(eager);
    metric.updateState(first!, second!, third);
  },
  traced: (metric, data) =>
    runStep(data, ([first, second, third]) => metric.updateState(first!, second!, third)),
};

/** Results and states are Keras's after each update. */
export function metricCase(golden: MetricCase): void {
  test.each(Object.entries(ways))(`case ${golden.name}, %s`, (_, take) => {
    const { updates, expected, tolerance } = golden;
    const metric = metricOf(golden);
    expect(metric.name).toBe(golden.metric.config["name"]);
    for (const [i, { values, y_true, y_pred, sample_weight }] of updates.entries()) {
      take(
        metric,
        [values, y_true, y_pred, sample_weight].filter((x) => x !== undefined),
      );
      expectClose(metric.result().data, expected.results[i]!, tolerance["results"]);
    }
    // Of long states the goldens have only sums; the runner of all goldens compares those.
    for (const { name, value } of expected.state.filter((own) => "data" in own.value)) {
      const [state, rest] = [name, `${name}_compensation`].map((own) =>
        metric.variables.find((variable) => variable.name === own),
      );
      const total = Array.from(state!.data, (x, i) => x + (rest?.data[i] ?? 0));
      expectClose(total, value, tolerance["state"]);
    }
    metric.resetState();
    expectClose(metric.result().data, expected.after_reset);
  });
}
