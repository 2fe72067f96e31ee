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

/** A panel of y as [k][vectors * lanes], missing columns as zeros. */
export function packPanel(
  builder: KernelBuilder,
  packing: Packing & {
    readonly vectors: number;
    readonly columns: number;
    readonly columnStride: number;
  },
): void {
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
