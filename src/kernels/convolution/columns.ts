import { bytesPerElement } from "../../base/dtype.ts";
import { sizeOf, type Shape } from "../../base/shape.ts";
import type { Value } from "../../graph/value.ts";
import { aligned } from "../../program/plan.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { fixed, type Affine } from "../affine.ts";
import type { Frame } from "../frame.ts";
import { constant, type Expression } from "../ir.ts";
import { writeCopy } from "./copy.ts";

/** Columns whose vectors lie packed together: where they start, how many vectors they fill, how many are real. */
export interface Panel {
  readonly start: Affine;
  readonly vectors: number;
  readonly columns: number;
}

/** Packed columns: panel after panel, each [products][vectors * lanes]; the panel that starts at column c lies at c * products. */
export interface Columns {
  readonly extent: number;
  /** Vectors of a whole panel. */
  readonly vectors: number;
  readonly lanes: number;
  /** Bytes of all panels. */
  readonly bytes: number;
}

/** How so many columns of so many products are packed for tiles of `vectors`. */
export function columnsOf(
  { lanes }: EngineTraits,
  extent: number,
  products: number,
  vectors: number,
): Columns {
  const padded = Math.ceil(extent / lanes) * lanes;
  return { extent, vectors, lanes, bytes: aligned(padded * products * bytesPerElement("float32")) };
}

/** Vectors of a tile of so many rows that the registers hold: sums, the vectors themselves, and the rows' factors. */
export function tileVectors(rows: number, { registers, loadsFirst }: EngineTraits): number {
  return Math.max(1, Math.floor((registers - (loadsFirst ? rows : 1)) / (rows + 1)));
}

/** Multiply-adds that must be under way for one to begin at each chance. */
const underWay = 8;

/**
 * Rows of the tiles that `extent` rows are cut into, next to panels of so many vectors: those that take least time. Tiles
 * with few sums wait for one another's results, so two tiles of 4 and 3 rows are faster than one of 6 and one of 1.
 */
export function tileRowsOf(extent: number, vectors: number, traits: EngineTraits): number {
  const { tileRows, registers, loadsFirst } = traits;
  const most = loadsFirst
    ? Math.floor((registers - vectors) / (vectors + 1))
    : Math.floor((registers - vectors - 1) / vectors);
  const time = (rows: number): number =>
    rows === 0 ? 0 : Math.max(underWay, rows * vectors, rows + vectors);
  const timeOfAll = (rows: number): number =>
    Math.floor(extent / rows) * time(rows) + time(extent % rows);
  let best = Math.min(extent, vectors === 1 ? most : Math.min(tileRows, most));
  for (let rows = best - 1; rows > 0; rows--) if (timeOfAll(rows) < timeOfAll(best)) best = rows;
  return best;
}

/** How many panels are whole, how many columns each has, and what is left over. */
export function panelsOf({ extent, vectors, lanes }: Columns): {
  readonly whole: number;
  readonly wide: number;
  readonly rest: readonly Panel[];
} {
  const wide = vectors * lanes;
  const whole = Math.floor(extent / wide);
  const columns = extent % wide;
  const panel = { start: fixed(extent - columns), vectors: Math.ceil(columns / lanes), columns };
  return { whole, wide, rest: columns === 0 ? [] : [panel] };
}

/** Calls `body` for each panel: whole ones in a loop, `parallel` or not, then what is left, by one thread alone if parallel. */
export function eachPanel(
  frame: Frame,
  columns: Columns,
  parallel: boolean,
  body: (panel: Panel) => void,
): void {
  const { builder, indices } = frame.context;
  const { whole, wide, rest } = panelsOf(columns);
  const each = (j: Expression): void =>
    body({
      start: indices.scale(indices.argument(j, 0, Math.max(0, whole - 1)), wide),
      vectors: columns.vectors,
      columns: wide,
    });
  if (parallel) builder.parallel(0, whole, 1, each);
  else builder.loop(0, whole, 1, each);
  if (rest.length === 0) return;
  if (parallel) builder.once(() => rest.forEach(body));
  else rest.forEach(body);
}

/** Where y's elements come from: the value, and its index from the products' indices, the column and indices from outside. */
export interface ColumnSource {
  readonly y: Value;
  readonly products: Shape;
  /** Whether threads share out the outermost of the products. */
  readonly shared?: boolean;
  readonly outer: readonly { readonly index: Affine; readonly max: number }[];
  readonly indexOf: (
    products: readonly Affine[],
    column: Affine,
    outer: readonly Affine[],
  ) => readonly Affine[];
}

/** Packs one panel to its place behind `to`. */
export function packColumns(
  frame: Frame,
  columns: Columns,
  { start, vectors, columns: real }: Panel,
  { y, products, shared = false, outer, indexOf }: ColumnSource,
  to: Expression,
): void {
  const wide = vectors * columns.lanes;
  const depth = sizeOf(products);
  const last = columns.extent - real;
  const panelAt = (own: Affine): Affine => frame.context.indices.scale(own, depth);
  writeCopy(frame, {
    extents: [...products, real],
    to,
    shared,
    outer: [{ index: start, max: last }, ...outer],
    at: (elements, context, index, [from, ...others]) => {
      const { indices } = context;
      const product = index.slice(0, -1);
      const column = index.at(-1)!;
      return {
        element: elements.at(y, indexOf(product, indices.add(from!, column), others)),
        position: indices.combine([
          [panelAt(from!), 1],
          [indices.ravel(product, products), wide],
          [column, 1],
        ]),
      };
    },
  });
  if (real === wide) return;
  writeCopy(frame, {
    extents: [depth, wide - real],
    to,
    shared,
    outer: [{ index: start, max: last }],
    at: (_, { indices }, [product, column], [from]) => ({
      element: constant("f32", 0),
      position: indices.shift(
        indices.combine([
          [panelAt(from!), 1],
          [product!, wide],
          [column!, 1],
        ]),
        real,
      ),
    }),
  });
}
