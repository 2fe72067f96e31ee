import { describe, expect, test } from "vitest";
import { HornetError, sequential, setEngine, setRandomSeed, tensor } from "hornet";
import { dense, input } from "hornet/layers";
import { clearSession } from "../base/names.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import { gradients } from "../grad/reverse.ts";
import { loadCompile, saveCompile } from "../models/savedCompile.ts";
import { setMask } from "../ops/mask.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { getOptimizer } from "../optimizers/getOptimizer.ts";
import { numbersOf, wave, type NumberKind } from "../tensor/numbers.testing.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { lossCase, lossCases } from "./goldens.testing.ts";
import type { Loss, LossOptions } from "./loss.ts";
import type { LossFactory } from "./lossFactory.ts";

/** A loss, and what it is tried on. */
export interface LossRow {
  /** As it is exported. */
  readonly factory: LossFactory<LossOptions>;
  /** Options that are not the defaults. */
  readonly options?: object;
  /** What the targets are, and the outputs. */
  readonly targets: NumberKind | "labels";
  readonly outputs: NumberKind;
  /** What a sample's output is. Default [4]. */
  readonly shape?: Shape;
  /** Whether what one sample loses depends on the others, or the batch has one loss altogether. */
  readonly together?: "pairs" | "batch";
}

function samplesOf({ targets, outputs, shape = [4] }: LossRow, rows: number): [Tensor, Tensor] {
  const whole = [rows, ...shape];
  const yPred = tensor(numbersOf(outputs, whole), { shape: whole });
  if (targets === "classes" || targets === "labels") {
    const own = targets === "labels" ? [rows, 2] : whole.slice(0, -1);
    const classes = Int32Array.from({ length: sizeOf(own) }, (_, i) => 1 + ((i * 2) % 3));
    return [tensor(classes, { shape: own }), yPred];
  }
  return [tensor(numbersOf(targets, whole), { shape: whole }), yPred];
}

/** The losses of the epochs of a small training on an engine. */
async function train(row: LossRow, engine: "reference" | "wasm"): Promise<readonly number[]> {
  setEngine(engine);
  clearSession();
  setRandomSeed(2);
  try {
    const [yTrue, yPred] = samplesOf(row, 7);
    const shape = yPred.shape.slice(1);
    const activation =
      row.outputs === "probabilities"
        ? "softmax"
        : row.outputs === "positive"
          ? "softplus"
          : "linear";
    const net = sequential([input(shape), dense(shape.at(-1)!, { activation })]);
    net.compile({ loss: row.factory({ ...row.options }), optimizer: "adam" });
    const x = tensor(
      Float32Array.from({ length: yPred.size }, (_, i) => wave(i + 9)),
      { shape: yPred.shape },
    );
    // The last batch is short.
    const options = { epochs: 4, batchSize: 4, shuffle: false, verbose: 0 } as const;
    return (await net.fit(x, yTrue, options)).history["loss"]!;
  } finally {
    setEngine("auto");
  }
}

function expectNear(found: number, wanted: number): void {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-5 + 1e-4 * Math.abs(wanted));
}

/** What every loss must do. A new loss is one row of the table. */
export function lossContract(name: string, row: LossRow): void {
  const make = (options: object = {}): Loss => row.factory({ ...row.options, ...options });
  const { lossClass } = row.factory;
  const goldens = lossCases.filter(({ loss }) => loss.class_name === lossClass.className);
  describe(`the loss ${name}`, () => {
    test(`${goldens.length} golden cases`, () => expect(goldens.length).toBeGreaterThan(0));
    for (const golden of goldens) lossCase(golden);

    test("its config goes through JSON and back, alone and in a compiled model", () => {
      const loss = make({ name: "own", reduction: "sum" });
      const config = JSON.parse(JSON.stringify(loss.getConfig())) as Record<string, unknown>;
      const again = (lossClass as unknown as typeof Loss).fromConfig(config);
      expect(again).toBeInstanceOf(lossClass);
      expect(again.options).toEqual(loss.options);
      const compile = saveCompile({ loss }, getOptimizer("sgd"));
      const { loss: loaded } = loadCompile(JSON.parse(JSON.stringify(compile)))!;
      expect((loaded as Loss).options).toEqual(loss.options);
      expect(loaded).toBeInstanceOf(lossClass);
    });

    test("the function of its name gives each sample's loss; batches of 1 and 5", () => {
      const [yTrue, yPred] = samplesOf(row, 7);
      const all = row.factory(yTrue, yPred, { ...row.options });
      expect(all.shape[0]).toBe(row.together === "batch" ? undefined : 7);
      expect([...make({ reduction: "none" }).call(yTrue, yPred).data]).toEqual([...all.data]);
      const mean = [...all.data].reduce((sum, x) => sum + x, 0) / all.size;
      expectNear(make().call(yTrue, yPred).item(), mean);
      expectNear(make({ reduction: "sum" }).call(yTrue, yPred).item(), mean * all.size);
      const width = all.size / 7;
      for (const rows of row.together === undefined ? [1, 5] : []) {
        const some = row.factory(yTrue.slice(0, rows), yPred.slice(0, rows), {
          ...row.options,
        });
        some.data.forEach((x: number, i: number) => expectNear(x, all.data[i]!));
        expect(some.size).toBe(rows * width);
      }
    });

    test.runIf(row.together !== "batch")(
      "a weight of 0 takes a sample out, a weight of 2 counts it twice",
      () => {
        const [yTrue, yPred] = samplesOf(row, 4);
        const [each] = [make({ reduction: "none" }).call(yTrue, yPred)];
        const width = each.size / 4;
        const sums = [0, 1, 2, 3].map((i) =>
          [...each.data.subarray(i * width, (i + 1) * width)].reduce((a, b) => a + b, 0),
        );
        const shape = [4, ...each.shape.slice(1).map(() => 1)];
        const weights = tensor([1, 0, 2, 0.5]).reshape(shape);
        expectNear(
          make({ reduction: "sum" }).call(yTrue, yPred, weights).item(),
          sums[0]! + 2 * sums[2]! + 0.5 * sums[3]!,
        );
      },
    );

    test.runIf(row.together === undefined && row.targets !== "labels")(
      "what a mask takes out does not count",
      () => {
        const steps = 3;
        const wide = { ...row, shape: [steps, ...(row.shape ?? [4])] };
        const [yTrue, yPred] = samplesOf(wide, 2);
        const graph = newGraph();
        const output = graph.constant(yPred.data, yPred.shape, "float32");
        const each = make({ reduction: "none" }).call(yTrue, output);
        if (each.rank < 2) return;
        const mask = [1, 1, 0, 0, 1, 0];
        setMask(output, graph.constant(Uint8Array.from(mask), [2, steps], "bool"));
        const masked = make().call(yTrue, output);
        const [values, found] = interpretGraph([each as Value, masked as Value], new Map());
        const width = values!.length / mask.length;
        const counted = [...values!].filter((_, i) => mask[Math.floor(i / width)] === 1);
        expectNear(found![0]!, counted.reduce((sum, x) => sum + x, 0) / counted.length);
      },
    );

    test("its gradient is that of its values, in float64", () => {
      const [yTrue, yPred] = samplesOf(row, 3);
      const graph = newGraph();
      const output = graph.parameter("yPred", yPred.shape, "float64");
      const target = graph.constant(yTrue.data, yTrue.shape, yTrue.dtype);
      const loss = graph.lift(make({ dtype: "float64" }).call(target, output));
      const start = Float64Array.from(yPred.data);
      const at = (x: Float64Array): number =>
        interpretGraph([loss], new Map([[output, x]]))[0]![0]!;
      const [gradient] = gradients(
        [loss],
        [graph.constant(Float64Array.of(1), [], "float64")],
        [output],
      );
      const [own] = interpretGraph([gradient!], new Map([[output, start]]));
      const step = 1e-6;
      const direction = start.map((_, i) => wave(i * 5 + 2));
      const moved = (sign: number): Float64Array =>
        start.map((x, i) => x + sign * step * direction[i]!);
      const slope = (at(moved(1)) - at(moved(-1))) / (2 * step);
      const along = direction.reduce((sum, d, i) => sum + d * own![i]!, 0);
      expect(Math.abs(along - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    });

    test("a model learns by it, alike on both engines", async () => {
      const [plain, fast] = [await train(row, "reference"), await train(row, "wasm")];
      plain.forEach((x, i) => expectNear(fast[i]!, x));
      expect(plain.at(-1)!).toBeLessThan(plain[0]!);
    });

    test("what is wrong is told", () => {
      expect(() => make({ unknownOption: 1 })).toThrow(/unknownOption/u);
      expect(() => make({ reduction: "avg" })).toThrow(/reduction/u);
      const [yTrue, yPred] = samplesOf(row, 3);
      const other = tensor(new Float32Array(3 * 9 * 5), { shape: [3, 9, 5] });
      expect(() => make().call(other, yPred)).toThrow(HornetError);
      if (row.together === "batch") return;
      expect(() => make().call(yTrue, yPred, tensor([1, 2]))).toThrow(/sampleWeight/u);
    });
  });
}
