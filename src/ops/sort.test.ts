import { describe, expect, test } from "vitest";
import { grad } from "../eager/jit.ts";
import { tensor } from "../eager/tensor.ts";
import { multiply } from "./add.ts";
import { cumprod, cumsum } from "./cumsum.ts";
import { sliceUpdate } from "./slice.ts";
import { argpartition, argsort, digitize, searchsorted, sort, topK } from "./sort.ts";
import { sum } from "./sum.ts";
import { arctan2 } from "./tan.ts";

test("sort is stable, puts NaN last, and keeps the dtype", () => {
  expect([...sort(tensor([3, NaN, -Infinity, 0.5])).data]).toEqual([-Infinity, 0.5, 3, NaN]);
  const x = tensor([2, 1, 2, 1, 2], { dtype: "int32" });
  expect(argsort(x).array()).toEqual([1, 3, 0, 2, 4]);
  expect(sort(x)).toMatchObject({ dtype: "int32" });
  expect(sort(tensor([true, false, true])).array()).toEqual([false, true, true]);
});

test("the axis may be any, or none", () => {
  const x = tensor([
    [3, 1],
    [2, 5],
    [1, 4],
  ]);
  expect(sort(x, { axis: 0 }).array()).toEqual([
    [1, 1],
    [2, 4],
    [3, 5],
  ]);
  expect(argsort(x, { axis: null }).array()).toEqual([1, 4, 2, 0, 5, 3]);
  expect(() => sort(x, { axis: 2 })).toThrow(/sort/);
});

test("gradients go back to where the entries stood", () => {
  const weights = tensor([1, 10, 100]);
  const gradient = grad((x) => sum(multiply(sort(x), weights)))([3, 1, 2]);
  expect(gradient.array()).toEqual([100, 1, 10]);
  const top = grad((x) => sum(multiply(topK(x, 2)[0], tensor([1, 10]))))([3, 1, 2]);
  expect(top.array()).toEqual([1, 0, 10]);
});

describe("topK", () => {
  test("of equal entries the first come first", () => {
    const [values, indices] = topK(tensor([2, 7, 7, 1, 7]), 3);
    expect(values.array()).toEqual([7, 7, 7]);
    expect(indices.array()).toEqual([1, 2, 4]);
  });

  test("k from 0 to the extent", () => {
    expect(topK(tensor([[1, 2]]), 0)[0].shape).toEqual([1, 0]);
    expect(() => topK(tensor([1, 2]), 3)).toThrow(
      "topK: expected k as an integer between 0 and 2, the extent of the last axis, received 3.",
    );
    expect(() => topK(tensor([1, 2]), 0.5)).toThrow(/received 0.5/);
  });
});

test("argpartition says where kth may lie", () => {
  expect(argpartition(tensor([3, 1, 2]), -1).array()).toEqual([1, 2, 0]);
  expect(() => argpartition(tensor([3, 1, 2]), 3)).toThrow(/between -3 and 2/);
});

test("searchsorted on both sides, below, between and above all", () => {
  const sequence = tensor([1, 2, 2, 2, 5]);
  const values = [[0, 1, 2], [3, 5, 6]] as const; // prettier-ignore
  const [left, right] = (["left", "right"] as const).map((side) =>
    searchsorted(sequence, tensor(values), { side }).array(),
  );
  expect(left).toEqual([
    [0, 0, 1],
    [4, 4, 5],
  ]);
  expect(right).toEqual([
    [0, 1, 4],
    [4, 5, 5],
  ]);
  expect(searchsorted(tensor(new Float32Array(0)), tensor([1])).array()).toEqual([0]);
  expect(digitize(tensor([2, 7]), sequence).array()).toEqual([4, 5]);
  expect(() => searchsorted(tensor([[1]]), 1)).toThrow(/a sorted sequence of rank 1/);
});

test("cumulative sums and products of rows, of all, and in another dtype", () => {
  const x = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
  expect(cumsum(x, { axis: 0 }).array()).toEqual([[1, 2, 3], [5, 7, 9]]); // prettier-ignore
  expect(cumprod(x).array()).toEqual([1, 2, 6, 24, 120, 720]);
  expect(cumsum(tensor([true, true]))).toMatchObject({ dtype: "int32" });
});

test("sliceUpdate on several axes, its start held inside", () => {
  const x = tensor([[0, 0, 0], [0, 0, 0], [0, 0, 0]]); // prettier-ignore
  const updates = tensor([[1, 2], [3, 4]]); // prettier-ignore
  const expected = [[0, 0, 0], [0, 1, 2], [0, 3, 4]]; // prettier-ignore
  expect(sliceUpdate(x, [1, 1], updates).array()).toEqual(expected);
  const start = tensor([5, 1], { dtype: "int32" });
  expect(sliceUpdate(x, start, updates).array()).toEqual(expected);
  expect(() => sliceUpdate(x, [0], updates)).toThrow(/2 starts and a block inside \[3, 3\]/);
});

test("arctan2 knows the quadrants", () => {
  const y = tensor([1, 1, -1, -1]);
  const x = tensor([1, -1, -1, 1]);
  const quarters = [...arctan2(y, x).data].map((angle) => angle / (Math.PI / 4));
  quarters.forEach((q, i) => expect(q).toBeCloseTo([1, 3, -3, -1][i]!, 6));
});
