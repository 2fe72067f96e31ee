import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis, stridesOf } from "../base/shape.ts";
import { Operand } from "../graph/value.ts";
import { add, multiply } from "./add.ts";
import {
  align,
  builderFor,
  castWith,
  reshapeWith,
  toOperand,
  type OperandLike,
} from "./convert.ts";
import { less } from "./equal.ts";
import { take } from "./take.ts";
import { where } from "./where.ts";

/** Some entries of an axis, as Python's start:stop:step; null or nothing: from the end on, or to it. */
export interface SliceKey {
  readonly slice: readonly (number | null | undefined)[];
}

/** One part of an index. */
export type IndexPart =
  | number // an entry of the axis, which goes; below zero it counts from the end
  | SliceKey
  | null // a new axis of extent 1
  | "..." // as many whole axes as are left
  | { readonly ellipsis: true }
  | Operand; // integer entries of the axis

/** An index: one part, or one per axis. */
export type IndexKey = IndexPart | readonly (IndexPart | readonly number[])[];

function isSlice(part: unknown): part is SliceKey {
  return typeof part === "object" && part !== null && "slice" in part && !(part instanceof Operand);
}

function isEllipsis(part: unknown): boolean {
  return part === "..." || (typeof part === "object" && part !== null && "ellipsis" in part);
}

/** Entries that Python's slice takes of an axis: the first one, how many, and the step. */
function boundsOf({ slice }: SliceKey, extent: number): readonly [number, number, number] {
  const step = slice[2] ?? 1;
  if (!Number.isInteger(step) || step === 0)
    fail("value", { where: "getItem", expected: "a whole step other than 0", received: `${step}` });
  const [lowest, highest] = step > 0 ? [0, extent] : [-1, extent - 1];
  const hold = (x: number | null | undefined, otherwise: number): number =>
    x === null || x === undefined
      ? otherwise
      : Math.min(highest, Math.max(lowest, x < 0 ? x + extent : x));
  const start = hold(slice[0], step > 0 ? 0 : extent - 1);
  const stop = hold(slice[1], step > 0 ? extent : -1);
  return [start, Math.max(0, Math.ceil((stop - start) / step)), step];
}

function sliced(x: Operand, axis: number, key: SliceKey): Operand {
  const extent = x.shape[axis]!;
  const [start, count, step] = boundsOf(key, extent);
  if (start === 0 && count === extent && step === 1) return x;
  const builder = builderFor("getItem", [x]);
  const last = start + (count - 1) * step;
  const low = count === 0 ? 0 : Math.min(start, last);
  const high = count === 0 ? 0 : Math.max(start, last) + 1;
  const part = builder.emit("slice", [x], {
    starts: x.shape.map((_, i) => (i === axis ? low : 0)),
    limits: x.shape.with(axis, high),
    strides: x.shape.map((_, i) => (i === axis ? Math.abs(step) : 1)),
  });
  return step > 0 ? part : builder.emit("reverse", [part], { axes: [axis] });
}

/** int32 positions counted from the front. */
function fromFront(index: OperandLike, extent: number): Operand {
  const whole = castWith(builderFor("getItem", [index]), index, "int32");
  return where(less(whole, 0), add(whole, extent), whole);
}

/** The entries at several tensors of positions, one per axis: the axes stand side by side, and so does the result. */
function gathered(x: Operand, axes: readonly number[], indices: readonly Operand[]): Operand {
  const first = axes[0]!;
  const extents = axes.map((axis) => x.shape[axis]!);
  const builder = builderFor("getItem", [x, ...indices]);
  const strides = stridesOf(extents);
  const { operands } = align(
    "getItem",
    indices.map((index, i) => multiply(fromFront(index, extents[i]!), strides[i]!)),
  );
  const position = operands.reduce((sum, own) => add(sum, own));
  const size = extents.reduce((product, extent) => product * extent, 1);
  const flat = reshapeWith(builder, x, x.shape.toSpliced(first, axes.length, size));
  return take(flat, position, { axis: first });
}

function expectIndex(part: unknown): void {
  const isKnown =
    typeof part === "number" ||
    part === null ||
    isSlice(part) ||
    isEllipsis(part) ||
    Array.isArray(part) ||
    (part instanceof Operand && !isFloat(part.dtype) && part.dtype !== "bool");
  if (isKnown) return;
  fail("value", {
    where: "getItem",
    expected: 'numbers, { slice: [start, stop, step] }, null, "..." or integer tensors',
    received: part instanceof Operand ? `${part.dtype} ${formatShape(part.shape)}` : typeof part,
  });
}

/**
 * What Python's x[key] gives: `getItem(x, [0, { slice: [1, null] }])` is x[0, 1:], `getItem(x, ["...", null, -1])` is
 * x[..., None, -1].
 */
export function getItem(x: OperandLike, key: IndexKey): Operand {
  const parts: readonly (IndexPart | readonly number[])[] = Array.isArray(key)
    ? (key as readonly (IndexPart | readonly number[])[])
    : [key as IndexPart];
  parts.forEach(expectIndex);
  let result = toOperand(x);
  const used = parts.filter((part) => part !== null && !isEllipsis(part)).length;
  const rest = result.rank - used;
  if (rest < 0 || parts.filter(isEllipsis).length > 1) {
    fail("shape", {
      where: "getItem",
      expected: `at most ${result.rank} entries and one ellipsis`,
      received: `${used} entries`,
    });
  }
  let axis = 0;
  const tensors: { readonly axis: number; readonly index: Operand }[] = [];
  for (const part of parts) {
    if (part === null) {
      const builder = builderFor("getItem", [result]);
      result = reshapeWith(builder, result, result.shape.toSpliced(axis++, 0, 1));
    } else if (isEllipsis(part)) axis += rest;
    else if (isSlice(part)) result = sliced(result, axis++, part);
    else if (typeof part === "number") {
      const own = normalizeAxis(`getItem on axis ${axis}`, part, result.shape[axis]!);
      const entry = sliced(result, axis, { slice: [own, own + 1] });
      const builder = builderFor("getItem", [entry]);
      result = reshapeWith(builder, entry, entry.shape.toSpliced(axis, 1));
    } else {
      const index =
        part instanceof Operand ? part : toOperand(Int32Array.from(part as readonly number[]));
      tensors.push({ axis: axis++, index });
    }
  }
  if (tensors.length === 0) return result;
  const axes = tensors.map((entry) => entry.axis);
  if (axes.some((own, i) => own !== axes[0]! + i)) {
    fail("unsupported", {
      where: "getItem",
      expected: "tensors of positions on neighbouring axes",
      received: `on axes ${formatShape(axes)}`,
      advice: "Take one axis after the other with take",
    });
  }
  return gathered(
    result,
    axes,
    tensors.map(({ index }) => index),
  );
}
