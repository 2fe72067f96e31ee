import { beforeEach, expect, test } from "vitest";
import {
  attention,
  dense,
  dropout,
  einsumDense,
  groupQueryAttention,
  input,
  lambda,
  masking,
  multiHeadAttention,
} from "hornet/layers";
import { clearSession } from "../base/names.ts";
import { setRandomSeed } from "../base/random.ts";
import { setEngine } from "../eager/engines.ts";
import { tensor } from "../eager/tensor.ts";
import { deserialize } from "../models/deserialize.ts";
import { model } from "../models/functional.ts";
import { multiply } from "../ops/add.ts";

beforeEach(() => {
  setEngine("reference");
  setRandomSeed(1);
  clearSession();
});

const x = tensor(
  Array.from({ length: 2 }, (_, b) =>
    Array.from({ length: 3 }, (__, t) => [Math.sin(b + t), Math.cos(b - t)]),
  ),
);

test("a use in a model keeps its options, also when it is saved", async () => {
  const given = input([3, 2]);
  const seen = multiHeadAttention(2, 3)([given, given], { useCausalMask: true });
  const own = model({ inputs: given, outputs: dense(1)(seen) });
  const first = await own.predict(x, { verbose: 0 });
  // The first place sees itself alone, so later places do not change it.
  const changed = tensor((x.array() as number[][][]).map(([start]) => [start!, [5, 6], [7, 8]]));
  const second = await own.predict(changed, { verbose: 0 });
  expect((second.array() as number[][][])[1]![0]).toEqual((first.array() as number[][][])[1]![0]);
  expect((second.array() as number[][][])[1]![2]).not.toEqual(
    (first.array() as number[][][])[1]![2],
  );

  const saved = JSON.parse(JSON.stringify(own)) as {
    config: { layers: { inbound_nodes: { args: unknown[]; kwargs: unknown }[] }[] };
  };
  const node = saved.config.layers[1]!.inbound_nodes[0]!;
  expect(node.args).toHaveLength(2);
  expect(node.kwargs).toEqual({ use_causal_mask: true });
  clearSession();
  const loaded = deserialize(saved) as typeof own;
  loaded.setWeights(own.getWeights());
  expect((await loaded.predict(x, { verbose: 0 })).array()).toEqual(first.array());
});

test("training fixed in a model holds there", async () => {
  const given = input([2]);
  const own = model({ inputs: given, outputs: dropout(0.5)(given, { training: true }) });
  const ones = tensor(Array.from({ length: 20 }, () => [1, 1]));
  const dropped = await own.predict(ones, { verbose: 0 });
  expect(new Set(dropped.data)).toEqual(new Set([0, 2]));
  expect(() => dense(1)(given, { mask: x } as object)).toThrow(
    "expected training, useCausalMask, returnAttentionScores and reverse only",
  );
});

test("masks that come with the inputs hide their places", async () => {
  const given = input([3, 2]);
  const masked = masking()(given);
  const heads = model({ inputs: given, outputs: multiHeadAttention(2, 3)([masked, masked]) });
  const one = model({ inputs: given, outputs: attention()([masked, masked]) });
  const first = async (own: typeof one, last: number[]): Promise<number[]> => {
    const found = await own.predict(tensor([[[1, 2], [0, 0], last]]));
    return (found.array() as number[][][])[0]![0]!;
  };
  // A query that sees itself alone gets itself; the masked place in the middle never counts.
  expect(await first(one, [0, 0])).toEqual([1, 2]);
  expect(await first(one, [3, 4])).not.toEqual([1, 2]);
  expect(await first(heads, [1, 2])).toEqual(await first(heads, [0, 0]));
});

test("scores come as a second output", () => {
  const given = input([3, 2]);
  const made: unknown = attention()([given, given], { returnAttentionScores: true });
  expect((made as { shape: unknown }[]).map(({ shape }) => shape)).toEqual([
    [null, 3, 2],
    [null, 3, 3],
  ]);
});

test("a lambda layer computes and is differentiated, but is not saved", async () => {
  const given = input([2]);
  const own = model({ inputs: given, outputs: lambda((t) => multiply(t, t))(given) });
  expect((await own.predict(tensor([[2, 3]]))).array()).toEqual([[4, 9]]);
  expect(() => JSON.stringify(own)).toThrow("expected a layer that can be saved");
  expect(() => lambda("x" as never)).toThrow("expected a function, received string");
});

test.each<[title: string, make: () => unknown, message: string]>([
  ["heads", () => multiHeadAttention(0, 3), "expected numHeads, a whole number of 1 or more"],
  ["groups", () => groupQueryAttention(3, 4, 3), "expected numQueryHeads to be a multiple of num"],
  ["inputs", () => multiHeadAttention(2, 3)([x]), "expected inputs [query, value] or [query, va"],
  [
    "a mode",
    () => attention({ scoreMode: "sum" as "dot" }),
    'expected scoreMode "dot" or "concat"',
  ],
  [
    "an equation",
    () => einsumDense("ab,bc", { outputShape: 2 })(tensor([[1]])),
    'expected an equation such as "ab,bc->ac"',
  ],
  [
    "a letter",
    () => einsumDense("ab,bc->ac", { outputShape: 2, biasAxes: "b" })(tensor([[1]])),
    'received "b"',
  ],
  [
    "an initializer",
    () => dense(1, { kernelInitializer: "glorot" as "zeros" }),
    "dense: expected a known initializer",
  ],
  ["a regularizer", () => dense(1, { biasRegularizer: "l3" as "l2" }), 'Did you mean "l1"?'],
  [
    "a constraint",
    () => dense(1, { kernelConstraint: "max_nrom" as "max_norm" }),
    'Did you mean "max_norm"?',
  ],
])("%s that does not fit is found where the layer is made or called", (_, make, message) => {
  expect(make).toThrow(message);
});
