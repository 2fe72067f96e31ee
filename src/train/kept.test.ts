import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { batchNormalization, conv2d, dense, flatten } from "hornet/layers";
import { setRandomSeed } from "../base/random.ts";
import { setEngine } from "../eager/engines.ts";
import { tensor } from "../eager/tensor.ts";
import { noNativeEngine } from "../engines/native/available.testing.ts";
import { sequential, type Sequential } from "../models/sequential.ts";
import { Tensor } from "../tensor/tensor.ts";

afterEach(() => setEngine("auto"));

/** Numbers between -1 and 1 that follow no pattern. */
function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin((i + 1) * 12.9898 + seed));
}

/** Convolutions by transforms, over a large window and as products, and a product of few rows. */
function makeModel(): Sequential {
  setRandomSeed(3);
  const model = sequential([
    conv2d(16, 5, { strides: 2, padding: "same" }),
    batchNormalization(),
    conv2d(32, 3, { padding: "same", activation: "relu" }),
    conv2d(19, 1, { useBias: false }),
    batchNormalization(),
    flatten(),
    dense(7),
  ]);
  model.compile({ loss: "mean_squared_error", optimizer: "sgd" });
  model.build([null, 18, 18, 5]);
  setWeights(model, 1);
  return model;
}

function setWeights(model: Sequential, seed: number): void {
  model.setWeights(
    model.weights.map(({ shape, size, path }, i) => {
      const data = numbers(size, seed + i);
      // Variances are positive.
      if (path.endsWith("variance")) return new Tensor(data.map((x) => 1.5 + x), shape, "float32"); // prettier-ignore
      return new Tensor(data.map((x) => 0.2 * x), shape, "float32"); // prettier-ignore
    }),
  );
}

const x = tensor(numbers(3 * 18 * 18 * 5, 0.5), { shape: [3, 18, 18, 5] });

async function predict(model: Sequential): Promise<readonly number[]> {
  return [...(await model.predict(x, { batchSize: 2, verbose: 0 })).data];
}

/** What a new model with the weights of this one predicts: nothing is kept there. */
async function anew(model: Sequential): Promise<readonly number[]> {
  const twin = makeModel();
  twin.setWeights(model.getWeights());
  return predict(twin);
}

const engines = [
  "reference",
  "wasm",
  ...(noNativeEngine === undefined ? (["native"] as const) : []),
] as const;

describe.each(engines)("what depends on weights alone is computed anew on %s", (engine) => {
  const changes: Readonly<Record<string, (model: Sequential) => void | Promise<void>>> = {
    setWeights: (model) => setWeights(model, 2),
    "a layer's setWeights": (model) => {
      const [, , layer] = model.layers;
      layer!.setWeights(layer!.getWeights().map((weight) => new Tensor(numbers(weight.size, 9), weight.shape, "float32"))); // prettier-ignore
    },
    assign: (model) => {
      const weight = model.weights.find(({ path }) => path.endsWith("variance"))!;
      weight.assign(numbers(weight.size, 4).map((value) => 2 + value));
    },
    fit: async (model) => {
      await model.fit(x, tensor(numbers(21, 7), { shape: [3, 7] }), { epochs: 1, verbose: 0 });
    },
    loadWeights: async (model) => {
      const folder = await mkdtemp(join(tmpdir(), "hornet-kept-"));
      const other = makeModel();
      setWeights(other, 5);
      await other.saveWeights(join(folder, "own.safetensors"));
      await model.loadWeights(join(folder, "own.safetensors"));
      await rm(folder, { recursive: true });
    },
    "a step in another model that shares the layers": async (model) => {
      const other = sequential([...model.layers.slice(0, 3), flatten(), dense(2)]);
      other.compile({ loss: "mean_squared_error", optimizer: "sgd" });
      await other.fit(x, tensor(numbers(6, 7), { shape: [3, 2] }), { epochs: 1, verbose: 0 });
    },
  };

  it.each(Object.keys(changes))("after %s", async (word) => {
    setEngine(engine);
    const model = makeModel();
    const before = await predict(model);
    expect(await predict(model)).toEqual(before);
    await changes[word]!(model);
    const after = await predict(model);
    expect(after).not.toEqual(before);
    expect(after).toEqual(await anew(model));
    expect(await predict(model)).toEqual(after);
  });

  it("and evaluate, whose calls have several steps, gives the mean of what each batch gives", async () => {
    setEngine(engine);
    const model = makeModel();
    const y = tensor(numbers(21, 7), { shape: [3, 7] });
    const { loss } = await model.evaluate(x, y, { batchSize: 1, verbose: 0 });
    const predicted = await predict(model);
    const errors = predicted.map((value, i) => (value - y.data[i]!) ** 2);
    expect(loss).toBeCloseTo(errors.reduce((sum, error) => sum + error, 0) / 21, 4);
  });
});

it.each(engines)("predictions of %s with kept weights are those of reference", async (engine) => {
  setEngine("reference");
  const expected = await predict(makeModel());
  setEngine(engine);
  const model = makeModel();
  const scale = Math.max(...expected.map(Math.abs));
  for (const found of [await predict(model), await predict(model)])
    found.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(2e-5 * scale));
});
