import { isFloat } from "../../base/dtype.ts";
import { sizeOf } from "../../base/shape.ts";
import { lettersOf } from "../letters.ts";
import { hits } from "./hits.ts";
import type { Interpreters } from "./numbers.ts";
import { extentOf, permuted, remainingAxes } from "./strided.ts";

/** dot: x as [batch, m, k] times y as [batch, n, k] -> [batch, m, n]: inner products of rows. conv: the same per element of the window. */
export const contraction: Interpreters<"contraction"> = {
  dot: ([x, y], { contract, batch }) => {
    const xFree = remainingAxes(x!, [...batch[0], ...contract[0]]);
    const yFree = remainingAxes(y!, [...batch[1], ...contract[1]]);
    const xs = permuted(x!, [...batch[0], ...xFree, ...contract[0]]);
    const ys = permuted(y!, [...batch[1], ...yFree, ...contract[1]]);
    const [batches, k] = [extentOf(x!, batch[0]), extentOf(x!, contract[0])];
    const [m, n] = [extentOf(x!, xFree), extentOf(y!, yFree)];
    const inner = isFloat(x!.dtype) ? floatProduct : integerProduct;
    const out = new Float64Array(batches * m * n);
    for (let b = 0, next = 0; b < batches; b++) {
      for (let i = b * m; i < (b + 1) * m; i++) {
        for (let j = b * n; j < (b + 1) * n; j++) out[next++] = inner(xs, i * k, ys, j * k, k);
      }
    }
    return out;
  },

  conv: ([x, y], attributes, { shape }) => {
    const { groups, rows, columns, summed, windows } = lettersOf(attributes);
    const axesOf = (letters: readonly string[], of: string): number[] =>
      letters.map((letter) => of.indexOf(letter));
    const xs = permuted(x!, axesOf([...groups, ...rows, ...windows, ...summed], attributes.x));
    const ys = permuted(y!, axesOf([...groups, ...windows, ...summed, ...columns], attributes.y));
    const extents = (letters: readonly string[]): number[] =>
      letters.map((letter) => {
        const at = attributes.x.indexOf(letter);
        return at >= 0 ? x!.shape[at]! : y!.shape[attributes.y.indexOf(letter)]!;
      });
    const places = axesOf(windows, attributes.out).map((axis) => shape[axis]!);
    const sliding = windows.map((letter, i) => ({
      ...attributes.windows[letter]!,
      extent: x!.shape[attributes.x.indexOf(letter)]!,
      size: y!.shape[attributes.y.indexOf(letter)]!,
      places: places[i]!,
    }));
    const all = hits(sliding);
    const [g, m, n, k] = [groups, rows, columns, summed].map((list) => sizeOf(extents(list)));
    const [positions, sizes, outs] = [
      sizeOf(sliding.map(({ extent }) => extent)),
      sizeOf(sliding.map(({ size }) => size)),
      sizeOf(places),
    ];
    const out = new Float64Array(g! * m! * outs * n!);
    for (let row = 0; row < g! * m!; row++) {
      const group = Math.floor(row / m!);
      for (const { place, element, index } of all) {
        for (let i = 0; i < k!; i++) {
          const factor = xs[(row * positions + index) * k! + i]!;
          const from = ((group * sizes + element) * k! + i) * n!;
          const to = (row * outs + place) * n!;
          for (let j = 0; j < n!; j++) out[to + j]! += factor * ys[from + j]!;
        }
      }
    }
    const order = [...groups, ...rows, ...windows, ...columns];
    const found = {
      data: out,
      shape: [...extents(groups), ...extents(rows), ...places, ...extents(columns)],
      dtype: x!.dtype,
    };
    return permuted(
      found,
      [...attributes.out].map((letter) => order.indexOf(letter)),
    ).slice();
  },
};

function floatProduct(
  xs: Float64Array,
  x: number,
  ys: Float64Array,
  y: number,
  length: number,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += xs[x + i]! * ys[y + i]!;
  return sum;
}

function integerProduct(
  xs: Float64Array,
  x: number,
  ys: Float64Array,
  y: number,
  length: number,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum = (sum + Math.imul(xs[x + i]!, ys[y + i]!)) | 0;
  return sum;
}
