import { isFloat } from "../../base/dtype.ts";
import type { Interpreters, Numbers } from "./numbers.ts";
import { extentOf, permuted, remainingAxes } from "./strided.ts";

/** Brings the reduced axes to the end and folds each row, beginning with `start`. */
function fold(
  x: Numbers,
  axes: readonly number[],
  start: number,
  f: (sum: number, x: number) => number,
): Float64Array {
  const kept = remainingAxes(x, axes);
  const rows = permuted(x, [...kept, ...axes]);
  const length = extentOf(x, axes);
  const out = new Float64Array(extentOf(x, kept));
  for (let row = 0; row < out.length; row++) {
    let result = start;
    for (let i = row * length; i < (row + 1) * length; i++) result = f(result, rows[i]!);
    out[row] = result;
  }
  return out;
}

/** Index per row of the first entry that `beats` all others; a NaN beats every number. */
function position(
  x: Numbers,
  axis: number,
  beats: (x: number, best: number) => boolean,
): Float64Array {
  const kept = remainingAxes(x, [axis]);
  const rows = permuted(x, [...kept, axis]);
  const length = x.shape[axis]!;
  const out = new Float64Array(extentOf(x, kept));
  for (let row = 0; row < out.length; row++) {
    let best = 0;
    for (let i = 1; i < length; i++) {
      const [now, leader] = [rows[row * length + i]!, rows[row * length + best]!];
      if (beats(now, leader) || (Number.isNaN(now) && !Number.isNaN(leader))) best = i;
    }
    out[row] = best;
  }
  return out;
}

/** Folds over axes. Sums and products of integers wrap at 32 bits. */
export const reduction: Interpreters<"reduction"> = {
  reduceSum: ([x], { axes }) => fold(x!, axes, 0, (sum, element) => sum + element),
  reduceProd: ([x], { axes }) =>
    fold(x!, axes, 1, isFloat(x!.dtype) ? (product, element) => product * element : Math.imul),
  reduceMax: ([x], { axes }) =>
    fold(x!, axes, -Infinity, (best, element) => Math.max(best, element)),
  reduceMin: ([x], { axes }) =>
    fold(x!, axes, Infinity, (best, element) => Math.min(best, element)),
  reduceAny: ([x], { axes }) => fold(x!, axes, 0, (any, element) => any | element),
  reduceAll: ([x], { axes }) => fold(x!, axes, 1, (all, element) => all & element),
  argMax: ([x], { axis }) => position(x!, axis, (now, best) => now > best),
  argMin: ([x], { axis }) => position(x!, axis, (now, best) => now < best),
};
