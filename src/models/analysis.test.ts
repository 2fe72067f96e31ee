import { beforeEach, describe, expect, test } from "vitest";
import {
  activations,
  clearSession,
  cloneModel,
  deserialize,
  model,
  saliency,
  sequential,
  setRandomSeed,
  tensor,
} from "hornet";
import * as layers from "hornet/layers";
import * as ops from "hornet/ops";

const x = tensor([
  [1, 2, 3],
  [-1, 0.5, 2],
]);

beforeEach(() => {
  clearSession();
  setRandomSeed(2);
});

describe("cloneModel", () => {
  test("makes new layers with new weights of the same form", async () => {
    const own = sequential([
      layers.input([3]),
      layers.dense(4, { activation: "relu" }),
      layers.batchNormalization({ trainable: false }),
      layers.dense(2),
    ]);
    const clone = cloneModel(own);
    expect(clone.name).toBe(own.name);
    expect(clone.layers.map(({ name }) => name)).toEqual(own.layers.map(({ name }) => name));
    expect(clone.layers.some((layer) => own.layers.includes(layer))).toBe(false);
    expect(clone.trainableWeights).toHaveLength(4);
    expect(clone.toJSON().config).toEqual(own.toJSON().config);
    const before = await own.predict(x, { verbose: 0 });
    expect((await clone.predict(x, { verbose: 0 })).array()).not.toEqual(before.array());
    clone.setWeights(own.getWeights());
    expect((await clone.predict(x, { verbose: 0 })).array()).toEqual(before.array());
  });

  test("keeps shared layers shared, nested models nested, ops, options of calls and names", async () => {
    const shared = layers.dense(3, { name: "shared" });
    const inner = sequential([layers.input([3]), layers.dense(3)], { name: "inner" });
    const [a, b] = [layers.input([3], { name: "a" }), layers.input([3], { name: "b" })];
    const y = ops.multiply(layers.add([shared(a), shared(inner(b))]), 2);
    const own = model({ inputs: { a, b }, outputs: { total: y } });
    const clone = cloneModel(own);
    expect(clone.weights).toHaveLength(own.weights.length);
    clone.setWeights(own.getWeights());
    const data = { a: x, b: x };
    expect((await clone.predict(data, { verbose: 0 })).array()).toEqual(
      (await own.predict(data, { verbose: 0 })).array(),
    );
  });

  test("takes other layers from a function", () => {
    const own = sequential([layers.input([3]), layers.dense(4), layers.dense(2)]);
    const wide = cloneModel(own, {
      cloneFunction: (layer) =>
        layer.name === "dense" ? layers.dense(9, { name: "wide" }) : layers.dense(2),
    });
    expect(wide.countParams()).toBe(3 * 9 + 9 + 9 * 2 + 2);
    expect(() => cloneModel(own, { cloneFunction: () => 1 as never })).toThrow(
      /a layer for "dense"/u,
    );
  });
});

describe("what a model does inside", () => {
  test("activations of every layer, by name and use", async () => {
    const shared = layers.dense(2, { name: "shared", kernelInitializer: "ones" });
    const input = layers.input([3]);
    const y = layers.add([shared(input), shared(layers.reLU({ name: "positive" })(input))]);
    const own = model({ inputs: input, outputs: y });
    const found = await activations(own, x);
    expect(Object.keys(found).toSorted()).toEqual(["add", "positive", "shared", "shared:1"]);
    expect(found["positive"]!.array()).toEqual([
      [1, 2, 3],
      [0, 0.5, 2],
    ]);
    expect(found["shared:1"]!.array()).toEqual([
      [6, 6],
      [2.5, 2.5],
    ]);
    expect(found["add"]!.array()).toEqual((await own.predict(x, { verbose: 0 })).array());
  });

  test("saliency is the gradient of the strongest unit, or of a given one", () => {
    const own = sequential([layers.input([3]), layers.dense(2, { activation: "softmax" })]);
    const kernel = [
      [0.1, -0.2],
      [0.3, 0.4],
      [-0.5, 0.6],
    ];
    own.setWeights([kernel, [0, 0]]);
    const rows = Array.from({ length: 2 }, (_, i) => {
      const inputs = (x.array() as number[][])[i]!;
      const logits = [0, 1].map((k) =>
        inputs.reduce((sum, value, j) => sum + value * kernel[j]![k]!, 0),
      );
      const p = 1 / (1 + Math.exp(logits[0]! - logits[1]!));
      return kernel.map((row) => p * (1 - p) * (row[1]! - row[0]!));
    });
    const found = saliency(own, x, { unit: 1 });
    rows.flat().forEach((expected, i) => expect(found.data[i]).toBeCloseTo(expected, 5));
    // Unit 1 is the strongest in both rows.
    expect(saliency(own, x).array()).toEqual(found.array());
    expect(() => saliency(own, x, { unit: 2 })).toThrow(/a whole number from 0 to 1, received 2/u);
  });
});

describe("masks of merging layers", () => {
  const ids = (rows: number[][]) => tensor(rows, { dtype: "int32" });
  const [a, b] = [ids([[1, 0, 2, 0]]), ids([[0, 0, 3, 4]])];
  test.each([
    ["add", layers.add(), [true, false, true, true]],
    ["concatenate on the last axis", layers.concatenate(), [true, false, true, true]],
    [
      "concatenate steps",
      layers.concatenate({ axis: 1 }),
      [true, false, true, false, false, false, true, true],
    ],
  ] as const)("%s", (_, merge, expected) => {
    const embed = layers.embedding(5, 2, { maskZero: true });
    const merged = merge([embed(a), embed(b)]);
    const rnn = layers.simpleRNN(1, {
      returnSequences: true,
      recurrentInitializer: "zeros",
      biasInitializer: "ones",
    });
    const steps = rnn(merged);
    // A step that does not count repeats the one before, zeros at first.
    const rows = (steps.array() as number[][][])[0]!.map(([value]) => value!);
    rows.forEach((value, i) => {
      if (!expected[i]) expect(value).toBe(rows[i - 1] ?? 0);
    });
    expect(expected.filter((counts, i) => counts && rows[i] === (rows[i - 1] ?? 0))).toEqual([]);
  });

  test("an input without a mask: none of a sum, all of a concatenation", () => {
    const embed = layers.embedding(5, 2, { maskZero: true });
    const plain = layers.embedding(5, 2);
    const last = layers.lstm(2);
    const summed = layers.add([embed(a), plain(b)]);
    expect(last(summed).array()).toEqual(
      last(summed, { mask: tensor([[true, true, true, true]]) }).array(),
    );
  });
});

describe("what only Keras has", () => {
  const own = () => sequential([layers.input([1]), layers.dense(1)]);
  test.each<[string, () => unknown, RegExp]>([
    [
      "an option of compile",
      () => own().compile({ jitCompile: true } as never),
      /compile: expected options that Hornet has, received "jitCompile", which only Keras has\. Leave it out/u,
    ],
    [
      "in Keras's spelling",
      () => own().compile({ run_eagerly: true } as never),
      /"run_eagerly", which only Keras has/u,
    ],
    [
      "a layer",
      () => deserialize({ class_name: "FlaxLayer", config: {} }),
      /deserialize: expected a layer that Hornet has, received FlaxLayer\. It wraps a module of Flax/u,
    ],
  ])("%s", (_, act, message) => expect(act).toThrow(message));

  test("an option of fit", async () => {
    const net = own();
    net.compile({ loss: "mse" });
    const act = net.fit([[1]], [[1]], { workers: 3 } as never);
    await expect(act).rejects.toThrow(/fit: .*"workers", which only Keras has/u);
  });
});

describe("summary", () => {
  const net = () =>
    sequential([
      layers.input([3]),
      ...["a", "b", "c", "d"].map((name) => layers.dense(2, { name: `layer_${name}` })),
    ]);
  const rows = (options: object): string[] => {
    let text = "";
    net().summary({ ...options, printFn: (own) => (text = own) });
    return [...text.matchAll(/layer_(\w)/gu)].map(([, name]) => name!);
  };

  test("a range of layers, by names, beginnings of names or expressions, either way", () => {
    expect(rows({})).toEqual(["a", "b", "c", "d"]);
    expect(rows({ layerRange: ["layer_b", "layer_c"] })).toEqual(["b", "c"]);
    expect(rows({ layerRange: ["layer_c", "layer_a"] })).toEqual(["a", "b", "c"]);
    expect(rows({ layerRange: [/layer_[bc]/u, "layer"] })).toEqual(["b", "c", "d"]);
    expect(() => rows({ layerRange: ["dense", "layer_c"] })).toThrow(
      /layerRange: expected a known layer/u,
    );
    expect(() => rows({ layerRange: ["layer_a"] })).toThrow(/expected two names of layers/u);
  });

  test("columns end where they are told to", () => {
    let text = "";
    const take = (own: string): string => (text = own);
    net().summary({ positions: [0.5, 0.75, 1], lineLength: 80, printFn: take });
    const line = text.split("\n").find((own) => own.includes("Layer (type)"))!;
    expect([...line.matchAll(/┃/gu)].map(({ index }) => index)).toEqual([0, 40, 59, 79]);
    expect(() => net().summary({ positions: [0.5, 1] })).toThrow(
      /3 rising shares, the last one 1/u,
    );
  });
});
