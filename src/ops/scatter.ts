import { isFloat } from "../base/dtype.ts";
import { fail, failUnknownName } from "../base/errors.ts";
import { formatShape, sameShape, sizeOf, stridesOf, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { add, multiply } from "./add.ts";
import { builderFor, castWith, reshapeWith, toOperand, type OperandLike } from "./convert.ts";
import { equal, greater, less } from "./equal.ts";
import { any } from "./any.ts";
import { logicalAnd, logicalNot } from "./logicalAnd.ts";
import { max, min } from "./max.ts";
import { expandDims, reshape } from "./reshape.ts";
import { prod, sum } from "./sum.ts";
import { where } from "./where.ts";
import { concatenate } from "./concatenate.ts";
import { scatterAdd } from "./primitives/scatter.ts";

/** Positions [n] among the first axes of a tensor, and the values at each of them [n, rest]. */
interface Places {
  readonly positions: Operand;
  readonly values: Operand;
  readonly cells: number;
  readonly rest: Shape;
}

/** Indices [.., k], which name the first k axes of a shape, as positions in the flattened axes. */
function placesOf(
  place: string,
  indices: OperandLike,
  values: OperandLike,
  shape: Shape,
  dtype = toOperand(values).dtype,
): Places {
  const whole = toOperand(indices);
  const depth = whole.shape.at(-1) ?? 0;
  const rest = shape.slice(depth);
  const own = toOperand(values);
  const wanted = [...whole.shape.slice(0, -1), ...rest];
  if (whole.rank === 0 || depth > shape.length || !sameShape(own.shape, wanted)) {
    fail("shape", {
      where: place,
      expected: `indices [.., up to ${shape.length}] and values ${formatShape(wanted)}`,
      received: `${formatShape(whole.shape)} and ${formatShape(own.shape)}`,
    });
  }
  const builder = builderFor(place, [whole, own]);
  const flat = reshape(castWith(builder, whole, "int32"), [-1, depth]);
  const extents = new Tensor(Int32Array.from(shape.slice(0, depth)), [1, depth], "int32");
  const steps = new Tensor(Int32Array.from(stridesOf(shape.slice(0, depth))), [1, depth], "int32");
  // Below zero they count from the end.
  const counted = where(less(flat, 0), add(flat, extents), flat);
  return {
    positions: sum(multiply(counted, steps), { axis: 1 }),
    values: reshapeWith(builder, castWith(builder, own, dtype), [flat.shape[0]!, sizeOf(rest)]),
    cells: sizeOf(shape.slice(0, depth)),
    rest,
  };
}

function added({ positions, values, cells }: Places): Operand {
  return builderFor("scatter", [positions, values]).emit(scatterAdd, [positions, values], {
    axis: 0,
    size: cells,
  });
}

/** Zeros of the given shape with the values added at the indices: [n, k], [n, rest..] -> shape. */
export function scatter(indices: OperandLike, values: OperandLike, shape: Shape): Operand {
  return reshape(added(placesOf("scatter", indices, values, shape)), shape);
}

const reductions = ["add", "max", "min", "mul"] as const;

/** What happens to what stood there. */
export interface ScatterUpdateOptions {
  /** It is replaced (default null; of several updates the last one counts), or "add", "max", "min", "mul" with it. */
  readonly reduction?: (typeof reductions)[number] | null | undefined;
}

/** Whether update i is for cell c: bool [cells, n]. */
function hits({ positions, cells }: Places): Operand {
  const rows = builderFor("scatterUpdate", [positions]).emit("iota", [], {
    shape: [cells, 1],
    dtype: "int32",
    axis: 0,
  });
  return equal(rows, expandDims(positions, 0));
}

/** The updates without those that a later one of the same place replaces. */
function lastOnes(places: Places): { readonly isLast: Operand; readonly isHit: Operand } {
  const { positions, values } = places;
  const n = positions.size;
  const builder = builderFor("scatterUpdate", [positions, values]);
  const row = builder.emit("iota", [], { shape: [n, n], dtype: "int32", axis: 0 });
  const column = builder.emit("iota", [], { shape: [n, n], dtype: "int32", axis: 1 });
  const isSame = equal(expandDims(positions, 1), expandDims(positions, 0));
  const isReplaced = any(logicalAnd(isSame, greater(column, row)), { axis: 1 });
  const ones = castWith(builder, equal(positions, positions), "int32");
  const count = builder.emit(scatterAdd, [positions, ones], { axis: 0, size: places.cells });
  return { isLast: logicalNot(isReplaced), isHit: greater(count, 0) };
}

function replaced(flat: Operand, places: Places): Operand {
  const { isLast, isHit } = lastOnes(places);
  const kept = where(expandDims(isLast, 1), places.values, 0);
  return where(expandDims(isHit, 1), added({ ...places, values: kept }), flat);
}

/** inputs with updates put at the indices: [shape..], [n, k], [n, rest..] -> [shape..]. */
export function scatterUpdate(
  inputs: OperandLike,
  indices: OperandLike,
  updates: OperandLike,
  options: ScatterUpdateOptions = {},
): Operand {
  const { reduction = null } = options;
  if (reduction !== null && !reductions.includes(reduction))
    failUnknownName("scatterUpdate", "reduction", reduction, reductions);
  const operand = toOperand(inputs);
  const places = placesOf("scatterUpdate", indices, updates, operand.shape, operand.dtype);
  const flat = reshape(operand, [places.cells, sizeOf(places.rest)]);
  const withOld = (fill: number, join: (x: Operand, y: Operand) => Operand): Operand => {
    const spread = where(expandDims(hits(places), 2), expandDims(places.values, 0), fill);
    return join(flat, spread);
  };
  switch (reduction) {
    case null:
      return reshape(replaced(flat, places), operand.shape);
    case "add":
      return reshape(add(flat, added(places)), operand.shape);
    case "mul":
      return reshape(
        withOld(1, (x, y) => multiply(x, prod(y, { axis: 1 }))),
        operand.shape,
      );
    default: {
      const reduce = reduction === "max" ? max : min;
      // Old and new ones in one reduction: of equal ones each has its share of the gradient.
      const all = withOld(reduction === "max" ? lowest(flat) : -lowest(flat), (x, y) =>
        reduce(concatenate([expandDims(x, 1), y], { axis: 1 }), { axis: 1 }),
      );
      return reshape(all, operand.shape);
    }
  }
}

/** A number that no entry is below. */
function lowest({ dtype }: Operand): number {
  if (isFloat(dtype)) return -Infinity;
  return dtype === "int32" ? -(2 ** 31) + 1 : 0;
}

/** Options of the ops over segments. */
export interface SegmentOptions {
  /** How many segments there are. Default: the largest number, plus 1; then the numbers must be known, so not while tracing. */
  readonly numSegments?: number | null | undefined;
  /** Says that the numbers rise; changes nothing. Default false. */
  readonly sorted?: boolean | undefined;
}

interface Segments {
  readonly data: Operand;
  readonly ids: Operand;
  readonly count: number;
}

function segmentsOf(
  place: string,
  data: OperandLike,
  segmentIds: OperandLike,
  options: SegmentOptions,
): Segments {
  const [values, numbers] = [toOperand(data), toOperand(segmentIds)];
  if (numbers.rank !== 1 || numbers.size !== values.shape[0]) {
    fail("shape", {
      where: place,
      expected: `one segment per entry of ${formatShape(values.shape)}`,
      received: formatShape(numbers.shape),
    });
  }
  const ids = castWith(builderFor(place, [values, numbers]), numbers, "int32");
  const count =
    options.numSegments ??
    Array.from(ids.data).reduce((largest, id) => Math.max(largest, id + 1), 0);
  return { data: values, ids, count };
}

/** The sums of the entries of axis 0 with equal numbers: [n, rest..], int32 [n] -> [segments, rest..]. */
export function segmentSum(
  data: OperandLike,
  segmentIds: OperandLike,
  options: SegmentOptions = {},
): Operand {
  const { data: values, ids, count } = segmentsOf("segmentSum", data, segmentIds, options);
  const builder = builderFor("segmentSum", [values, ids]);
  const numeric = values.dtype === "bool" ? castWith(builder, values, "int32") : values;
  return builder.emit(scatterAdd, [ids, numeric], { axis: 0, size: count });
}

/** The entries of each segment in a row of its own, the others filled in: [segments, n, rest..]. */
function spread(place: string, { data, ids, count }: Segments, fill: number): Operand {
  const rows = builderFor(place, [data, ids]).emit("iota", [], {
    shape: [count, 1],
    dtype: "int32",
    axis: 0,
  });
  const isOwn = equal(rows, expandDims(ids, 0));
  const mask = reshape(isOwn, [...isOwn.shape, ...data.shape.slice(1).map(() => 1)]);
  return where(mask, expandDims(data, 0), fill);
}

/** The products of the entries of axis 0 with equal numbers; 1 of none. */
export function segmentProd(
  data: OperandLike,
  segmentIds: OperandLike,
  options: SegmentOptions = {},
): Operand {
  const segments = segmentsOf("segmentProd", data, segmentIds, options);
  return prod(spread("segmentProd", segments, 1), { axis: 1 });
}

/** The largest of the entries of axis 0 with equal numbers; of none -∞ or the smallest integer. */
export function segmentMax(
  data: OperandLike,
  segmentIds: OperandLike,
  options: SegmentOptions = {},
): Operand {
  const segments = segmentsOf("segmentMax", data, segmentIds, options);
  const fill = segments.data.dtype === "int32" ? -(2 ** 31) : lowest(segments.data);
  return max(spread("segmentMax", segments, fill), { axis: 1 });
}

const largest: Readonly<Record<string, number>> = {
  int32: 2 ** 31 - 1,
  uint32: 2 ** 32 - 1,
  uint8: 255,
  bool: 1,
};

/** The smallest of the entries of axis 0 with equal numbers; of none ∞ or the largest integer. */
export function segmentMin(
  data: OperandLike,
  segmentIds: OperandLike,
  options: SegmentOptions = {},
): Operand {
  const segments = segmentsOf("segmentMin", data, segmentIds, options);
  return min(spread("segmentMin", segments, largest[segments.data.dtype] ?? Infinity), { axis: 1 });
}
