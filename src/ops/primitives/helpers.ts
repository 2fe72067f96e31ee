import { allocate } from "../../base/dtype.ts";
import { sameShape, type Shape } from "../../base/shape.ts";
import { emit } from "../../graph/primitives.ts";
import type { Operand, Value } from "../../graph/value.ts";

/** A scalar constant with the dtype and in the graph of `value`. */
export function scalarLike({ builder, dtype }: Value, number: number): Operand {
  const data = allocate(dtype, 1);
  data[0] = number;
  return builder.emit("constant", [], { shape: [], dtype, data });
}

/** `number` everywhere, with the shape and dtype and in the graph of `value`. */
export function constantLike(value: Value, number: number): Operand {
  return stretch(scalarLike(value, number), value.shape, []);
}

/** Repeats `x` into `shape`; `axes` says which axes of `shape` its own axes are. */
export function stretch(x: Operand, shape: Shape, axes: readonly number[]): Operand {
  const thin = shape.map((_, axis) => (axes.includes(axis) ? shape[axis]! : 1));
  return broadcastTo(reshapeTo(x, thin), shape);
}

/** Broadcast, unless the shape is the same already. */
export function broadcastTo(x: Operand, shape: Shape): Operand {
  return sameShape(x.shape, shape) ? x : emit("broadcast", [x], { shape });
}

/** Reshape, unless the shape is the same already. */
export function reshapeTo(x: Operand, shape: Shape): Operand {
  return sameShape(x.shape, shape) ? x : emit("reshape", [x], { shape });
}

/** Transpose, unless the permutation moves nothing. */
export function transposeTo(x: Operand, permutation: readonly number[]): Operand {
  return permutation.every((from, to) => from === to) ? x : emit("transpose", [x], { permutation });
}

/** 0, 1, .. length - 1, beginning with `start`. */
export function range(length: number, start = 0): number[] {
  return Array.from({ length }, (_, i) => start + i);
}

/** The axes below `rank` that are not among `taken`, rising. */
export function otherAxes(rank: number, taken: readonly number[]): number[] {
  return range(rank).filter((axis) => !taken.includes(axis));
}
