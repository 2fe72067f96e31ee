import { describe, expect, test } from "vitest";
import type { Layer, SymbolicTensor } from "hornet/layers";
import {
  deserialize,
  type DTypePolicyName,
  HornetError,
  setDtypePolicy,
  model,
  setEngine,
  setRandomSeed,
  tensor,
  type Model,
} from "hornet";
import * as words from "hornet/layers";
import { adam } from "hornet/optimizers";
import type { TypedArray } from "../base/dtype.ts";
import { clearSession } from "../base/names.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { maskOf, setMask } from "../ops/mask.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { expectGradient, layerCase, type LayerCase } from "./goldens.testing.ts";

/** A layer, and what it is tried on. */
export interface LayerRow {
  /** With options that are not the defaults, where that tells more. */
  readonly make: () => Layer;
  /** Shapes of the inputs without their batch axis. */
  readonly inputs: readonly Shape[];
  /** What the inputs hold. Default: fractions between -1 and 1. */
  readonly of?: "whole numbers" | "pixels";
  /** Whether a mask of the input's steps comes out again: undefined where the input has no steps. */
  readonly mask?: "kept" | "lost";
  /** Why no gradient reaches the inputs. Default: one does. */
  readonly gradient?: "none";
  /** Whether it draws random numbers while it trains. */
  readonly random?: true;
  /** Whether without training another shape comes out than a model is told, as in Keras. */
  readonly shape?: "of training";
  /** Why it cannot be saved. */
  readonly unsaved?: string;
  /** How many cases of real Keras there are. Default: at least one. */
  readonly goldens?: "none";
  /** Calls that are wrong, and what they are told. */
  readonly wrong?: readonly (readonly [what: string, call: () => unknown, message: RegExp])[];
}

/** Whole numbers are below this. */
const below = 5;

function valuesOf(row: LayerRow, size: number, place: number): TypedArray {
  const fraction = (i: number): number => Math.sin(i * 1.7 + place + 0.3) * 0.9;
  if (row.of === "whole numbers")
    return Int32Array.from({ length: size }, (_, i) => (i * 3 + place + 1) % below);
  if (row.of === "pixels")
    return Float32Array.from({ length: size }, (_, i) => ((i * 37 + place) % 251) + 0.5);
  return Float32Array.from({ length: size }, (_, i) => fraction(i));
}

/** So many rows of inputs. */
function dataOf(row: LayerRow, rows: number): Tensor[] {
  return row.inputs.map((shape, place) =>
    tensor(valuesOf(row, rows * sizeOf(shape), place), { shape: [rows, ...shape] }),
  );
}

/** The layer alone in a model, all of its outputs. */
function modelOf(row: LayerRow, layer: Layer): Model {
  const dtype = row.of === "whole numbers" ? "int32" : "float32";
  const inputs = row.inputs.map((shape) => words.input(shape, { dtype }));
  const made: unknown = inputs.length === 1 ? layer(inputs[0]!) : layer(inputs);
  return model({ inputs, outputs: [made].flat() as SymbolicTensor[] });
}

async function outputsOf(
  net: Model,
  engine: "reference" | "wasm",
  data: readonly Tensor[],
): Promise<Tensor[]> {
  setEngine(engine);
  try {
    return await net.predictAll(data.length === 1 ? data[0]! : data, { verbose: 0, batchSize: 64 });
  } finally {
    setEngine("auto");
  }
}

/** Engines differ by rounding. */
function expectNear(found: ArrayLike<number>, wanted: ArrayLike<number>, what: string): void {
  expect(found.length, what).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const near = Math.abs(found[i]! - wanted[i]!) <= 2e-5 + 2e-4 * Math.abs(wanted[i]!);
    expect(near, `${what}: element ${i} is ${found[i]}, not ${wanted[i]}`).toBe(true);
  }
}

/** A model around the layer that can be trained: its outputs flattened, one number out. */
function trainable(row: LayerRow, layer: Layer): Model {
  const inner = modelOf(row, layer);
  const flat = inner.outputs.map((output) =>
    words.flatten()(output.dtype === "float32" ? output : words.rescaling(1)(output)),
  );
  const joined = flat.length === 1 ? flat[0]! : words.concatenate()(flat);
  const scale = row.of === "pixels" ? words.rescaling(1 / 255)(joined) : joined;
  return model({ inputs: inner.inputs, outputs: words.dense(1)(scale) });
}

/** The losses of a few steps on the same rows. */
async function train(row: LayerRow, engine: "reference" | "wasm"): Promise<readonly number[]> {
  setEngine(engine);
  clearSession();
  setRandomSeed(4);
  try {
    const net = trainable(row, row.make());
    net.compile({ loss: "mse", optimizer: adam({ learningRate: 2e-4 }) });
    const data = dataOf(row, 5);
    const targets = tensor([[0.5], [-1], [2], [0.25], [-0.5]]);
    const x = data.length === 1 ? data[0]! : data;
    // The last batch is short, and of one row.
    const { history } = await net.fit(x, targets, {
      epochs: 3,
      batchSize: 4,
      shuffle: false,
      verbose: 0,
    });
    return history["loss"]!;
  } finally {
    setEngine("auto");
  }
}

/** What every layer must do. A new layer is one row of the table. */
export function layerContract(
  name: string,
  row: LayerRow,
  { run, elsewhere }: { readonly run: readonly LayerCase[]; readonly elsewhere: number },
): void {
  const fresh = (): Layer => {
    clearSession();
    setRandomSeed(4);
    return row.make();
  };
  describe(`the layer ${name}`, () => {
    test(`${run.length + elsewhere} golden cases`, () =>
      expect(run.length + elsewhere > 0).toBe(row.goldens !== "none"));
    for (const golden of run) layerCase(golden);

    test("its class goes by Keras's name", () => {
      const layer = fresh();
      expect(words).toHaveProperty(layer.className, layer.constructor);
    });

    test.runIf(row.unsaved === undefined)("its config goes through JSON and back", () => {
      const layer = fresh();
      const saved = JSON.parse(JSON.stringify(layer)) as ReturnType<Layer["toJSON"]>;
      expect(deserialize(saved).toJSON()).toEqual(saved);
      const Class = layer.constructor as typeof Layer;
      const again = Class.fromConfig(saved.config, deserialize);
      expect(JSON.parse(JSON.stringify(again.getConfig()))).toEqual(saved.config);
    });

    test("both engines agree, and rows do not know of each other: 1, 5 and 7", async () => {
      const layer = fresh();
      const net = modelOf(row, layer);
      const data = dataOf(row, 7);
      const all = await outputsOf(net, "reference", data);
      const fast = await outputsOf(net, "wasm", data);
      all.forEach((output, o) => {
        if (row.shape === undefined)
          expect(output.shape.slice(1)).toEqual(net.outputs[o]!.shape.slice(1));
        expect(output.dtype).toBe(net.outputs[o]!.dtype);
        expectNear(fast[o]!.data, output.data, "wasm");
      });
      for (const rows of [1, 5]) {
        const some = await outputsOf(
          net,
          "wasm",
          data.map((x) => x.slice(0, rows)),
        );
        some.forEach((output, o) => {
          const wanted = fast[o]!.slice(0, rows);
          expect(output.shape).toEqual(wanted.shape);
          expectNear(output.data, wanted.data, `${rows} rows`);
        });
      }
    });

    test.runIf(row.unsaved === undefined)("saved and loaded, it gives the same bits", async () => {
      const net = modelOf(row, fresh());
      const loaded = deserialize(JSON.parse(JSON.stringify(net))) as Model;
      loaded.setWeights(net.getWeights());
      const data = dataOf(row, 3);
      const [one, two] = [
        await outputsOf(net, "wasm", data),
        await outputsOf(loaded, "wasm", data),
      ];
      expect(two.map((x) => [...x.data])).toEqual(one.map((x) => [...x.data]));
    });

    test("it trains, alike on both engines", async () => {
      const [plain, fast] = [await train(row, "reference"), await train(row, "wasm")];
      expectNear(fast, plain, "losses");
      if (row.random !== true) expect(plain.at(-1)!).toBeLessThan(plain[0]!);
    });

    test("under mixed_float16 it computes in float16 what it computes in float32", async () => {
      const run = async (
        policy: DTypePolicyName,
        engine: "reference" | "wasm",
      ): Promise<[Model, Tensor[]]> => {
        clearSession();
        setRandomSeed(4);
        setDtypePolicy(policy);
        const net = modelOf(row, row.make());
        return [net, await outputsOf(net, engine, dataOf(row, 3))];
      };
      const [, plain] = await run("float32", "wasm");
      const [net, half] = await run("mixed_float16", "wasm");
      const [, reference] = await run("mixed_float16", "reference");
      clearSession();
      expect(net.weights.filter(({ dtype }) => dtype !== "float32")).toEqual([]);
      plain.forEach((wanted, o) => {
        const found = half[o]!;
        expect(found.dtype).toBe(wanted.dtype === "float32" ? "float16" : wanted.dtype);
        const size = Math.max(1, ...[...wanted.data].map(Math.abs));
        found.data.forEach((x, i) => {
          expect(Math.abs(x - wanted.data[i]!), `[${i}]`).toBeLessThanOrEqual(0.01 * size);
          expect(Math.abs(x - reference[o]!.data[i]!), `[${i}]`).toBeLessThanOrEqual(0.004 * size);
        });
      });
    });

    test.runIf(row.gradient !== "none")("its gradient is that of its values, in float64", () => {
      const layer = fresh();
      const data = dataOf(row, 3);
      layer.ensureBuilt(data.map(({ shape }) => [null, ...shape.slice(1)]));
      const call = (inputs: readonly Operand[]): readonly Operand[] =>
        [layer.apply(inputs, { training: false })].flat();
      expectGradient({ inputs: data, call });
    });

    test.runIf(row.mask !== undefined)(`the mask of its steps is ${row.mask}`, () => {
      const layer = fresh();
      const graph = newGraph();
      const inputs = row.inputs.map((shape, i) => {
        const input = graph.parameter(
          `x${i}`,
          [2, ...shape],
          row.of === "whole numbers" ? "int32" : "float32",
        );
        const steps = shape[0]!;
        setMask(input, graph.parameter(`mask${i}`, [2, steps], "bool"));
        return input;
      });
      const [output] = [layer.apply(inputs, { training: false })].flat();
      const found = maskOf(output!);
      expect(found?.shape).toEqual(row.mask === "kept" ? [2, output!.shape[1]] : undefined);
    });

    test("what is wrong is told", () => {
      const layer = fresh();
      const Class = layer.constructor as new (options: object) => Layer;
      expect(() => new Class({ ...layer.options, unknownOption: 1 })).toThrow(/unknownOption/u);
      expect(() => new Class({ ...layer.options, name: "a/b" })).toThrow(HornetError);
      expect(() => new Class({ ...layer.options, dtype: "float31" })).toThrow(/float31/u);
      for (const [what, call, message] of row.wrong ?? []) expect(call, what).toThrow(message);
    });
  });
}
