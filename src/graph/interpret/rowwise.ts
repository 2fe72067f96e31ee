import { isFloat } from "../../base/dtype.ts";
import { sizeOf } from "../../base/shape.ts";
import type { Interpreter, Interpreters, Numbers } from "./numbers.ts";

/** Calls `each` with the positions of the first element of every row along `axis`, and the step within it. */
function forEachRow(
  { shape }: Numbers,
  axis: number,
  each: (start: number, step: number) => void,
): void {
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < inner; i++) each(o * shape[axis]! * inner + i, inner);
}

type Cumulative = Interpreter<"cumulativeSum">;

/** Folds along each row, beginning with `start`. */
function cumulative(
  start: number,
  fold: (x: Numbers) => (a: number, b: number) => number,
): Cumulative {
  return ([x], { axis, reverse }) => {
    const out = new Float64Array(x!.data.length);
    const extent = x!.shape[axis]!;
    const f = fold(x!);
    forEachRow(x!, axis, (first, step) => {
      let result = start;
      for (let i = 0; i < extent; i++) {
        const at = first + (reverse ? extent - 1 - i : i) * step;
        result = f(result, x!.data[at]!);
        out[at] = result;
      }
    });
    return out;
  };
}

/** Rising; NaN behind all numbers. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : Number(a > b);
}

/** What is computed row by row. Sums and products of integers wrap at 32 bits. */
export const rowwise: Interpreters<"rowwise"> = {
  cumulativeSum: cumulative(0, () => (a, b) => a + b),
  cumulativeProd: cumulative(1, ({ dtype }) => (isFloat(dtype) ? (a, b) => a * b : Math.imul)),
  cumulativeMax: cumulative(-Infinity, () => (a, b) => Math.max(a, b)),
  cumulativeMin: cumulative(Infinity, () => (a, b) => Math.min(a, b)),

  argSort: ([x], { axis, descending }) => {
    const out = new Float64Array(x!.data.length);
    const positions = Array.from({ length: x!.shape[axis]! }, (_, i) => i);
    forEachRow(x!, axis, (first, step) => {
      const entry = (i: number): number => x!.data[first + i * step]!;
      const order = positions.toSorted((a, b) =>
        descending ? compare(entry(b), entry(a)) : compare(entry(a), entry(b)),
      );
      order.forEach((position, i) => (out[first + i * step] = position));
    });
    return out;
  },
};
