import { sizeOf } from "../../base/shape.ts";
import { lettersOf } from "../letters.ts";
import { hits } from "./hits.ts";
import type { Interpreter } from "./numbers.ts";
import { permuted } from "./strided.ts";

/** Per element of the window: inner products of rows, as of a dot. */
export const conv: Interpreter<"conv"> = ([x, y], attributes, { shape }) => {
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
};
