import { sizeOf, stridesOf, type Shape } from "../../base/shape.ts";
import type { Numbers } from "./numbers.ts";

/** Where the elements of an array lie: element [i, j, ..] at offset + i * strides[0] + j * strides[1] + .. */
export interface View {
  readonly data: Float64Array;
  readonly offset: number;
  readonly strides: readonly number[];
}

/** All of `data`, in C order. */
export function viewOfAll(data: Float64Array, shape: Shape): View {
  return { data, offset: 0, strides: stridesOf(shape) };
}

/** Copies an array of `shape` from one place to another. */
export function copyStrided(shape: Shape, from: View, to: View): void {
  if (sizeOf(shape) === 0) return;
  const last = shape.length - 1;
  const walk = (axis: number, source: number, target: number): void => {
    if (axis < last) {
      for (let i = 0; i < shape[axis]!; i++) {
        walk(axis + 1, source + i * from.strides[axis]!, target + i * to.strides[axis]!);
      }
      return;
    }
    const [extent, step, stride] = [
      shape[last] ?? 1,
      from.strides[last] ?? 1,
      to.strides[last] ?? 1,
    ];
    for (let i = 0; i < extent; i++) to.data[target + i * stride] = from.data[source + i * step]!;
  };
  walk(0, from.offset, to.offset);
}

/** A copy in C order of an array of `shape` that lies in `view`. */
export function gathered(shape: Shape, view: View): Float64Array {
  const data = new Float64Array(sizeOf(shape));
  copyStrided(shape, view, viewOfAll(data, shape));
  return data;
}

/** The elements of `x` in C order after its axes were put in this order. */
export function permuted({ data, shape }: Numbers, order: readonly number[]): Float64Array {
  if (order.every((from, to) => from === to)) return data;
  const strides = stridesOf(shape);
  return gathered(
    order.map((axis) => shape[axis]!),
    { data, offset: 0, strides: order.map((axis) => strides[axis]!) },
  );
}

/** Product of the extents of some axes. */
export function extentOf({ shape }: Numbers, axes: readonly number[]): number {
  return axes.reduce((product, axis) => product * shape[axis]!, 1);
}

/** The axes of `x` that are not among `taken`, rising. */
export function remainingAxes({ shape }: Numbers, taken: readonly number[]): number[] {
  return [...shape.keys()].filter((axis) => !taken.includes(axis));
}
