import { describe, expect, test } from "vitest";
import { sizeOf, type Shape } from "../base/shape.ts";
import { grad, jit } from "../eager/jit.ts";
import { setEngine } from "../eager/engines.ts";
import { reference } from "../engines/reference/reference.ts";
import { gradients } from "../grad/reverse.ts";
import { whileTracing } from "../graph/variable.ts";
import type { Operand } from "../graph/value.ts";
import { workspaceBytes } from "../kernels/workspace.ts";
import { compile } from "../compiler/compile.ts";
import { Tensor } from "../tensor/tensor.ts";
import { multiply } from "./add.ts";
import { dotProductAttention, type AttentionOptions } from "./attention.ts";
import { scalar } from "./convert.ts";
import { newGraph } from "./primitives/cards.ts";
import { drawNumbers } from "./primitives/draw.ts";
import { sum } from "./sum.ts";

const draw = (shape: Shape, seed: number): Tensor =>
  new Tensor(Float32Array.from(drawNumbers("float64", sizeOf(shape), [-2, 2], seed)), shape);

/** A bool mask; the first query sees no key at all. */
function holes(shape: Shape): Tensor {
  const keys = shape.at(-1)!;
  const data = Uint8Array.from({ length: sizeOf(shape) }, (_, i) =>
    Number(i >= keys && (i * 7) % 3 > 0),
  );
  return new Tensor(data, shape, "bool");
}

// Two blocks of 512 keys and a rest of 76; one block alone.
const [batch, queries, heads] = [2, 5, 2];
const cases: readonly (readonly [string, number, AttentionOptions])[] = [
  ["all keys", 1100, {}],
  ["a single block", 70, {}],
  ["one key", 1, {}],
  ["blocks without a rest", 1024, { scale: 0.3 }],
  ["no later keys", 1100, { isCausal: true }],
  ["a mask of all extents", 1100, { mask: holes([batch, heads, queries, 1100]) }],
  ["a mask of keys", 1100, { mask: holes([2, 1, 1, 1100]) }],
  ["a mask of queries", 1100, { mask: holes([queries, 1]) }],
  ["a mask and no later keys", 600, { mask: holes([queries, 600]), isCausal: true }],
];

describe("attention by blocks is attention", () => {
  test.each(cases)("%s", (_, keys, options) => {
    setEngine("reference");
    try {
      const [query, key, value] = [
        draw([batch, queries, heads, 3], 1),
        draw([batch, keys, heads, 3], 2),
        draw([batch, keys, heads, 4], 3),
      ];
      const weights = draw([batch, queries, heads, 4], 4);
      const all = (flashAttention: boolean): readonly Operand[] => {
        const loss = (q: Operand, k: Operand, v: Operand): Operand =>
          sum(multiply(weights, dotProductAttention(q, k, v, { ...options, flashAttention })));
        const attend = jit((q: Operand, k: Operand, v: Operand) =>
          dotProductAttention(q, k, v, { ...options, flashAttention }),
        );
        return [
          attend(query, key, value),
          ...[0, 1, 2].map((argument) => grad(loss, { argument })(query, key, value)),
        ];
      };
      const [direct, blocks] = [all(false), all(true)];
      blocks.forEach((found, i) => {
        const wanted = direct[i]!;
        expect(found.shape).toEqual(wanted.shape);
        const most = Math.max(...wanted.data.map(Math.abs));
        found.data.forEach((x, j) => {
          expect(Math.abs(x - wanted.data[j]!)).toBeLessThanOrEqual(2e-6 * Math.max(most, 1));
        });
      });
    } finally {
      setEngine("auto");
    }
  });
});

/** Bytes of activations and gradients of a step of training over so many queries and keys. */
function scratchOf(places: number, flashAttention: boolean): number {
  const graph = newGraph();
  const shape = [1, places, 1, 8];
  const given = ["q", "k", "v"].map((name) => graph.parameter(name, shape, "float32"));
  const results = whileTracing(graph, () => {
    const [q, k, v] = given as unknown as [Operand, Operand, Operand];
    const loss = graph.lift(sum(dotProductAttention(q, k, v, { flashAttention })));
    return gradients([loss], [scalar(1, "float32")], given).map((found) => graph.lift(found!));
  });
  const program = compile(
    {
      name: "test",
      inputs: given.map((value, i) => ({ value, buffer: `in/${i}`, region: "data" as const })),
      outputs: results.map((value, i) => ({ value, buffer: `out/${i}`, region: "data" as const })),
    },
    { traits: reference.traits, workspaceBytes },
  );
  return program.scratchBytes;
}

test("memory grows with the places, not with their square", () => {
  const [few, many] = [scratchOf(4096, true), scratchOf(16384, true)];
  expect(many).toBeLessThan(6 * few);
  expect(many).toBeLessThan(scratchOf(16384, false) / 8);
});

test("flash attention with a bias, and the cap of scores, are refused", () => {
  const x = draw([1, 4, 1, 2], 1);
  expect(() => dotProductAttention(x, x, x, { flashAttention: true, bias: 1 })).toThrow(
    "dotProductAttention: expected no attnLogitsSoftCap, and no flashAttention with a bias, received flashAttention with a bias.",
  );
  expect(() => dotProductAttention(x, x, x, { attnLogitsSoftCap: 3 })).toThrow(
    "received attnLogitsSoftCap",
  );
});
