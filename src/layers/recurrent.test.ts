import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import {
  activityRegularization,
  batchNormalization,
  bidirectional,
  type CallContext,
  dense,
  dropout,
  embedding,
  gru,
  gruCell,
  input,
  Layer,
  type LayerOptions,
  lstm,
  LSTM,
  lstmCell,
  masking,
  type PartialShape,
  type RecurrentCell,
  registerSerializable,
  rnn,
  simpleRNN,
  simpleRNNCell,
  timeDistributed,
} from "hornet/layers";
import { setEngine } from "../eager/engines.ts";
import { jit } from "../eager/jit.ts";
import { tensor } from "../eager/tensor.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { model } from "../models/functional.ts";
import { modelFromJson } from "../models/deserialize.ts";
import { type Sequential, sequential } from "../models/sequential.ts";
import { l2 } from "hornet/regularizers";
import { add } from "../ops/add.ts";
import { matmul } from "../ops/matmul.ts";
import { tanh } from "../ops/sin.ts";
import { flip } from "../ops/slice.ts";
import { Tensor } from "../tensor/tensor.ts";

afterEach(() => setEngine("auto"));

/** Numbers that look like none. */
function numbers(shape: readonly number[], seed = 1): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const data = Float32Array.from({ length: size }, (_, i) => Math.sin(i * 1.7 + seed) * 0.8);
  return new Tensor(data, shape, "float32");
}

function give(layer: Layer): void {
  layer.setWeights(layer.weights.map(({ shape }, i) => numbers(shape, i + 2)));
}

const expectClose = (x: Operand, y: Operand): void => {
  expect(x.shape).toEqual(y.shape);
  x.data.forEach((value: number, i: number) => expect(value).toBeCloseTo(y.data[i]!, 5));
};

/** h' = tanh(x W + h), and the output is 2h'. */
class Own extends Layer<LayerOptions & { readonly units: number }> implements RecurrentCell {
  static override readonly className = "Own";
  kernel!: Variable;
  get stateSize(): number {
    return this.options.units;
  }
  override build(shape: PartialShape): void {
    this.kernel = this.addWeight("kernel", [shape.at(-1)!, this.options.units], "ones");
  }
  override call(x: Operand): Operand {
    return x;
  }
  override callMany([x, h]: readonly Operand[]): Operand[] {
    const next = tanh(add(matmul(x!, this.kernel), h!));
    return [add(next, next), next];
  }
}

describe.each(["reference", "wasm"] as const)("on %s", (engine) => {
  test.each([
    ["simpleRNN", () => simpleRNN(3, { returnSequences: true, returnState: true })],
    ["lstm", () => lstm(3, { returnSequences: true, returnState: true })],
    ["gru", () => gru(3, { returnSequences: true, returnState: true })],
    ["gru, reset before", () => gru(3, { returnSequences: true, resetAfter: false })],
    ["lstm backwards", () => lstm(3, { returnSequences: true, goBackwards: true })],
    ["stacked", () => rnn([lstmCell(4), gruCell(3), simpleRNNCell(2)], { returnState: true })],
    ["own cell", () => rnn(new Own({ units: 3 }), { returnSequences: true })],
    ["own cell, last", () => rnn(new Own({ units: 3 }), { goBackwards: true })],
  ])("%s: a loop, the same written out, and step by step agree", (_, make) => {
    setEngine(engine);
    const layer = make();
    layer.ensureBuilt([[null, 5, 2]]);
    give(layer);
    const x = tensor(numbers([2, 5, 2]));
    const mask = tensor([[true, true, false, true, false], [false, true, true, true, true]]); // prettier-ignore
    const all = (context: Partial<CallContext>) => (x0: Operand) => {
      const made: unknown = layer(x0, context);
      return (Array.isArray(made) ? made : [made]) as readonly Operand[];
    };
    for (const context of [{}, { mask }]) {
      const compiled = jit(all(context))(x);
      const eager = all(context)(x);
      compiled.forEach((y, i) => expectClose(y, eager[i]!));
    }
  });
});

test("backwards is forwards over the turned sequence, outputs in that order", () => {
  const backwards = gru(3, { returnSequences: true, goBackwards: true });
  const forwards = gru(3, { returnSequences: true });
  for (const layer of [backwards, forwards]) {
    layer.ensureBuilt([[null, 4, 2]]);
    give(layer);
  }
  const x = tensor(numbers([2, 4, 2]));
  expectClose(backwards(x), forwards(flip(x, { axis: 1 })));
});

test("what does not count leaves state and output as they were; or the output is 0", () => {
  const x = tensor(numbers([1, 4, 2]));
  const mask = tensor([[true, false, true, false]]);
  const make = (zeroOutputForMask: boolean): LSTM => {
    const layer = lstm(2, { returnSequences: true, zeroOutputForMask });
    layer.ensureBuilt([[null, 4, 2]]);
    give(layer);
    return layer;
  };
  const rows = make(false)(x, { mask }).array() as number[][][];
  expect(rows[0]![1]).toEqual(rows[0]![0]);
  expect(rows[0]![3]).toEqual(rows[0]![2]);
  const zeroed = make(true)(x, { mask }).array() as number[][][];
  expect(zeroed[0]!.map((row) => row.every((y) => y === 0))).toEqual([false, true, false, true]);
  expect(zeroed[0]![2]).toEqual(rows[0]![2]);
  expect(() => make(false)(x, { mask: tensor([[true]]) })).toThrow(
    /a mask \[1, 4\], received \[1, 1\]/,
  );
});

test("a stateful layer goes on where it ended, until it is reset", async () => {
  const whole = lstm(3);
  whole.ensureBuilt([[2, 6, 2]]);
  give(whole);
  const layer = lstm(3, { stateful: true });
  const net = sequential([input([3, 2], { batchSize: 2 }), layer]);
  layer.cell.weights.forEach((weight, i) => weight.assign(whole.weights[i]!.data));
  const x = numbers([2, 6, 2]);
  const half = (start: number): Tensor =>
    new Tensor(
      Float32Array.from(
        { length: 12 },
        (_, i) => x.data[Math.floor(i / 6) * 12 + start * 2 + (i % 6)]!,
      ),
      [2, 3, 2],
      "float32",
    );
  await net.predict(half(0), { batchSize: 2 });
  const [second] = [await net.predict(half(3), { batchSize: 2 })].flat();
  expectClose(second as Operand, whole(tensor(x)));
  layer.resetState();
  expect([...layer.states![0]!.data]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(layer.weights).toHaveLength(3);
  expect(net.countParams()).toBe(whole.countParams());
  expect(() => lstm(3, { stateful: true }).ensureBuilt([[null, 3, 2]])).toThrow(
    /a fixed batch size/,
  );
});

test("states go from an encoder to a decoder, also in a model", async () => {
  const from = input([4, 2]);
  const to = input([3, 2]);
  const [, h, c] = lstm(5, { returnState: true })(from) as unknown as readonly never[];
  const decoded = lstm(5, { returnSequences: true })(
    to as never,
    { initialState: [h, c] } as never,
  );
  const net = model({ inputs: [from, to], outputs: decoded });
  const y = await net.predict([numbers([2, 4, 2]), numbers([2, 3, 2], 4)]);
  expect((y as Operand).shape).toEqual([2, 3, 5]);
  const [encoder, decoder] = net.layers.filter((layer) => layer instanceof LSTM);
  const [, h0, c0] = encoder!(tensor(numbers([2, 4, 2]))) as unknown as readonly Operand[];
  expectClose(y, decoder!(tensor(numbers([2, 3, 2], 4)), { initialState: [h0!, c0!] }));
  expect(() => decoder!(tensor(numbers([2, 3, 2])), { initialState: [h0!] })).toThrow(
    /initial states \[2, 5\], \[2, 5\], received \[2, 5\]/,
  );
});

test("a layer that is given its first states follows a mask only when it is told to, as in Keras", () => {
  const ids = tensor(
    [
      [1, 0, 2],
      [0, 3, 0],
    ],
    { dtype: "int32" },
  );
  const steps = embedding(4, 2, { maskZero: true })(ids);
  const bare = tensor(steps.data, { shape: steps.shape });
  const mask = tensor([
    [true, false, true],
    [false, true, false],
  ]);
  const initialState = [tensor(numbers([2, 3], 1)), tensor(numbers([2, 3], 2))];
  const states = [...initialState, ...initialState];
  for (const [layer, given] of [
    [lstm(3), initialState],
    [bidirectional(lstm(3)), states],
  ] as const) {
    expectClose(layer(steps), layer(bare, { mask }));
    expectClose(layer(steps, { initialState: given }), layer(bare, { initialState: given }));
    const masked = layer(bare, { initialState: given, mask });
    expectClose(layer(steps, { initialState: given, mask }), masked);
    expect([...masked.data]).not.toEqual([...layer(bare, { initialState: given }).data]);
  }
});

test("the bias of the forget gates begins with 1", () => {
  const layer = lstm(2, { biasInitializer: "zeros" });
  layer.ensureBuilt([[null, 3, 1]]);
  expect([...layer.cell.bias!.data]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
});

test("dropout of input and state: the same in all steps, another in each call, none in inference", () => {
  const layer = simpleRNN(40, { dropout: 0.3, activation: "linear", returnSequences: true, recurrentInitializer: "zeros", kernelInitializer: "identity", seed: 3 }); // prettier-ignore
  const x = tensor(new Float32Array(40 * 3).fill(1), { shape: [1, 3, 40] });
  const f = jit((v: Operand) => layer(v, { training: true }));
  const rows = (y: Operand): number[][] => (y.array() as number[][][])[0]!;
  const first = rows(f(x));
  expect(first[1]).toEqual(first[0]);
  const dropped = first[0]!.filter((y) => y === 0).length;
  expect(dropped).toBeGreaterThan(3);
  expect(dropped).toBeLessThan(25);
  expect(first[0]!.filter((y) => y !== 0).every((y) => Math.abs(y - 1 / 0.7) < 1e-6)).toBe(true);
  expect(rows(f(x))).not.toEqual(first);
  expect(rows(layer(x))[0]!.every((y) => y === 1)).toBe(true);
  const both = gru(4, { dropout: 0.5, recurrentDropout: 0.5 });
  expect(jit((v: Operand) => both(v, { training: true }))(x).shape).toEqual([1, 4]);
});

test("bidirectional gives states of both, and leaves the layer it was given alone", () => {
  const inner = gru(3, { returnSequences: true, returnState: true });
  const both = bidirectional(inner, { mergeMode: null });
  const x = tensor(numbers([2, 4, 2]));
  const parts = both(x) as unknown as readonly Operand[];
  expect(parts.map(({ shape }) => shape)).toEqual([[2, 4, 3], [2, 4, 3], [2, 3], [2, 3]]); // prettier-ignore
  expect(inner.built).toBe(false);
  expect(both.weights).toHaveLength(6);
  const initialState = [tensor(numbers([2, 3])), tensor(numbers([2, 3], 5))];
  const [moved] = both(x, { initialState }) as unknown as readonly Operand[];
  expect([...moved!.data]).not.toEqual([...parts[0]!.data]);
  expect(() => bidirectional(dense(3) as never)).toThrow(/a recurrent layer/);
  expect(() => bidirectional(lstm(3), { mergeMode: "max" as never })).toThrow(/mergeMode/);
  expect(() => bidirectional(lstm(3), { backwardLayer: lstm(3) })).toThrow(/opposite ways/);
});

test("timeDistributed: in training every step has batch statistics of its own, as in Keras", () => {
  const whole = timeDistributed(batchNormalization({ momentum: 0.5 }));
  const alone = batchNormalization({ momentum: 0.5 });
  const x = numbers([4, 3, 2]);
  const steps = [0, 1, 2].map((step) => {
    const entry = Float32Array.from(
      { length: 8 },
      (_, i) => x.data[(i >> 1) * 6 + step * 2 + (i % 2)]!,
    );
    return alone(tensor(entry, { shape: [4, 2] }), { training: true }) as Tensor;
  });
  const found = whole(tensor(x), { training: true }) as Tensor;
  found.data.forEach((value, i) => {
    const [row, step, column] = [Math.floor(i / 6), Math.floor(i / 2) % 3, i % 2];
    expect(value).toBeCloseTo(steps[step]!.data[row * 2 + column]!, 5);
  });
  const moving = (layer: Layer): number[] => layer.weights.flatMap(({ data }) => [...data]);
  moving(whole).forEach((value, i) => expect(value).toBeCloseTo(moving(alone)[i]!, 5));
});

/** A layer whose output costs 0.1 · x² for each element. */
const penalized = (): Layer =>
  dense(2, { activityRegularizer: l2(0.1), kernelInitializer: "ones" });

// Keras 3.15.1: a mean squared error of 28.62667, and 0.1 · Σ x² / batch.
test.each([
  ["of the layer itself does not count", penalized, 28.62667],
  ["of activityRegularization itself neither", () => activityRegularization({ l2: 0.1 }), 1.801667],
  ["of a layer inside it counts at every step", () => sequential([penalized()]), 45.80267],
  ["of weights counts", () => dense(2, { kernelRegularizer: l2(0.1), kernelInitializer: "ones" }), 29.42667], // prettier-ignore
] as const)("timeDistributed: a penalty %s, as in Keras", async (_, make, expected) => {
  const net = sequential([input([3, 4]), timeDistributed(make())]);
  net.compile({ loss: "mse", optimizer: "sgd" });
  const x = tensor(
    Float32Array.from({ length: 24 }, (_entry, i) => i / 10),
    { shape: [2, 3, 4] },
  );
  const [, steps, columns] = net.outputShape as readonly [null, number, number];
  const y = tensor(new Float32Array(2 * steps * columns), { shape: [2, steps, columns] });
  expect((await net.evaluate(x, y, { verbose: 0 }))["loss"]).toBeCloseTo(expected, 4);
});

test("RNNs of stacked cells and of cells of one's own are saved as Keras saves them, and read", async () => {
  registerSerializable("mine>Own", Own);
  const file = new URL("../../test/goldens/files/rnn_cells.json", import.meta.url);
  const cases = JSON.parse(readFileSync(file, "utf8")) as { model: object; paths: string[] }[];
  expect(cases).toHaveLength(4);
  for (const { model: saved, paths } of cases) {
    const read = modelFromJson(JSON.stringify(saved)) as Sequential;
    expect(JSON.parse(JSON.stringify(read))).toEqual(saved);
    expect(read.weights.map(({ path }) => path)).toEqual(paths);
    const again = modelFromJson(JSON.stringify(read)) as Sequential;
    again.setWeights(read.getWeights());
    const x = numbers([2, 4, 5]);
    const found = await again.predict(x, { verbose: 0 });
    expectClose(found, await read.predict(x, { verbose: 0 }));
  }
});

test("timeDistributed: every step by itself", () => {
  const inner = dense(3, { activation: "relu" });
  const layer = timeDistributed(inner);
  const x = tensor(numbers([2, 4, 5]));
  const y = layer(x);
  expectClose(y, inner(x));
  expect(layer.weights.map(({ path }) => path)).toEqual(
    ["kernel", "bias"].map((name) => `${layer.name}/${inner.name}/${name}`),
  );
  const dropped = timeDistributed(dropout(0.5));
  expect(jit((v: Operand) => dropped(v, { training: true }))(x).shape).toEqual([2, 4, 5]);
  expect(() => timeDistributed(dense(2))(tensor([[1, 2]]))).toThrow(/\[batch, steps, ...\]/);
});

describe("masks", () => {
  test("an embedding's zeros and a masking's values do not count in the layers behind", () => {
    const words = tensor([[1, 2, 0, 0], [3, 0, 1, 2]], { dtype: "int32" }); // prettier-ignore
    const table = embedding(4, 3, { maskZero: true });
    const behind = lstm(2);
    const x = table(words);
    const own = behind(x);
    const mask = tensor([[true, true, false, false], [true, false, true, true]]); // prettier-ignore
    expectClose(own, behind(tensor(x.data, { shape: x.shape }), { mask }));
    const through = dense(3);
    const features = through(x);
    expectClose(
      behind(features),
      behind(tensor(features.data, { shape: features.shape }), { mask }),
    );
    const marked = masking({ maskValue: -1 })(tensor([[[1, 2], [-1, -1], [-1, 3]]])); // prettier-ignore
    expect([...marked.data].map((y) => y + 0)).toEqual([1, 2, 0, 0, -1, 3]);
  });

  test("a loss is the mean over what counts", async () => {
    const net = sequential([input([3, 1]), masking(), timeDistributed(dense(1, { useBias: false, kernelInitializer: "ones" }))]); // prettier-ignore
    net.compile({ loss: "mean_squared_error" });
    const x = new Tensor(Float32Array.of(2, 0, 4, 0, 0, 6), [2, 3, 1], "float32");
    const y = new Tensor(new Float32Array(6).fill(1), [2, 3, 1], "float32");
    const { loss } = await net.evaluate(x, y);
    expect(loss).toBeCloseTo((1 + 9 + 25) / 3, 5);
  });
});

test("a model with recurrent layers learns, and is the same after JSON", async () => {
  const net = sequential([
    input([6], { dtype: "int32" }),
    embedding(5, 4, { maskZero: true }),
    bidirectional(lstm(6, { returnSequences: true })),
    gru(5),
    dense(1, { activation: "sigmoid" }),
  ]);
  net.compile({ loss: "binary_crossentropy", optimizer: "adam" });
  const words = Int32Array.from({ length: 6 * 32 }, (_, i) => (i * 7 + (i >> 3)) % 5);
  const x = new Tensor(words, [32, 6], "int32");
  const y = new Tensor(Float32Array.from({ length: 32 }, (_, i) => Number(words[i * 6]! > 2)), [32, 1], "float32"); // prettier-ignore
  const { history } = await net.fit(x, y, { epochs: 60, batchSize: 8, verbose: 0 });
  expect(history["loss"]!.at(-1)!).toBeLessThan(history["loss"]![0]! * 0.9);
  const again = modelFromJson(JSON.stringify(net));
  expect(again.weights.map(({ path }) => path.replaceAll(/_\d+/gu, ""))).toEqual(
    net.weights.map(({ path }) => path.replaceAll(/_\d+/gu, "")),
  );
  again.setWeights(net.getWeights());
  expectClose(await (again as typeof net).predict(x), await net.predict(x));
});

test.each([
  [() => lstm(0), /units to be a whole number of 1 or more, received 0/],
  [() => gru(3, { dropout: 1.5 }), /dropout between 0 and 1, received 1.5/],
  [() => rnn(dense(3) as never), /a cell: a layer with a stateSize/],
  [() => lstm(3)(tensor([[1, 2]])), /an input \[batch, steps, ...\], received \[None, 2\]/],
  [() => lstmCell(3)(tensor([[1, 2]])), /a list of the input and 2 states/],
  [() => embedding(0, 3), /inputDim to be a whole number of 1 or more/],
  [() => lstm(3, { activation: "sig" as never }), /activation/],
])("%#: what does not fit is said", (make, message) => {
  expect(make).toThrow(message);
});
