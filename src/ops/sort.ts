import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import {
  broadcastWith,
  builderFor,
  castWith,
  optionsOf,
  reshapeWith,
  resultDType,
  scalar,
  toOperand,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { argSort } from "./primitives/rowwise.ts";
import { takeAlongAxis } from "./take.ts";
import { gather } from "./primitives/scatter.ts";

/** Along which axis entries are sorted. */
export interface SortOptions {
  /** Default -1; null: the flattened tensor. */
  readonly axis?: number | null | undefined;
}

/** The tensor whose axis is sorted, and that axis; flattened where the axis is null. */
function rowsOf(
  where: string,
  x: OperandLike,
  axis: number | null | undefined,
): { readonly rows: Operand; readonly along: number } {
  const operand = toOperand(x);
  const rows =
    axis === null ? reshapeWith(builderFor(where, [operand]), operand, [operand.size]) : operand;
  return { rows, along: normalizeAxis(where, axis ?? -1, rows.rank) };
}

function order(where: string, rows: Operand, axis: number, descending: boolean): Operand {
  return builderFor(where, [rows]).emit(argSort, [rows], { axis, descending });
}

/** The entries in rising order on an axis (default the last); NaN last. */
export function sort(x: OperandLike, options: OptionsOr<SortOptions, "axis"> = {}): Operand {
  const { axis } = optionsOf<SortOptions>("axis", options);
  const { rows, along } = rowsOf("sort", x, axis);
  if (rows.size === 0) return rows;
  return takeAlongAxis(rows, order("sort", rows, along, false), { axis: along });
}

/** The int32 positions of the entries in rising order on an axis (default the last); equal ones in the order in which they stand. */
export function argsort(x: OperandLike, options: OptionsOr<SortOptions, "axis"> = {}): Operand {
  const { axis } = optionsOf<SortOptions>("axis", options);
  const { rows, along } = rowsOf("argsort", x, axis);
  return order("argsort", rows, along, false);
}

/** Positions such that entry `kth` is where it stands in the sorted order, smaller ones before and larger ones behind. */
export function argpartition(
  x: OperandLike,
  kth: number,
  options: OptionsOr<SortOptions, "axis"> = {},
): Operand {
  const { axis } = optionsOf<SortOptions>("axis", options);
  const { rows, along } = rowsOf("argpartition", x, axis);
  const extent = rows.shape[along]!;
  if (!Number.isInteger(kth) || kth < -extent || kth >= extent) {
    fail("value", {
      where: "argpartition",
      expected: `kth as an integer between ${-extent} and ${extent - 1}`,
      received: `${kth}`,
    });
  }
  return order("argpartition", rows, along, false);
}

/** Whether the entries come in falling order. */
export interface TopKOptions {
  /** Default true. They come so in either case. */
  readonly sorted?: boolean | undefined;
}

/** The `k` largest entries of the last axis, in falling order, and their int32 positions; of equal ones the first. */
export function topK(
  x: OperandLike,
  k: number,
  _options: OptionsOr<TopKOptions, "sorted"> = {},
): [values: Operand, indices: Operand] {
  const { rows, along } = rowsOf("topK", x, -1);
  const extent = rows.shape[along]!;
  if (!Number.isInteger(k) || k < 0 || k > extent) {
    fail("value", {
      where: "topK",
      expected: `k as an integer between 0 and ${extent}, the extent of the last axis`,
      received: `${k}`,
    });
  }
  const falling = order("topK", rows, along, true);
  const indices = builderFor("topK", [falling]).emit("slice", [falling], {
    starts: falling.shape.map(() => 0),
    limits: falling.shape.with(along, k),
    strides: falling.shape.map(() => 1),
  });
  return [takeAlongAxis(rows, indices, { axis: along }), indices];
}

/** Where equal values go. */
export interface SearchOptions {
  /** "left": before equal entries, "right": behind them. Default "left". */
  readonly side?: "left" | "right" | undefined;
}

/** The int32 place of each value in a rising sequence [n]: the number of entries that are smaller (side "right": not larger). */
export function searchsorted(
  sortedSequence: OperandLike,
  values: OperandLike,
  options: OptionsOr<SearchOptions, "side"> = {},
): Operand {
  const { side = "left" } = optionsOf<SearchOptions>("side", options);
  const place = "searchsorted";
  if (side !== "left" && side !== "right")
    fail("value", {
      where: place,
      expected: 'side "left" or "right"',
      received: `"${String(side)}"`,
    });
  const builder = builderFor(place, [sortedSequence, values]);
  const dtype = resultDType([sortedSequence, values]);
  const sequence = castWith(builder, sortedSequence, dtype);
  const wanted = castWith(builder, values, dtype);
  if (sequence.rank !== 1) {
    fail("shape", {
      where: place,
      expected: "a sorted sequence of rank 1",
      received: formatShape(sequence.shape),
    });
  }
  const count = sequence.shape[0]!;
  const everywhere = (n: number): Operand =>
    broadcastWith(builder, scalar(n, "int32"), wanted.shape);
  let below: Operand = everywhere(0);
  // Binary search, all values at once: `below` entries are known to come before.
  for (let step = 2 ** Math.floor(Math.log2(count)); step >= 1; step /= 2) {
    const probe = builder.emit("add", [below, everywhere(step)], {});
    const last = builder.emit("sub", [probe, everywhere(1)], {});
    const entry = builder.emit(gather, [sequence, last], { axis: 0 });
    const before = builder.emit(side === "left" ? "lt" : "le", [entry, wanted], {});
    const inside = builder.emit("le", [probe, everywhere(count)], {});
    const taken = builder.emit("and", [before, inside], {});
    below = builder.emit("where", [taken, probe, below], {});
  }
  return below;
}

/** The number of the bin of each entry of x: bin i lies between bins[i - 1] and bins[i], which rise. */
export function digitize(x: OperandLike, bins: OperandLike): Operand {
  return searchsorted(bins, x, { side: "right" });
}
