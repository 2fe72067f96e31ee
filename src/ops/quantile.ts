import { failUnknownName } from "../base/errors.ts";
import { normalizeAxes } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "./add.ts";
import { any } from "./any.ts";
import { cast } from "./cast.ts";
import {
  builderFor,
  castWith,
  floatOperand,
  reshapeWith,
  toOperand,
  type OperandLike,
} from "./convert.ts";
import { divide } from "./divide.ts";
import { lessEqual } from "./equal.ts";
import { ceil, floor } from "./floor.ts";
import { isnan } from "./isfinite.ts";
import { logicalNot } from "./logicalAnd.ts";
import { maximum } from "./maximum.ts";
import { reshape } from "./reshape.ts";
import { sort } from "./sort.ts";
import { reducedShape, sum, type ReduceOptions } from "./sum.ts";
import { takeAlongAxis } from "./take.ts";
import { moveaxis } from "./transpose.ts";
import { where } from "./where.ts";

const methods = ["linear", "lower", "higher", "midpoint", "nearest"] as const;

/** Options of `quantile`. */
export interface QuantileOptions extends ReduceOptions {
  /** What lies between two entries: a straight line (default "linear"), one of them, or their mean. */
  readonly method?: (typeof methods)[number] | undefined;
}

/** The entries over the reduced axes in rising order, on a last axis; and how many of them are numbers. */
function sortedRows(where_: string, x: OperandLike, options: ReduceOptions): Operand {
  const { x: operand } = floatOperand(where_, x);
  const axes = normalizeAxes(where_, options.axis, operand.rank);
  const moved = moveaxis(
    operand,
    axes,
    axes.map((_, i) => i - axes.length),
  );
  const kept = moved.shape.slice(0, operand.rank - axes.length);
  const builder = builderFor(where_, [moved]);
  const count = axes.reduce((n, axis) => n * operand.shape[axis]!, 1);
  return sort(reshapeWith(builder, moved, [...kept, count]), { axis: -1 });
}

/** Between the entries below and above: the share of the way that `method` goes. */
function between(method: string, low: Operand, high: Operand, share: Operand): Operand {
  switch (method) {
    case "lower":
      return low;
    case "higher":
      return high;
    case "midpoint":
      return multiply(add(low, high), 0.5);
    case "nearest":
      return where(lessEqual(share, 0.5), low, high);
    default:
      return add(multiply(low, subtract(1, share)), multiply(high, share));
  }
}

function quantileOf(
  place: string,
  x: OperandLike,
  q: OperandLike,
  options: QuantileOptions,
  skipsNaN: boolean,
): Operand {
  const { method = "linear", keepdims = false } = options;
  if (!methods.includes(method)) failUnknownName(place, "method", method, methods);
  const operand = toOperand(x);
  const rows = sortedRows(place, x, options);
  const kept = rows.shape.slice(0, -1);
  const fractions = castWith(builderFor(place, [rows, q]), q, rows.dtype);
  const isKnown = cast(logicalNot(isnan(rows)), rows.dtype);
  // Without skipping, one NaN makes the row NaN; with it, NaN stands behind the last number.
  const count = skipsNaN
    ? sum(isKnown, { axis: -1, keepdims: true })
    : add(multiply(sum(isKnown, { axis: -1, keepdims: true }), 0), rows.shape.at(-1)!);
  const flat = reshape(fractions, [-1]);
  const position = multiply(maximum(subtract(count, 1), 0), flat);
  const [below, above] = [floor(position), ceil(position)];
  const at = (index: Operand): Operand => takeAlongAxis(rows, cast(index, "int32"), { axis: -1 });
  const found = between(method, at(below), at(above), subtract(position, below));
  const missing = skipsNaN ? lessEqual(count, 0) : any(isnan(rows), { axis: -1, keepdims: true });
  const honest = where(missing, NaN, found);
  const axes = normalizeAxes(place, options.axis, operand.rank);
  const first = moveaxis(honest, -1, 0);
  const shape = keepdims ? reducedShape(operand.shape, axes, true) : kept;
  return reshape(first, [...fractions.shape, ...shape]);
}

/** The numbers below which the shares q of the entries lie, over the axes: [q.., kept..]; a row with NaN gives NaN. */
export function quantile(x: OperandLike, q: OperandLike, options: QuantileOptions = {}): Operand {
  return quantileOf("quantile", x, q, options, false);
}

/** `quantile` of the entries that are not NaN. */
export function nanquantile(
  x: OperandLike,
  q: OperandLike,
  options: QuantileOptions = {},
): Operand {
  return quantileOf("nanquantile", x, q, options, true);
}

/** `quantile` with q in percent. */
export function percentile(x: OperandLike, q: OperandLike, options: QuantileOptions = {}): Operand {
  return quantileOf("percentile", x, divide(q, 100), options, false);
}

/** `quantile` with q in percent, of the entries that are not NaN. */
export function nanpercentile(
  x: OperandLike,
  q: OperandLike,
  options: QuantileOptions = {},
): Operand {
  return quantileOf("nanpercentile", x, divide(q, 100), options, true);
}

/** The middle entry over the axes, or the mean of the two in the middle; a row with NaN gives NaN. */
export function median(x: OperandLike, options: ReduceOptions = {}): Operand {
  return quantileOf("median", x, 0.5, { ...options, method: "midpoint" }, false);
}

/** `median` of the entries that are not NaN. */
export function nanmedian(x: OperandLike, options: ReduceOptions = {}): Operand {
  return quantileOf("nanmedian", x, 0.5, { ...options, method: "midpoint" }, true);
}
