import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  clearSession,
  dtypePolicy,
  floatx,
  sequential,
  setDtypePolicy,
  setEngine,
  setFloatx,
  tensor,
  type Floatx,
} from "hornet";
import * as layers from "hornet/layers";
import * as losses from "hornet/losses";
import * as metrics from "hornet/metrics";
import { adam, sgd } from "hornet/optimizers";
import * as ops from "hornet/ops";
import * as random from "hornet/random";

beforeEach(() => clearSession());
afterEach(() => {
  setFloatx("float32");
  setEngine("wasm");
});

const names: readonly Floatx[] = ["float32", "float64", "float16", "bfloat16"];
const whole = tensor([[1, 2, 3], [4, 5, 6]], { dtype: "int32" }); // prettier-ignore
const floats = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
const isLarge = ops.greater(whole, 2);
const bytes = ops.ones([1, 3, 3, 1], { dtype: "uint8" });

/** What Keras 3.15.1 makes in the dtype of `keras.config.floatx()`. */
const following: Readonly<Record<string, () => { readonly dtype: string }>> = {
  zeros: () => ops.zeros([2]),
  ones: () => ops.ones([2]),
  full: () => ops.full([2], 1.5),
  eye: () => ops.eye(2),
  identity: () => ops.identity(2),
  tri: () => ops.tri(2),
  "arange of fractions": () => ops.arange(0, 2, 0.5),
  linspace: () => ops.linspace(0, 1, { num: 3 }),
  logspace: () => ops.logspace(0, 1, { num: 3 }),
  geomspace: () => ops.geomspace(1, 10, { num: 3 }),
  "one-hot": () => ops.oneHot(whole, 3),
  "multi-hot": () => ops.multiHot(whole, 9),
  hamming: () => ops.hamming(4),
  kaiser: () => ops.kaiser(4, 2),
  "std of integers": () => ops.std(whole),
  "average of integers": () => ops.average(whole),
  "median of integers": () => ops.median(whole),
  "norm of integers": () => ops.norm(whole),
  "exp of integers": () => ops.exp(whole),
  "integers divided": () => ops.divide(whole, whole),
  "integers and a fraction": () => ops.add(whole, 1.5),
  "two fractions": () => ops.where(isLarge, 1.5, 0.5),
  normal: () => random.normal([2]),
  uniform: () => random.uniform([2]),
  "truncated normal": () => random.truncatedNormal([2]),
  gamma: () => random.gamma([2], 1),
  beta: () => random.beta([2], 1, 2),
  binomial: () => random.binomial([2], 3, 0.5),
  input: () => layers.input([3]),
  "dense, of an input": () => layers.dense(2)(layers.input([3])),
  "dense, of float32": () => layers.dense(2)(floats),
  "dense, of integers": () => layers.dense(2)(whole),
  "a kernel": () => {
    const layer = layers.dense(2);
    layer.ensureBuilt([[2, 3]]);
    return layer.weights[0]!;
  },
  embedding: () => layers.embedding(9, 2)(whole),
  lstm: () => layers.lstm(2)(ops.expandDims(floats, 0)),
  "rescaling of bytes": () => layers.rescaling(1 / 255)(bytes),
  "center crop of bytes": () => layers.centerCrop(2, 2)(bytes),
  "batch normalization": () => layers.batchNormalization()(floats),
  "flatten of float32": () => layers.flatten()(floats),
  "category encoding": () => layers.categoryEncoding(9, { outputMode: "one_hot" })(layers.input([1])), // prettier-ignore
  "one-hot bins": () => layers.discretization({ binBoundaries: [1, 2], outputMode: "one_hot" })(floats), // prettier-ignore
  "a loss": () => losses.meanSquaredError().call(floats, floats),
};

/** What is float32 in Keras whatever is set, or stays what it was. */
const fixed: Readonly<Record<string, () => { readonly dtype: string }>> = {
  "float32 a tensor of numbers": () => tensor([1.5]),
  "float32 mean of integers": () => ops.mean(whole),
  "float32 nanmean of integers": () => ops.nanmean(whole),
  "float32 float32 and a fraction": () => ops.add(floats, 1.5),
  "float32 integers times float32": () => ops.multiply(whole, floats),
  "float32 counts of a histogram": () => ops.histogram(ops.ravel(floats))[0],
  "int32 arange": () => ops.arange(3),
  "int32 integers and a whole number": () => ops.add(whole, 1),
  "int32 random integers": () => random.randint([2], 0, 3),
  "int32 flatten of integers": () => layers.flatten()(whole),
  "uint8 resizing of bytes": () => layers.resizing(2, 2)(bytes),
  "float32 a loss as a function": () => losses.meanSquaredError({ dtype: "float32" }).call(floats, floats), // prettier-ignore
};

describe.each(names)("floatx %s", (name) => {
  beforeEach(() => setFloatx(name));

  test.each(Object.keys(following))("%s", (key) => {
    expect(following[key]!().dtype).toBe(name);
  });

  test.each(Object.keys(fixed))("%s", (key) => {
    expect(fixed[key]!().dtype).toBe(key.split(" ")[0]);
  });

  test("sums of metrics and optimizers have 32 bits at least", () => {
    const wide = name === "float64" ? name : "float32";
    const metric = metrics.meanSquaredError();
    metric.updateState(floats, ops.add(floats, 1));
    expect(metric.variables.map(({ dtype }) => dtype)).toEqual([wide, wide, wide, wide]);
    expect(metric.result().dtype).toBe(wide);
    const layer = layers.dense(2);
    layer.ensureBuilt([[2, 3]]);
    const optimizer = adam();
    optimizer.build(layer.weights);
    expect(new Set(optimizer.variables.map(({ dtype }) => dtype))).toEqual(new Set(["int32", wide])); // prettier-ignore
  });
});

test("fractions are rounded to it", () => {
  setFloatx("float16");
  expect(ops.full([], 0.1).item()).toBe(0.0999755859375);
  expect(ops.linspace(0, 1, { num: 4 }).array()).toEqual([0, 0.333251953125, 0.66650390625, 1]);
  setFloatx("float64");
  expect(ops.full([], 0.1).item()).toBe(0.1);
  expect(ops.divide(whole, 3).array()).toEqual([[1 / 3, 2 / 3, 1], [4 / 3, 5 / 3, 2]]); // prettier-ignore
});

describe("the dtype policy", () => {
  test("is that of floatx until one is set, and again behind clearSession, which leaves floatx", () => {
    expect([floatx(), dtypePolicy()]).toEqual(["float32", "float32"]);
    setFloatx("bfloat16");
    expect(dtypePolicy()).toBe("bfloat16");
    setDtypePolicy("mixed_float16");
    setFloatx("float16");
    expect(dtypePolicy()).toBe("mixed_float16");
    const layer = layers.dense(2);
    expect(layer(floats).dtype).toBe("float16");
    expect(layer.weights[0]!.dtype).toBe("float32");
    clearSession();
    expect([floatx(), dtypePolicy()]).toEqual(["float16", "float16"]);
  });

  test("of a layer is saved by its name", () => {
    setFloatx("float16");
    const saved = layers.dense(2).toJSON().config;
    expect(saved).toMatchObject({ dtype: { config: { name: "float16" } } });
    expect(layers.discretization({ binBoundaries: [1] }).getConfig()).toMatchObject({
      dtype: "float16",
    });
  });

  test("an own dtype of a layer wins", () => {
    setFloatx("float64");
    const layer = layers.dense(2, { dtype: "float32" });
    expect(layer(ops.ones([1, 3])).dtype).toBe("float32");
  });
});

const inputs = Array.from({ length: 6 }, (_, r) => [0, 1, 2].map((c) => (((r * 5 + c * 3) % 7) - 3) / 4)); // prettier-ignore
const targets = Array.from({ length: 6 }, (_, r) => [r % 2, 1 - (r % 2)]);

async function train(): Promise<{ loss: readonly number[]; prediction: unknown; dtype: string }> {
  const { input, dense, layerNormalization } = layers;
  const model = sequential([
    input([3]),
    dense(4, { activation: "tanh" }),
    layerNormalization(),
    dense(2, { activation: "softmax" }),
  ]);
  for (const weight of model.weights) {
    const data = Float64Array.from({ length: weight.size }, (_, k) => (((k * 7) % 11) - 5) / 10);
    weight.assign(data);
  }
  model.compile({ loss: "categorical_crossentropy", optimizer: sgd(0.5) });
  const options = { epochs: 1, batchSize: 6, shuffle: false, verbose: 0 } as const;
  const { history } = await model.fit(inputs, targets, options);
  const found = await model.predict(inputs.slice(0, 2), { verbose: 0 });
  return { loss: history["loss"]!, prediction: found.array(), dtype: found.dtype };
}

describe("a training", () => {
  test("in float64 gives the numbers of Keras's, in all digits", async () => {
    setFloatx("float64");
    setEngine("reference");
    const { prediction, dtype } = await train();
    expect(dtype).toBe("float64");
    const keras = [
      [0.3131563737267626, 0.6868436262732375],
      [0.4648221099728339, 0.5351778900271661],
    ];
    (prediction as number[][]).flat().forEach((x, i) => expect(x).toBeCloseTo(keras.flat()[i]!, 14)); // prettier-ignore
  });

  test.each(["float16", "bfloat16"] as const)("in %s", async (name) => {
    const wide = await train();
    setFloatx(name);
    const { prediction, loss, dtype } = await train();
    expect(dtype).toBe(name);
    const digits = name === "float16" ? 2 : 1;
    expect(loss[0]).toBeCloseTo(wide.loss[0]!, digits);
    expect(prediction).not.toEqual(wide.prediction);
    (prediction as number[][]).flat().forEach((x, i) =>
      expect(x).toBeCloseTo((wide.prediction as number[][]).flat()[i]!, digits)); // prettier-ignore
  });

  test("in float64 says which engine can", async () => {
    setFloatx("float64");
    await expect(train()).rejects.toThrow(
      'expected dtypes that the engine "wasm" knows, received float64. Compute on the one that knows it: setEngine("reference")',
    );
  });
});

test("only dtypes with fractions", () => {
  expect(() => setFloatx("int32" as Floatx)).toThrow(
    'setFloatx: expected a known floatx, received "int32". Known are: float32, float64, float16, bfloat16',
  );
  expect(floatx()).toBe("float32");
});
