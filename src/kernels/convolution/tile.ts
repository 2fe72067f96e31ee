import { bytesPerElement } from "../../base/dtype.ts";
import type { KernelBuilder } from "../builder.ts";
import { binary, constant, integer, load, multiplyAdd, widen } from "../ir.ts";
import type { Expression, Variable } from "../ir.ts";

/** A loop over products: so many steps, `step` elements of x apart. */
export interface ProductLoop {
  readonly count: number;
  readonly step: number;
}

/** Joins neighbouring loops that walk x as one, and leaves out those of one step. */
export function joinLoops(loops: readonly ProductLoop[]): ProductLoop[] {
  const joined: ProductLoop[] = [];
  for (const loop of loops) {
    if (loop.count === 1) continue;
    const outer = joined.at(-1);
    if (outer !== undefined && outer.step === loop.count * loop.step)
      joined[joined.length - 1] = { count: outer.count * loop.count, step: loop.step };
    else joined.push(loop);
  }
  return joined.length === 0 ? [{ count: 1, step: 1 }] : joined;
}

/** `rows` x `vectors` * lanes sums of float32 products in registers. */
export interface SumTile {
  readonly rows: number;
  readonly vectors: number;
  readonly lanes: number;
  /** Outermost first; y's vectors follow each other in this order. */
  readonly loops: readonly ProductLoop[];
  /** Address of x's first element, and elements from there to each row, or from row to row. */
  readonly x: { readonly pointer: Expression; readonly row: number | readonly number[] };
  readonly y: Expression;
  /** Bytes from what is read of y to what will be read later, and is asked for. */
  readonly ahead?: number | undefined;
  /** Whether a short innermost loop is written out. */
  readonly unroll?: boolean;
}

/** Steps of an innermost loop that may be written out. */
const unrolled = 8;

const bytes = bytesPerElement("float32");

/** Writes the sums; gives them as [row][vector]. */
export function writeSums(
  builder: KernelBuilder,
  { rows, vectors, lanes, loops, x, y, ahead, unroll = false }: SumTile,
): readonly (readonly Variable[])[] {
  const sums = Array.from({ length: rows }, () =>
    Array.from({ length: vectors }, () => builder.mutable(constant("f32", 0, lanes))),
  );
  const from = builder.mutable(y);
  const width = lanes * bytes;
  /** Adds one product to each sum, that many bytes of x and y further on. */
  const products = (p: Expression, xOffset: number, yOffset: number): void => {
    const columns = Array.from({ length: vectors }, (_, v) =>
      builder.let(load("float32", from, yOffset + v * width, lanes)),
    );
    if (ahead !== undefined) builder.prefetch(from, yOffset + ahead, vectors * width);
    for (let row = 0; row < rows; row++) {
      const elements = typeof x.row === "number" ? row * x.row : x.row[row]!;
      const offset = xOffset + elements * bytes;
      const factor = builder.let(widen(load("float32", p, offset, 1), lanes));
      columns.forEach((column, v) => {
        const sum = sums[row]![v]!;
        builder.assign(sum, multiplyAdd(factor, column, sum));
      });
    }
  };
  const walk = (depth: number, pointer: Expression): void => {
    const { count, step } = loops[depth]!;
    const stride = step * bytes;
    const innermost = depth === loops.length - 1;
    if (innermost && unroll && depth > 0 && count <= unrolled) {
      for (let i = 0; i < count; i++) products(pointer, i * stride, i * vectors * width);
      builder.assign(from, binary("add", from, integer(count * vectors * width)));
      return;
    }
    const end = builder.let(binary("add", pointer, integer(count * stride)));
    builder.walk(pointer, end, stride, (p) => {
      if (!innermost) {
        walk(depth + 1, p);
        return;
      }
      products(p, 0, 0);
      builder.assign(from, binary("add", from, integer(vectors * width)));
    });
  };
  walk(0, x.pointer);
  return sums;
}

/** All indices of an array of these extents, in C order. */
export function indicesOf(extents: readonly number[]): readonly (readonly number[])[] {
  return extents.reduce<readonly (readonly number[])[]>(
    (found, extent) =>
      found.flatMap((index) => Array.from({ length: extent }, (_, i) => [...index, i])),
    [[]],
  );
}
