import { bytesPerElement, type DType } from "../../base/dtype.ts";
import type { KernelBuilder } from "../builder.ts";
import { binary, constant, integer, load, scalarOf, type Expression } from "../ir.ts";

/** What is packed: elements from `from` to `to`, `step` elements from product to product. */
interface Packing {
  readonly from: Expression;
  readonly to: Expression;
  readonly dtype: DType;
  readonly lanes: number;
  readonly depth: number;
  readonly step: number;
}

/** For each product, writes what `write` stores at the source and target addresses; `bytes` of target per product. */
function eachProduct(
  builder: KernelBuilder,
  { from, to, dtype, depth, step }: Packing,
  bytes: number,
  write: (source: Expression, target: Expression) => void,
): void {
  const stride = step * bytesPerElement(dtype);
  builder.outline(() => {
    const end = builder.let(binary("add", from, integer(depth * stride)));
    const target = builder.mutable(to);
    builder.walk(from, end, Math.max(1, stride), (p) => {
      write(p, target);
      builder.assign(target, binary("add", target, integer(bytes)));
    });
  });
}

/** What is packed of a panel: its vectors, and those of their columns that there are. */
interface PanelPacking extends Packing {
  readonly vectors: number;
  readonly columns: number;
  readonly columnStride: number;
}

/** A panel of y as [k][vectors * lanes], missing columns as zeros. */
export function packPanel(builder: KernelBuilder, packing: PanelPacking): void {
  const { from, to, dtype, lanes, vectors, columnStride, depth, step } = packing;
  const bytes = bytesPerElement(dtype);
  const isTurned = step === 1 && columnStride !== 1 && lanes > 1 && bytes === 4;
  const whole = isTurned ? depth - (depth % lanes) : 0;
  if (whole > 0) packTurned(builder, { ...packing, depth: whole });
  if (whole === depth) return;
  packProducts(builder, {
    ...packing,
    from: binary("add", from, integer(whole * bytes)),
    to: binary("add", to, integer(whole * vectors * lanes * bytes)),
    depth: depth - whole,
  });
}

/**
 * A panel whose products lie side by side: squares of lanes x lanes are read along the columns and turned in registers.
 * ([32, 512] x [512, 128] turned, on Zen 3: 55 -> 63 GFLOP/s.)
 */
function packTurned(builder: KernelBuilder, packing: PanelPacking): void {
  const { from, to, dtype, lanes, vectors, columns, columnStride, depth } = packing;
  const bytes = bytesPerElement(dtype);
  const row = lanes * bytes;
  builder.outline(() => {
    const end = builder.let(binary("add", from, integer(depth * bytes)));
    const target = builder.mutable(to);
    builder.walk(from, end, row, (p) => {
      for (let v = 0; v < vectors; v++) {
        const rows = Array.from({ length: lanes }, (_, lane) => {
          const column = v * lanes + lane;
          return column < columns
            ? builder.let(load(dtype, p, column * columnStride * bytes, lanes))
            : constant(scalarOf(dtype), 0, lanes);
        });
        transposed(builder, rows).forEach((product, i) =>
          builder.store(dtype, target, (i * vectors + v) * row, product),
        );
      }
      builder.assign(target, binary("add", target, integer(vectors * lanes * row)));
    });
  });
}

/**
 * The columns of a square of vectors, in log2(lanes) rounds of shuffles, each of which is one instruction: first single
 * elements within quarters of 4 lanes, then pairs, then quarters and what is wider.
 */
function transposed(builder: KernelBuilder, rows: readonly Expression[]): readonly Expression[] {
  const lanes = rows.length;
  let vectors = rows;
  for (let width = 1; width < lanes; width *= 2) {
    vectors = vectors.map((_, i) => {
      const [low, high] = [vectors[i & ~width]!, vectors[i | width]!];
      const upper = (i & width) > 0;
      const order = Array.from({ length: lanes }, (__, lane) => {
        if (width === 1) return (lane & ~3) + (upper ? 2 : 0) + ((lane & 2) >> 1) + (lane & 1) * lanes; // prettier-ignore
        return (lane & ~width) + (upper ? width : 0) + ((lane & width) > 0 ? lanes : 0);
      });
      return builder.let({ kind: "shuffle", scalar: low.scalar, lanes, x: low, y: high, order });
    });
  }
  // The first round leaves columns 1 and 2 of each quarter in each other's place.
  return vectors.map((_, i) => vectors[(i & ~3) | ((i & 1) << 1) | ((i & 2) >> 1)]!);
}

/** As `packPanel`, product by product. */
function packProducts(builder: KernelBuilder, packing: PanelPacking): void {
  const { dtype, lanes, vectors, columns, columnStride } = packing;
  const bytes = bytesPerElement(dtype);
  const scalar = scalarOf(dtype);
  eachProduct(builder, packing, vectors * lanes * bytes, (source, target) => {
    for (let v = 0; v < vectors; v++) {
      if (columnStride === 1 && columns >= (v + 1) * lanes) {
        const offset = v * lanes * bytes;
        builder.store(dtype, target, offset, builder.let(load(dtype, source, offset, lanes)));
        continue;
      }
      const items = Array.from({ length: lanes }, (_, lane): Expression => {
        const column = v * lanes + lane;
        return column < columns
          ? load(dtype, source, column * columnStride * bytes, 1)
          : constant(scalar, 0);
      });
      const vector: Expression =
        lanes === 1 ? items[0]! : { kind: "assemble", scalar, lanes, items };
      builder.store(dtype, target, v * lanes * bytes, builder.let(vector));
    }
  });
}

/**
 * A tile of x's rows, which lie side by side, as [k][row]: by vectors, where the last one reads and writes behind the tile's
 * rows what the next product, or the next tile, writes again.
 */
export function packTile(
  builder: KernelBuilder,
  packing: Packing & { readonly tileRows: number },
): void {
  const { dtype, lanes, tileRows } = packing;
  const bytes = bytesPerElement(dtype);
  eachProduct(builder, packing, tileRows * bytes, (source, target) => {
    for (let i = 0; i < tileRows; i += lanes) {
      builder.store(dtype, target, i * bytes, builder.let(load(dtype, source, i * bytes, lanes)));
    }
  });
}
