import { expect, test } from "vitest";
import { reference } from "../engines/reference/reference.ts";
import { whileTracing } from "../graph/variable.ts";
import { workspaceBytes } from "../kernels/workspace.ts";
import { conv } from "../ops/conv.ts";
import { matmul } from "../ops/matmul.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { scan } from "../ops/scan.ts";
import { sum } from "../ops/sum.ts";
import type { Operand, Value } from "../graph/value.ts";
import { operationsOf } from "../program/operations.ts";
import { compile } from "./compile.ts";

/** The operations of a program over parameters of these shapes. */
function count(shapes: readonly (readonly number[])[], write: (...x: Value[]) => Operand): number {
  const graph = newGraph();
  const given = shapes.map((shape, i) => graph.parameter(`x${i}`, shape, "float32"));
  const out = graph.lift(whileTracing(graph, () => write(...given)));
  const step = {
    name: "test",
    inputs: given.map((value, i) => ({ value, buffer: `data/x${i}`, region: "data" as const })),
    outputs: [{ value: out, buffer: "out/y", region: "data" as const }],
  };
  return operationsOf(compile(step, { traits: reference.traits, workspaceBytes }));
}

test("products and sums of matrices and of convolutions", () => {
  expect(
    count(
      [
        [4, 5],
        [5, 6],
      ],
      (x, y) => matmul(x, y),
    ),
  ).toBe(2 * 4 * 5 * 6);
  expect(
    count(
      [
        [2, 8, 8, 3],
        [3, 3, 3, 7],
      ],
      (x, y) => conv(x, y),
    ),
  ).toBe(2 * 2 * 36 * 27 * 7);
});

test("one per folded element", () => {
  expect(count([[40, 50]], (x) => sum(x))).toBe(2000);
});

test("a loop counts as often as it runs", () => {
  const loop = (length: number): number =>
    count(
      [
        [4, 4],
        [length, 4, 4],
      ],
      (weights, xs) => {
        const body = (carry: Operand, x: Operand): [Operand, Operand] => [
          matmul(carry, weights),
          x,
        ];
        return scan(body, weights as Operand, { xs: xs })[0];
      },
    );
  expect(loop(10)).toBeGreaterThanOrEqual(10 * 2 * 64);
  expect(loop(10)).toBeLessThan(2 * 10 * 2 * 64);
});
