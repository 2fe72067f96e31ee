import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { concatenate, split, type AxisOptions } from "./concatenate.ts";
import { builderFor, reshapeWith, toOperand, type OperandLike } from "./convert.ts";
import { reshape } from "./reshape.ts";

/** x with axes of extent 1 in front, up to a rank. */
function atLeast(x: OperandLike, rank: number): Operand {
  const operand = toOperand(x);
  const ones: number[] = Array.from({ length: Math.max(0, rank - operand.rank) }, () => 1);
  return reshape(operand, [...ones, ...operand.shape]);
}

/** The tensors one beside the other: vectors end to end, others along axis 1. */
export function hstack(xs: readonly OperandLike[]): Operand {
  const operands = xs.map((x) => atLeast(x, 1));
  return concatenate(operands, { axis: operands[0]?.rank === 1 ? 0 : 1 });
}

/** The tensors one below the other: along axis 0; a vector [n] is a row [1, n]. */
export function vstack(xs: readonly OperandLike[]): Operand {
  return concatenate(xs.map((x) => atLeast(x, 2)));
}

/** The tensors one behind the other: along axis 2; a vector [n] is [1, n, 1], a matrix [m, n] is [m, n, 1]. */
export function dstack(xs: readonly OperandLike[]): Operand {
  const deep = (x: OperandLike): Operand => {
    const flat = atLeast(x, 2);
    return flat.rank === 2 ? reshape(flat, [...flat.shape, 1]) : flat;
  };
  return concatenate(xs.map(deep), { axis: 2 });
}

/** x1 and behind it x2, on an axis (default: both flattened). */
export function append(
  x1: OperandLike,
  x2: OperandLike,
  options: { readonly axis?: number | null | undefined } = {},
): Operand {
  const { axis = null } = options;
  if (axis !== null) return concatenate([x1, x2], { axis });
  return concatenate([reshape(x1, [-1]), reshape(x2, [-1])]);
}

type Cuts = number | readonly number[];

/** x cut on `axis` (default 0) into parts whose extents differ by 1 at most, the longer ones first, or before each of the given indices. */
export function arraySplit(
  x: OperandLike,
  indicesOrSections: Cuts,
  options: AxisOptions = {},
): Operand[] {
  if (typeof indicesOrSections !== "number") return split(x, indicesOrSections, options);
  const operand = toOperand(x);
  const sections = indicesOrSections;
  if (!Number.isInteger(sections) || sections < 1) {
    fail("value", {
      where: "arraySplit",
      expected: "a number of parts of 1 or more",
      received: `${sections}`,
    });
  }
  const extent = operand.shape.at(options.axis ?? 0) ?? 0;
  const [short, longer] = [Math.floor(extent / sections), extent % sections];
  const cuts = Array.from(
    { length: sections - 1 },
    (_, i) => (i + 1) * short + Math.min(i + 1, longer),
  );
  return split(operand, cuts, options);
}

function splitOn(where: string, axis: number, rank: number, x: OperandLike, cuts: Cuts): Operand[] {
  const operand = toOperand(x);
  if (operand.rank < rank) {
    fail("shape", {
      where,
      expected: `a rank of ${rank} or more`,
      received: formatShape(operand.shape),
    });
  }
  return split(operand, cuts, { axis });
}

/** x cut into parts that stand side by side: on axis 1, of a vector on axis 0. */
export function hsplit(x: OperandLike, indicesOrSections: Cuts): Operand[] {
  const axis = toOperand(x).rank === 1 ? 0 : 1;
  return splitOn("hsplit", axis, 1, x, indicesOrSections);
}

/** x cut into parts that stand one below the other: on axis 0. */
export function vsplit(x: OperandLike, indicesOrSections: Cuts): Operand[] {
  return splitOn("vsplit", 0, 2, x, indicesOrSections);
}

/** x cut into parts that stand one behind the other: on axis 2. */
export function dsplit(x: OperandLike, indicesOrSections: Cuts): Operand[] {
  return splitOn("dsplit", 2, 3, x, indicesOrSections);
}

/** How many parts, on which axis. */
export interface UnstackOptions {
  /** The extent of the axis, if one wants it checked. */
  readonly num?: number | null | undefined;
  /** Default 0. */
  readonly axis?: number | undefined;
}

/** The entries of an axis (default 0) as tensors of their own: [3, 2] -> 3 times [2]. */
export function unstack(x: OperandLike, options: UnstackOptions = {}): Operand[] {
  const { num = null, axis = 0 } = options;
  const operand = toOperand(x);
  const extent = operand.shape.at(axis);
  if (extent === undefined || (num !== null && num !== extent)) {
    fail("shape", {
      where: "unstack",
      expected: `an axis ${axis}${num === null ? "" : ` of extent ${num}`}`,
      received: formatShape(operand.shape),
    });
  }
  const own = axis < 0 ? axis + operand.rank : axis;
  const builder = builderFor("unstack", [operand]);
  const shape = operand.shape.toSpliced(own, 1);
  return extent === 0
    ? []
    : split(operand, extent, { axis: own }).map((part) => reshapeWith(builder, part, shape));
}
