import { expect, test } from "vitest";
import { jit } from "../eager/jit.ts";
import { tensor } from "../eager/tensor.ts";
import { Variable } from "../graph/variable.ts";
import { add } from "./add.ts";
import { argmax } from "./argmax.ts";
import { matmul } from "./matmul.ts";
import { sum } from "./sum.ts";
import { transpose } from "./transpose.ts";

const weight = (): Variable =>
  new Variable({
    name: "weight",
    shape: [2, 3],
    initialize: () => Float32Array.of(1, 2, 3, 4, 5, 6),
  });

test("plain arrays and lone weights are computed on the host", () => {
  expect(add([1, 2], [3, 4]).array()).toEqual([4, 6]);
  expect(argmax([1, 3, 2]).item()).toBe(1);
  expect(transpose(weight()).array()).toEqual([
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
});

test("in a trace a lone weight is read when the program runs, not when it is traced", () => {
  const w = weight();
  const f = jit((x: ReturnType<typeof tensor>) => matmul(x, transpose(w)));
  expect(f([[1, 0, 0]]).array()).toEqual([[1, 4]]);
  w.assign(Float32Array.of(7, 0, 0, 8, 0, 0));
  expect(f([[1, 0, 0]]).array()).toEqual([[7, 8]]);
});

test("float64 products are computed, by the reference engine", () => {
  const a = tensor(Float64Array.of(0.1, 0.2, 0.3, 0.4), { shape: [2, 2] });
  expect(sum(matmul(a, a)).item()).toBe(
    0.1 * 0.1 +
      0.2 * 0.3 +
      (0.1 * 0.2 + 0.2 * 0.4) +
      (0.3 * 0.1 + 0.4 * 0.3) +
      (0.3 * 0.2 + 0.4 * 0.4),
  );
});
