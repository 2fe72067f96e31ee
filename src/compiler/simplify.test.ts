import { expect, test } from "vitest";
import { atOnce } from "../base/eventLoop.ts";
import type { Operand, Value } from "../graph/value.ts";
import { add, multiply, negative, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { divide } from "../ops/divide.ts";
import { exp } from "../ops/exp.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { reshape } from "../ops/reshape.ts";
import { transpose } from "../ops/transpose.ts";
import { where } from "../ops/where.ts";
import { commonSubexpressions } from "./commonSubexpressions.ts";
import { foldConstants } from "./foldConstants.ts";
import type { Pass } from "./rewrite.ts";
import { simplify } from "./simplify.ts";

const graph = newGraph();
const x = graph.parameter("x", [2, 3, 4], "float32");
const after = (pass: Pass, value: Operand): Value => atOnce(pass.run([graph.lift(value)]))[0]!;

test.each<[string, Operand]>([
  ["x + 0", add(x, 0)],
  ["x · 1", multiply(x, 1)],
  ["x / 1", divide(x, 1)],
  ["x - 0", subtract(x, 0)],
  ["-(-x)", negative(negative(x))],
  ["a cast to its own dtype", cast(cast(x, "float32"), "float32")],
  ["a reshape there and back", reshape(reshape(x, [24]), [2, 3, 4])],
  [
    "a permutation and its inverse",
    transpose(transpose(x, { axes: [2, 0, 1] }), { axes: [1, 2, 0] }),
  ],
  ["where(true, x, y)", where(true, x, exp(x))],
])("simplify: %s is x", (_, value) => {
  expect(after(simplify, value)).toBe(x);
});

test("simplify keeps x · 0, which is NaN where x is", () => {
  expect(after(simplify, multiply(x, 0)).op).toBe("mul");
});

test("simplify: two permutations become the right one", () => {
  const twice = after(simplify, transpose(transpose(x, { axes: [2, 0, 1] }), { axes: [2, 0, 1] }));
  expect(twice.inputs[0]).toBe(x);
  expect(twice.attributes).toEqual({ permutation: [1, 2, 0] });
});

test("fold: what depends on constants alone is computed", () => {
  const constant = graph.constant(Float32Array.of(1, 2), [2], "float32");
  const folded = after(foldConstants, exp(add(constant, constant)));
  expect(folded.op).toBe("constant");
  expect([...folded.data]).toEqual([Math.fround(Math.exp(2)), Math.fround(Math.exp(4))]);
});

test("cse: what is written twice is computed once, but only if all attributes agree", () => {
  const sum = after(commonSubexpressions, add(exp(x), exp(x)));
  expect(sum.inputs[0]).toBe(sum.inputs[1]);
  const views = after(
    commonSubexpressions,
    add(reshape(transpose(x, { axes: [1, 0, 2] }), [24]), reshape(x, [24])),
  );
  expect(views.inputs[0]).not.toBe(views.inputs[1]);
});
