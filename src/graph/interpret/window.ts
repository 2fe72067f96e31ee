import { heldAs, type WideDType } from "../../base/dtype.ts";
import type { Windows } from "../alphabet.ts";
import { placesOf } from "../window.ts";
import { hits, type Hit } from "./hits.ts";
import type { Interpreters, Numbers } from "./numbers.ts";
import { extentOf, permuted, remainingAxes } from "./strided.ts";

/** An array with the windowed axes last, as rows, and what the windows cover in each row. */
interface Rows {
  readonly data: Float64Array;
  readonly count: number;
  /** Elements of a row, and windows in it. */
  readonly extent: number;
  readonly places: number;
  readonly hits: readonly Hit[];
  /** Where each axis of the array now is. */
  readonly order: readonly number[];
}

function rowsOf(x: Numbers, attributes: Windows): Rows {
  // In C order of the array, which decides what comes first.
  const axes = attributes.axes.toSorted((a, b) => a - b);
  const windows = axes.map((axis) => attributes.windows[attributes.axes.indexOf(axis)]!);
  const kept = remainingAxes(x, axes);
  const order = [...kept, ...axes];
  const sliding = axes.map((axis, i) => {
    const extent = x.shape[axis]!;
    const window = windows[i]!;
    return { ...window, extent, places: placesOf(extent, window.size, window) };
  });
  return {
    data: permuted(x, order),
    count: extentOf(x, kept),
    extent: extentOf(x, axes),
    places: sliding.reduce((product, { places }) => product * places, 1),
    hits: hits(sliding),
    order,
  };
}

/** Rows of results back in the order of the array's axes. */
function restored(
  data: Float64Array,
  order: readonly number[],
  shape: readonly number[],
): Float64Array {
  const inner = { data, shape: order.map((axis) => shape[axis]!), dtype: "float64" } as const;
  return permuted(
    inner,
    order.map((_, axis) => order.indexOf(axis)),
  ).slice();
}

/** Folds each window, beginning with `start`. */
function fold(
  x: Numbers,
  windows: Windows,
  shape: readonly number[],
  { start, f }: { readonly start: number; readonly f: (sum: number, x: number) => number },
): Float64Array {
  const rows = rowsOf(x, windows);
  const out = new Float64Array(rows.count * rows.places).fill(start);
  for (let row = 0; row < rows.count; row++) {
    for (const { place, index } of rows.hits) {
      const at = row * rows.places + place;
      out[at] = f(out[at]!, rows.data[row * rows.extent + index]!);
    }
  }
  return restored(out, rows.order, shape);
}

/** Position of the first largest element of each window in its row, -1 where all is padding; a NaN beats every number. */
function selected(rows: Rows, row: number): Int32Array {
  const best = new Int32Array(rows.places).fill(-1);
  const at = (index: number): number => rows.data[row * rows.extent + index]!;
  for (const { place, index } of rows.hits) {
    const leader = best[place]!;
    const beats =
      leader < 0 ||
      at(index) > at(leader) ||
      (Number.isNaN(at(index)) && !Number.isNaN(at(leader)));
    if (beats) best[place] = index;
  }
  return best;
}

/** The largest of no elements. */
const smallest: Readonly<Record<WideDType, number>> = {
  float32: -Infinity,
  float64: -Infinity,
  int32: -0x80000000,
  uint32: 0,
  uint8: 0,
  bool: 0,
};

/** Each primitive of windows, row by row. */
export const window: Interpreters<"window"> = {
  reduceWindowSum: ([x], windows, { shape }) =>
    fold(x!, windows, shape, { start: 0, f: (sum, element) => sum + element }),
  reduceWindowMax: ([x], windows, { shape }) =>
    fold(x!, windows, shape, { start: smallest[heldAs(x!.dtype)], f: Math.max }),

  selectAndScatter: ([x, updates], windows, { shape }) => {
    const rows = rowsOf(x!, windows);
    const from = permuted(updates!, rows.order);
    const out = new Float64Array(rows.count * rows.extent);
    for (let row = 0; row < rows.count; row++) {
      selected(rows, row).forEach((index, place) => {
        if (index >= 0) out[row * rows.extent + index]! += from[row * rows.places + place]!;
      });
    }
    return restored(out, rows.order, shape);
  },

  selectAndGather: ([x, y], windows, { shape }) => {
    const rows = rowsOf(x!, windows);
    const from = permuted(y!, rows.order);
    const out = new Float64Array(rows.count * rows.places);
    for (let row = 0; row < rows.count; row++) {
      selected(rows, row).forEach((index, place) => {
        if (index >= 0) out[row * rows.places + place] = from[row * rows.extent + index]!;
      });
    }
    return restored(out, rows.order, shape);
  },
};
