import { describe, expect, test } from "vitest";
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

interface MetricCase {
  readonly name: string;
  readonly metric: {
    readonly class_name: string;
    readonly config: Readonly<Record<string, unknown>>;
  };
  readonly updates: readonly Update[];
  readonly expected: {
    readonly results: readonly GoldenNumber[];
    readonly state: readonly { readonly name: string; readonly value: GoldenTensor }[];
    readonly after_reset: GoldenNumber;
  };
  readonly tolerance: Readonly<Record<string, Tolerance>>;
}

/** Classes of Keras that there are no metrics for yet. */
const missing = [
  "AUC",
  "BinaryIoU",
  "F1Score",
  "FalseNegatives",
  "FalsePositives",
  "IoU",
  "MeanIoU",
  "PearsonCorrelation",
  "Precision",
  "PrecisionAtRecall",
  "R2Score",
  "Recall",
  "RecallAtPrecision",
  "TrueNegatives",
  "TruePositives",
];

const cases = readGoldens<MetricCase>("metrics");
const built = cases.filter(({ metric }) => metricClasses.has(metric.class_name));

function metricOf({ metric: { class_name, config } }: MetricCase): Metric {
  return new (metricClasses.get(class_name)!)(fromConfig(config));
}

function isClose(actual: number, expected: number, { abs, rel }: Tolerance): boolean {
  return Math.abs(actual - expected) <= abs + rel * Math.abs(expected);
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

test("the metrics that goldens exist for are there, except the known ones", () => {
  const absent = cases
    .filter(({ metric }) => !metricClasses.has(metric.class_name))
    .map(({ metric }) => metric.class_name);
  expect([...new Set(absent)].sort()).toEqual(missing);
  expect(built).toHaveLength(27);
});

describe.each(Object.entries(ways))("%s", (_, take) => {
  test.each(built.map((golden) => [golden.name, golden] as const))("%s", (__, golden) => {
    const metric = metricOf(golden);
    expect(metric.name).toBe(golden.metric.config["name"]);
    for (const [i, { values, y_true, y_pred, sample_weight }] of golden.updates.entries()) {
      const data = [values, y_true, y_pred, sample_weight].filter((x) => x !== undefined);
      take(metric, data);
      const [found, wanted] = [metric.result().item(), Number(golden.expected.results[i])];
      expect(
        isClose(found, wanted, golden.tolerance["results"]!),
        `result ${i} is ${found}, not ${wanted}`,
      ).toBe(true);
    }
    for (const { name, value } of golden.expected.state) {
      const [state, compensation] = [name, `${name}_compensation`].map((own) =>
        metric.variables.find((variable) => variable.name === own)!,
      );
      expect(
        isClose(
          state!.item() + compensation!.item(),
          Number(value.data[0]),
          golden.tolerance["state"]!,
        ),
      ).toBe(true);
    }
    metric.resetState();
    expect(metric.result().item()).toBe(golden.expected.after_reset);
  });
});
