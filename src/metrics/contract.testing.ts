import { describe, expect, test } from "vitest";
import { sequential, setEngine, tensor } from "hornet";
import { identity, input } from "hornet/layers";
import { clearSession } from "../base/names.ts";
import type { Shape } from "../base/shape.ts";
import { loadCompile, saveCompile } from "../models/savedCompile.ts";
import { mean } from "../ops/sum.ts";
import { getOptimizer } from "../optimizers/getOptimizer.ts";
import { numbersOf, type NumberKind } from "../tensor/numbers.testing.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { metricCase, metricCases } from "./goldens.testing.ts";
import type { Metric } from "./metric.ts";

/** A metric, and what it is tried on. */
export interface MetricRow {
  /** With options that are not the defaults, where that tells more. */
  readonly make: (options?: object) => Metric;
  /** What the targets are, and the outputs. */
  readonly targets: NumberKind | "column";
  readonly outputs: NumberKind | "column";
  /** How many numbers an output has. Default 4. */
  readonly width?: number;
  /** Whether `compile` cannot take it: it takes values, not targets and outputs. */
  readonly of?: "values";
  /** Whether it is no function of the samples alone, but of the batches too. */
  readonly batches?: "count";
  /** How many cases of real Keras there are. Default: at least one. */
  readonly goldens?: "none";
  /** Calls that are wrong, and what they are told. */
  readonly wrong?: readonly (readonly [what: string, call: () => unknown, message: RegExp])[];
}

const rowsInAll = 7;

/** Targets, outputs and weights of the samples. */
function samplesOf({ targets, outputs, width = 4 }: MetricRow): readonly [Tensor, Tensor, Tensor] {
  const make = (given: NumberKind | "column", place: number, own: Shape): Tensor => {
    const kind = given !== "column" ? given : place === 0 ? "bits" : "fractions";
    return tensor(numbersOf(kind, own, place), { shape: own });
  };
  const wide: Shape = outputs === "column" ? [rowsInAll, 1] : [rowsInAll, width];
  const classes: Shape = outputs === "classes" || targets === "column" ? wide : [rowsInAll];
  const yTrue = make(targets, 0, targets === "classes" ? classes : wide);
  return [yTrue, make(outputs, 1, wide), tensor([0.5, 1, 2, 0, 1.5, 1, 3])];
}

function expectNear(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(found.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++)
    expect(Math.abs(found[i]! - wanted[i]!), `${found[i]}, not ${wanted[i]}`).toBeLessThanOrEqual(
      1e-5 + 1e-4 * Math.abs(wanted[i]!),
    );
}

/** What every metric must do. A new metric is one row of the table. */
export function metricContract(name: string, row: MetricRow): void {
  const { className } = row.make().constructor as unknown as { readonly className: string };
  const goldens = metricCases.filter(({ metric }) => metric.class_name === className);
  /** The result after these parts of the samples, one update each. */
  const after = (cuts: readonly (readonly [number, number])[], weighted: boolean): Float32Array => {
    const metric = row.make();
    const [yTrue, yPred, weights] = samplesOf(row);
    if (row.of === undefined) metric.build(yTrue.shape, yPred.shape);
    for (const cut of cuts) {
      const own = weighted ? weights.slice(...cut) : undefined;
      // A mean takes values and weights.
      if (row.of === "values") metric.updateState(yPred.slice(...cut), own as never);
      else metric.updateState(yTrue.slice(...cut), yPred.slice(...cut), own);
    }
    return Float32Array.from(metric.result().data);
  };
  describe(`the metric ${name}`, () => {
    test(`${goldens.length} golden cases`, () =>
      expect(goldens.length > 0).toBe(row.goldens !== "none"));
    for (const golden of goldens) metricCase(golden);

    test("its config goes through JSON and back, alone and in a compiled model", () => {
      const metric = row.make({ name: "own" });
      const config = JSON.parse(JSON.stringify(metric.getConfig())) as Record<string, unknown>;
      const again = (metric.constructor as typeof Metric).fromConfig(config);
      expect(again).toBeInstanceOf(metric.constructor);
      expect(again.options).toEqual(metric.options);
      const compile = saveCompile({ loss: "mse", metrics: [metric] }, getOptimizer("sgd"));
      const loaded = loadCompile(JSON.parse(JSON.stringify(compile)))!.metrics as readonly Metric[];
      expect(loaded[0]!.options).toEqual(metric.options);
    });

    test.runIf(row.batches === undefined).each([false, true])(
      "batches of 1, 5 and 1 count as one of 7; weights: %s",
      (weighted) => {
        expectNear(
          after(
            [
              [0, 1],
              [1, 6],
              [6, 7],
            ],
            weighted,
          ),
          after([[0, rowsInAll]], weighted),
        );
      },
    );

    test("weights change it, a reset forgets", () => {
      const metric = row.make();
      const [yTrue, yPred, weights] = samplesOf(row);
      if (row.of === undefined) metric.build(yTrue.shape, yPred.shape);
      const take = (): void =>
        row.of === "values"
          ? metric.updateState(yPred, weights)
          : metric.updateState(yTrue, yPred, weights);
      take();
      const first = [...metric.result().data];
      expect(metric.variables.some(({ data }) => data.some((x) => x !== 0))).toBe(true);
      metric.resetState();
      expect(metric.variables.every(({ data }) => data.every((x) => x === 0))).toBe(true);
      take();
      expect([...metric.result().data]).toEqual(first);
      const plain = row.make();
      if (row.of === undefined) plain.build(yTrue.shape, yPred.shape);
      if (row.of === "values") plain.updateState(yPred, undefined as never);
      else plain.updateState(yTrue, yPred);
      const state = (own: Metric): number[] => own.variables.flatMap(({ data }) => [...data]);
      expect(state(plain)).not.toEqual(state(metric));
    });

    test.runIf(row.of === undefined).each(["reference", "wasm"] as const)(
      "evaluate on %s gives it, with and without weights",
      async (engine) => {
        clearSession();
        setEngine(engine);
        try {
          const [x, yPred, weights] = samplesOf(row);
          const net = sequential([input(yPred.shape.slice(1)), identity()]);
          const [plain, weighted] = [row.make({ name: "plain" }), row.make({ name: "weighted" })];
          net.compile({
            loss: (_, p) => mean(p, { axis: -1 }),
            metrics: [plain],
            weightedMetrics: [weighted],
          });
          // The last batch is short, and of one row.
          const logs = await net.evaluate(yPred, x, {
            batchSize: 3,
            sampleWeight: weights,
            verbose: 0,
          });
          expect(logs).toEqual({
            loss: expect.any(Number),
            plain: plain.result().array(),
            weighted: weighted.result().array(),
          });
          if (row.batches !== undefined) return;
          expectNear(plain.result().data, after([[0, rowsInAll]], false));
          expectNear(weighted.result().data, after([[0, rowsInAll]], true));
        } finally {
          setEngine("auto");
        }
      },
    );

    test("what is wrong is told", () => {
      expect(() => row.make({ unknownOption: 1 })).toThrow(/unknownOption/u);
      for (const [what, call, message] of row.wrong ?? []) expect(call, what).toThrow(message);
    });
  });
}
