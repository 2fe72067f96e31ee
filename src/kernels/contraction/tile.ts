import { bytesPerElement } from "../../base/dtype.ts";
import type { Value } from "../../graph/value.ts";
import { Arithmetic } from "../arithmetic.ts";
import type { KernelBuilder } from "../builder.ts";
import {
  binary,
  constant,
  integer,
  load,
  multiplyAdd,
  scalarOf,
  widen,
  type Expression,
  type Variable,
} from "../ir.ts";

/** One micro-tile: `rows` x `vectors` * lanes results, summed over `depth` products in registers. */
export interface Tile {
  readonly rows: number;
  readonly vectors: number;
  readonly lanes: number;
  readonly depth: number;
  /** Address of x's first element, and bytes from row to row and from product to product. */
  readonly x: { readonly pointer: Expression; readonly row: number; readonly step: number };
  /**
   * Address of y's first element and bytes from product to product; columns lie side by side. `ahead`: bytes to what will
   * be read later, and is asked for.
   */
  readonly y: {
    readonly pointer: Expression;
    readonly step: number;
    readonly ahead?: number | undefined;
  };
  /** Where y's vectors are written as they are read, side by side: the panel that the next tiles read. */
  readonly copyTo: Expression | undefined;
  /** Where the sums of the products before these lie, and bytes from row to row; absent: there are none. */
  readonly before?: { readonly pointer: Expression; readonly row: number } | undefined;
}

/** Writes the sums; gives them as [row][vector]. */
export function writeTile(
  builder: KernelBuilder,
  root: Value<"dot">,
  tile: Tile,
): readonly (readonly Variable[])[] {
  const { rows, vectors, lanes, depth, x, y, copyTo, before } = tile;
  const [xType, yType] = root.inputs.map(({ dtype }) => dtype);
  const scalar = scalarOf(root.dtype);
  const width = lanes * bytesPerElement(yType!);
  const sums = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: vectors }, (_, v) =>
      builder.mutable(
        before === undefined
          ? constant(scalar, 0, lanes)
          : load(root.dtype, before.pointer, row * before.row + v * lanes * 4, lanes),
      ),
    ),
  );
  if (depth === 0) return sums;
  const m = new Arithmetic((e) => e);
  const from = builder.mutable(y.pointer);
  const to = copyTo === undefined ? undefined : builder.mutable(copyTo);
  const end = builder.let(binary("add", x.pointer, integer(x.step * depth)));
  builder.walk(x.pointer, end, x.step, (p) => {
    const columns = Array.from({ length: vectors }, (_, v) =>
      builder.let(load(yType!, from, v * width, lanes)),
    );
    if (y.ahead !== undefined) builder.prefetch(from, y.ahead, vectors * width);
    for (let row = 0; row < rows; row++) {
      const factor = builder.let(widen(load(xType!, p, row * x.row, 1), lanes));
      columns.forEach((column, v) => {
        const sum = sums[row]![v]!;
        if (scalar === "f32") builder.assign(sum, multiplyAdd(factor, column, sum));
        else if (scalar === "mask") builder.assign(sum, m.or(sum, m.and(factor, column)));
        else builder.assign(sum, m.add(sum, m.mul(factor, column)));
      });
    }
    if (to !== undefined) {
      columns.forEach((column, v) => builder.store(yType!, to, v * width, column));
      builder.assign(to, binary("add", to, integer(vectors * width)));
    }
    builder.assign(from, binary("add", from, integer(y.step)));
  });
  return sums;
}
