import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import {
  add,
  batchNormalization,
  concatenate,
  dense,
  dropout,
  embedding,
  flatten,
  input,
  Layer,
  rescaling,
  reshape,
  textVectorization,
} from "hornet/layers";
import { eager } from "../../test/golden/interpreted.ts";
import { clearSession } from "../base/names.ts";
import { setRandomSeed } from "../base/random.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import { setEngine } from "../eager/engines.ts";
import type { Operand } from "../graph/value.ts";
import { tensor } from "../eager/tensor.ts";
import { add as addOp } from "../ops/add.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { model } from "./functional.ts";
import { sequential } from "./sequential.ts";

/** Numbers 0, 1, 2, ... in this shape, on which models compute at once. */
function counted(shape: Shape, dtype: "float32" | "uint8" = "float32"): Tensor {
  return eager({ shape, dtype, data: Array.from({ length: sizeOf(shape) }, (_, i) => i) });
}

const numbers = (x: Operand): number[] => Array.from(x.data);
const names = (layers: readonly { readonly name: string }[]): string[] =>
  layers.map(({ name }) => name);

beforeEach(() => {
  clearSession();
  setRandomSeed(5);
});

describe("sequential", () => {
  test("layers can be added and taken away one by one", () => {
    const own = sequential();
    own.add(input([4]));
    own.add(dense(3));
    own.add(dense(2));
    expect(own.outputShape).toEqual([null, 2]);
    const [kernel] = own.weights;
    expect(own.pop().name).toBe("dense_1");
    expect(own.outputShape).toEqual([null, 3]);
    expect(own.weights).toHaveLength(2);
    expect(own.weights[0]).toBe(kernel);
    own.pop();
    expect(() => own.pop()).toThrow("sequential: pop: expected a layer, received none.");
  });

  test("building it once more changes nothing", () => {
    const own = sequential([dense(3)]);
    own.build([null, 2]);
    const before = JSON.stringify(own);
    own.build([null, 2]);
    expect(JSON.stringify(own)).toBe(before);
  });

  test("without an input it is built by the first data", () => {
    const own = sequential([flatten(), dense(3), dense(2)]);
    expect(own.built).toBe(false);
    expect(own.weights).toEqual([]);
    expect(own.inputSlots).toEqual([{ name: "input", shape: undefined }]);
    expect(own(counted([5, 2, 2])).shape).toEqual([5, 2]);
    expect(own.inputShape).toEqual([null, 2, 2]);
    expect(own.weights.map(({ path }) => path)).toEqual([
      "sequential/dense/kernel",
      "sequential/dense/bias",
      "sequential/dense_1/kernel",
      "sequential/dense_1/bias",
    ]);
  });

  test("it gives what its layers give one after the other", () => {
    const layers = [flatten(), dense(3, { activation: "tanh" }), batchNormalization(), dense(2)];
    const own = sequential([input([2, 2]), ...layers]);
    const x = counted([3, 2, 2]);
    expect(numbers(own(x))).toEqual(numbers(layers.reduce((y: Operand, layer) => layer(y), x)));
  });

  test("each layer is used once, however many were given", () => {
    const own = sequential([input([4]), ...Array.from({ length: 5 }, () => dense(4))]);
    expect(own.layers.map(({ nodes }) => nodes.length)).toEqual([1, 1, 1, 1, 1]);
  });

  test("S4.77 an encoder and a decoder without input in one model; the decoder is built with it", () => {
    const encoder = sequential([input([28, 28]), flatten(), dense(100), dense(30)], {
      name: "encoder",
    });
    const decoder = sequential([dense(100), dense(784), reshape([28, 28])], { name: "decoder" });
    expect(decoder.built).toBe(false);
    const own = sequential([encoder, decoder], { name: "stacked_ae" });
    own.build([null, 28, 28]);
    expect(decoder.built).toBe(true);
    expect(decoder.inputShape).toEqual([null, 30]);
    expect(own.outputShape).toEqual([null, 28, 28]);
    expect(own.countParams()).toBe(163_814);
    expect(own(counted([2, 28, 28])).shape).toEqual([2, 28, 28]);
    const all = sequential([sequential([dense(3)]), sequential([sequential([dense(2)])])]);
    expect(all(counted([1, 4])).shape).toEqual([1, 2]);
    expect(all.countParams()).toBe(15 + 8);
  });

  const errors: readonly (readonly [title: string, make: () => unknown, message: string])[] = [
    ["two layers of one name", () => sequential([dense(1, { name: "a" }), dense(2, { name: "a" })]), 'sequential: expected layers with names of their own, received a second "a". Give one of them another name.'],
    ["a second input", () => sequential([dense(1), input([2])]), "sequential: expected input(...) as the first entry only, received it later."],
    ["a factory", () => sequential([dense as never]), "sequential: expected layers, models or input(...), received a function. Call the factory: dense(10), not dense."],
    ["an output as input", () => sequential([dense(1)(input([2]))]), "sequential: expected what input(...) gives"],
    ["reading the shape before it is known", () => sequential([dense(1)]).inputShape, "sequential: inputs: expected a model that knows its input shape, received one that is not built. Begin it with input(shape), or call it on data first."],
    ["building without layers", () => sequential().build([null, 2]), "sequential: expected a model with layers, received one without. Call model.add(layer)."],
    ["another input shape", () => sequential([input([3]), dense(1)]).build([null, 2]), "sequential: expected the input shape [None, 3] that the model was made for, received [None, 2]."],
    ["data of another shape", () => sequential([input([3]), dense(1)])(counted([1, 4])), "sequential: expected [None, 3], received [1, 4]."],
    ["an unknown option", () => sequential([], { nome: "x" } as never), "nome"],
    ["an unknown layer", () => sequential([input([3]), dense(1)]).getLayer("dence"), 'sequential: getLayer: expected one of dense, received "dence". Did you mean "dense"?'],
    ["an index too far", () => sequential([input([3]), dense(1)]).getLayer(1), "sequential: getLayer: expected one of dense, received 1."],
  ]; // prettier-ignore
  describe("errors", () => {
    for (const [title, make, message] of errors) test(title, () => expect(make).toThrow(message));
  });
});

describe("functional", () => {
  test("branches: both are computed and joined", () => {
    const x = input([3]);
    const [left, right] = [
      dense(2, { kernelInitializer: "ones" }),
      dense(2, { kernelInitializer: "zeros" }),
    ];
    const own = model({ inputs: x, outputs: concatenate([left(x), right(x)]) });
    expect(own.name).toBe("functional");
    expect(numbers(own(counted([2, 3])))).toEqual([3, 3, 0, 0, 12, 12, 0, 0]);
    expect(names(own.layers)).toEqual(["input_layer", "dense", "dense_1", "concatenate"]);
  });

  test("layers stand in the order of the longest way to the output", () => {
    const x = input([2], { name: "x" });
    const way = ["b1", "b2", "b3"].reduce((y, name) => dense(2, { name })(y), x);
    const own = model({ inputs: x, outputs: add([dense(2, { name: "c" })(x), way]) });
    expect(names(own.layers)).toEqual(["x", "b1", "b2", "c", "b3", "add"]);
  });

  test("a residual connection around layers", () => {
    const x = input([2]);
    const own = model({
      inputs: x,
      outputs: add([x, dense(2, { kernelInitializer: "identity" })(x)]),
    });
    expect(numbers(own(counted([2, 2])))).toEqual([0, 2, 4, 6]);
  });

  test("a shared layer has one set of weights", () => {
    const [a, b] = [input([2]), input([2])];
    const shared = dense(1, { kernelInitializer: "ones" });
    const own = model({ inputs: [a, b], outputs: concatenate([shared(a), shared(b)]) });
    expect(own.countParams()).toBe(3);
    expect(
      numbers(own([counted([1, 2]), eager({ shape: [1, 2], dtype: "float32", data: [5, 7] })])),
    ).toEqual([1, 12]);
  });

  test("several inputs and outputs, by name", () => {
    const [a, b] = [input([2], { name: "first" }), input([2], { name: "second" })];
    const sum = add([a, b]);
    const own = model({ inputs: { a, b }, outputs: { sum, same: a } });
    expect(own.inputSlots).toEqual([
      { name: "a", shape: [null, 2] },
      { name: "b", shape: [null, 2] },
    ]);
    expect(own.outputSlots.map(({ name }) => name)).toEqual(["sum", "same"]);
    const outputs = own.callList([counted([1, 2]), counted([1, 2])], false);
    expect(outputs.map(numbers)).toEqual([
      [0, 2],
      [0, 1],
    ]);
  });

  test("is applied layer by layer, so that others have their turn in between", () => {
    const own = sequential([input([2]), dense(2), dense(3), dense(1)]);
    const rows = counted([2, 2]);
    const parts = own.callInParts([rows], false);
    let turns = 0;
    let part = parts.next();
    for (; part.done !== true; part = parts.next()) turns++;
    expect(turns).toBe(3);
    expect(part.value.map(numbers)).toEqual(own.callList([rows], false).map(numbers));
  });

  test("slots are named after the layers", () => {
    const x = input([2], { name: "x" });
    const own = model({ inputs: [x], outputs: [dense(1, { name: "y" })(x)] });
    expect([own.inputSlots[0]!.name, own.outputSlots[0]!.name]).toEqual(["x", "y"]);
  });

  test("models are layers of models, and train with them", () => {
    const inner = sequential([dense(2), dropout(0.5)], { name: "inner" });
    const x = input([3]);
    const own = model({ inputs: x, outputs: dense(1)(inner(x)) });
    expect(own.getLayer("inner")).toBe(inner);
    expect(own.trainableWeights).toHaveLength(4);
    expect(own.variables).toHaveLength(5);
    inner.trainable = false;
    expect(own.trainableWeights.map(({ path }) => path)).toEqual([
      "dense_1/kernel",
      "dense_1/bias",
    ]);
    own.trainable = true;
    expect(own.trainableWeights).toHaveLength(4);
  });

  test("a part of a model, from a layer inside on, shares its weights", () => {
    const x = input([3]);
    const hidden = dense(4, { activation: "relu" })(x);
    const output = dense(2)(hidden);
    const whole = model({ inputs: x, outputs: output });
    const front = model({ inputs: x, outputs: hidden });
    const back = model({ inputs: hidden, outputs: output });
    expect(back.inputShape).toEqual([null, 4]);
    expect(back.weights).toEqual(whole.weights.slice(2));
    const data = counted([2, 3]);
    expect(numbers(back(front(data)))).toEqual(numbers(whole(data)));
    expect(names(back.layers)).not.toContain("dense");
  });

  test("data with or without a last axis of one channel, and bytes, fit", () => {
    const images = sequential([input([2, 2, 1]), flatten()]);
    expect(numbers(images(counted([1, 2, 2], "uint8")))).toEqual([0, 1, 2, 3]);
    expect(images(counted([1, 2, 2], "uint8")).dtype).toBe("float32");
    expect(sequential([input([4]), flatten()])(counted([2, 4, 1])).shape).toEqual([2, 4]);
  });

  test("an input that no output needs is still an input", () => {
    const [a, b] = [input([2], { name: "a" }), input([3], { name: "b" })];
    const own = model({ inputs: [a, b], outputs: dense(1)(a) });
    expect(names(own.layers)).toContain("b");
    expect(own.callList([counted([1, 2]), counted([1, 3])], false)).toHaveLength(1);
  });

  const errors: readonly (readonly [title: string, make: () => unknown, message: string])[] = [
    ["an input that is missing", () => model({ inputs: input([2]), outputs: dense(1)(input([3], { name: "other" })) }), 'functional: expected outputs that depend on the given inputs alone, received an output that needs "other". Add "other" to the inputs.'],
    ["tensors instead of symbols", () => model({ inputs: counted([1]) as never, outputs: input([1]) }), "functional: inputs: expected symbolic tensors from input() and layers"],
    ["no outputs", () => model({ inputs: input([1]), outputs: [] }), "functional: outputs: expected symbolic tensors from input() and layers, received none."],
    ["two layers of one name", () => { const x = input([2]); return model({ inputs: x, outputs: dense(1, { name: "a" })(dense(1, { name: "a" })(x)) }); }, 'functional: expected layers with names of their own, received a second "a".'],
    ["too few inputs", () => model({ inputs: [input([2]), input([2])], outputs: input([1]) }), "functional: expected outputs that depend on the given inputs alone"],
    ["one input for two", () => { const [a, b] = [input([2]), input([2])]; model({ inputs: [a, b], outputs: add([a, b]) })(counted([1, 2])); }, "functional: expected 2 inputs, received 1."],
  ]; // prettier-ignore
  describe("errors", () => {
    for (const [title, make, message] of errors) test(title, () => expect(make).toThrow(message));
  });
});

test("S4.33 what is frozen after compile is trained until the next compile", async () => {
  setEngine("reference");
  const hidden = dense(3);
  const net = sequential([input([2]), hidden, dense(1)]);
  net.compile({ loss: "mse", optimizer: "sgd" });
  const [x, y] = [
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [1, 2, 3],
  ];
  const moved = async (batchSize: number): Promise<boolean> => {
    const before = [...hidden.kernel.data];
    await net.fit(x, y, { batchSize, verbose: 0 });
    return hidden.kernel.data.some((w, i) => w !== before[i]);
  };
  hidden.trainable = false;
  expect(await moved(3)).toBe(true);
  expect(await moved(2)).toBe(true);
  expect(hidden.trainable).toBe(false);
  net.compile({ loss: "mse", optimizer: "sgd" });
  expect(await moved(3)).toBe(false);
  hidden.trainable = true;
  expect(await moved(2)).toBe(false);
  setEngine("auto");
});

describe("weights in files", () => {
  const twin = (): ReturnType<typeof sequential> =>
    sequential([
      input([4]),
      ...Array.from({ length: 11 }, () => dense(4, { useBias: false })),
      batchNormalization(),
    ]);

  test("a second model of the same making gets every weight in its place", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hornet-weights-"));
    const path = join(folder, "weights.safetensors");
    const [first, second] = [twin(), twin()];
    await first.saveWeights(path);
    await second.loadWeights(path);
    expect(second.getWeights().map((w) => [...w.data])).toEqual(
      first.getWeights().map((w) => [...w.data]),
    );
    await rm(folder, { recursive: true });
  });

  test("weights go under no name that promises another format", async () => {
    const net = sequential([input([2]), dense(2)], { name: "net" });
    await expect(net.saveWeights("best.weights.h5")).rejects.toThrow(
      'net: saveWeights: expected a file name that ends in ".safetensors", which is what is written, received "best.weights.h5". Write "best.weights.safetensors".',
    );
  });

  test("a functional model takes its inputs and outputs as Keras does", () => {
    const x = input([2], { name: "x" });
    const y = dense(3)(x);
    const named = model(x, [y], { name: "named" });
    expect([named.name, named.inputs, named.outputs]).toEqual(["named", [x], [y]]);
    expect(model({ x }, { y }).outputSlots).toMatchObject([{ name: "y" }]);
  });

  test("numbers that name no row of an embedding are refused, also inside of a model and behind texts", async () => {
    const words = sequential([input([2]), embedding(3, 1, { name: "words" }), flatten(), dense(1)]);
    const x = input([2]);
    const nested = model(x, words(x), { name: "nested" });
    nested.compile({ loss: "mse" });
    const message = /: words \(embedding\): expected whole numbers from 0 to 2, received/;
    for (const bad of [3, -1, 1e9]) {
      await expect(nested.predict([[0, 1], [2, bad]])).rejects.toThrow(`${bad} in sample 1`); // prettier-ignore
      await expect(nested.fit([[0, bad]], [1])).rejects.toThrow(message);
    }
    expect((await nested.predict([[0, 2]], { verbose: 0 })).shape).toEqual([1, 1]);
    const vectorize = textVectorization({ vocabulary: ["a", "b"], outputSequenceLength: 2 });
    const texts = sequential([vectorize, embedding(3, 1), flatten()]);
    expect((await texts.predict(["a c"], { verbose: 0 })).shape).toEqual([1, 2]);
    await expect(texts.predict(["a b"])).rejects.toThrow(/received 3 in sample 0/);
  });

  test("a model that is not built neither saves nor loads", async () => {
    await expect(sequential([dense(2)]).saveWeights("nowhere")).rejects.toThrow(
      /that is not built/,
    );
    await expect(sequential([dense(2)]).loadWeights("nowhere")).rejects.toThrow(
      /that is not built/,
    );
  });
});

test("a layer of one's own needs no options and no className, and must return a tensor", () => {
  class Twice extends Layer {
    override call(x: Operand): Operand {
      return addOp(x, x);
    }
  }
  const layer = new Twice();
  expect(layer.name).toBe("twice");
  expect(layer(tensor([[1, 2]])).array()).toEqual([[2, 4]]);
  class Nothing extends Layer {
    override call(): Operand {
      return undefined as unknown as Operand;
    }
  }
  expect(() => new Nothing()(input([2]))).toThrow(/nothing: expected call to return a tensor/);
});

test("a model without anything to train is run for its numbers", async () => {
  const net = sequential([input([2]), rescaling(2)]);
  net.compile({ loss: "mse" });
  const { history } = await net.fit([[1, 2]], [[0, 0]], { verbose: 0 });
  expect(history["loss"]).toEqual([10]);
});
