import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { add, subtract } from "./add.ts";
import { cast } from "./cast.ts";
import { builderFor, castWith, floatOperand, type OperandLike } from "./convert.ts";
import { equal, greaterEqual, lessEqual } from "./equal.ts";
import { linspace } from "./linspace.ts";
import { logicalAnd } from "./logicalAnd.ts";
import { max, min } from "./max.ts";
import { clip } from "./maximum.ts";
import { reshape } from "./reshape.ts";
import { searchsorted } from "./sort.ts";
import { where } from "./where.ts";
import { scatterAdd } from "./primitives/scatter.ts";

/** Into how many bins, and between which ends. */
export interface HistogramOptions {
  /** Default 10. */
  readonly bins?: number | undefined;
  /** Default: the smallest and the largest entry. */
  readonly range?: readonly [number, number] | null | undefined;
}

/** How many entries fall into each bin, float32 [bins], and the edges of the bins [bins + 1]; the last bin holds its upper edge. */
export function histogram(
  x: OperandLike,
  options: HistogramOptions = {},
): [counts: Operand, edges: Operand] {
  const { bins = 10, range = null } = options;
  if (!Number.isInteger(bins) || bins < 1)
    fail("value", { where: "histogram", expected: "1 bin or more", received: `${bins}` });
  if (range !== null && !(range.length === 2 && range[0] <= range[1])) {
    fail("value", {
      where: "histogram",
      expected: "a range from low to high",
      received: JSON.stringify(range),
    });
  }
  const { x: operand } = floatOperand("histogram", x);
  const flat = reshape(operand, [-1]);
  const ends = range === null ? (flat.size === 0 ? [0, 1] : [min(flat), max(flat)]) : [...range];
  const builder = builderFor("histogram", [flat]);
  const [low, high] = ends.map((end) => castWith(builder, end, flat.dtype)) as [Operand, Operand];
  // All entries equal: a bin of width 1 around them.
  const isPoint = equal(low, high);
  const [first, last] = [
    where(isPoint, subtract(low, 0.5), low),
    where(isPoint, add(high, 0.5), high),
  ];
  const edges = linspace(first, last, { num: bins + 1 });
  const isInside = logicalAnd(greaterEqual(flat, first), lessEqual(flat, last));
  const bin = clip(subtract(searchsorted(edges, flat, { side: "right" }), 1), 0, bins - 1);
  const counts = builder.emit(scatterAdd, [cast(bin, "int32"), cast(isInside, "float32")], {
    axis: 0,
    size: bins,
  });
  return [counts, edges];
}
