import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { builderFor, reshapeWith, scalar, toOperand, type OperandLike } from "./convert.ts";
import { moveaxis } from "./transpose.ts";
import { sum } from "./sum.ts";

/** Which diagonal, in which plane. */
export interface DiagonalOptions {
  /** Above the main diagonal if positive. Default 0. */
  readonly offset?: number | undefined;
  /** Default 0. */
  readonly axis1?: number | undefined;
  /** Default 1. */
  readonly axis2?: number | undefined;
}

/** The entries with equal indices on two axes (shifted by `offset`), on a new last axis: [3, 4] -> [3]. */
export function diagonal(x: OperandLike, options: DiagonalOptions = {}): Operand {
  const { offset = 0, axis1 = 0, axis2 = 1 } = options;
  const operand = toOperand(x);
  if (operand.rank < 2) {
    fail("shape", {
      where: "diagonal",
      expected: "a rank of 2 or more",
      received: formatShape(operand.shape),
    });
  }
  const first = normalizeAxis("diagonal", axis1, operand.rank);
  const second = normalizeAxis("diagonal", axis2, operand.rank);
  if (first === second) {
    fail("value", { where: "diagonal", expected: "two axes", received: `${axis1} twice` });
  }
  const moved = moveaxis(operand, [first, second], [-2, -1]);
  const [rows, columns] = moved.shape.slice(-2) as [number, number];
  const count = Math.max(0, Math.min(rows + Math.min(0, offset), columns - Math.max(0, offset)));
  const others = moved.shape.slice(0, -2);
  const start = offset >= 0 ? offset : -offset * columns;
  const builder = builderFor("diagonal", [moved]);
  const flat = reshapeWith(builder, moved, [...others, rows * columns]);
  const none = others.map(() => 0);
  const ones = others.map(() => 1);
  return builder.emit("slice", [flat], {
    starts: [...none, count === 0 ? 0 : start],
    limits: [...others, count === 0 ? 0 : start + (count - 1) * (columns + 1) + 1],
    strides: [...ones, columns + 1],
  });
}

/** The sum of a diagonal. */
export function trace(x: OperandLike, options: DiagonalOptions = {}): Operand {
  return sum(diagonal(x, options), { axis: -1 });
}

/** Which diagonal. */
export interface DiagOptions {
  /** Above the main diagonal if positive. Default 0. */
  readonly k?: number | undefined;
}

/** A square matrix with the flattened x on its diagonal k, zeros elsewhere. */
export function diagflat(x: OperandLike, options: DiagOptions = {}): Operand {
  const { k = 0 } = options;
  const operand = toOperand(x);
  const { size } = operand;
  const builder = builderFor("diagflat", [operand]);
  const order = size + Math.abs(k);
  const flat = reshapeWith(builder, operand, [size]);
  // With n zeros behind each entry, rows of n entries put one after the other move on by one.
  const lead = k >= 0 ? k : -k * order;
  const spaced = builder.emit("pad", [flat, scalar(0, operand.dtype)], {
    low: [lead],
    high: [size === 0 ? order * order - lead : order * order - lead - (size - 1) * (order + 1) - 1],
    interior: [order],
  });
  return reshapeWith(builder, spaced, [order, order]);
}

/** Of a vector the matrix with it on diagonal k, of a matrix its diagonal k. */
export function diag(x: OperandLike, options: DiagOptions = {}): Operand {
  const operand = toOperand(x);
  if (operand.rank === 1) return diagflat(operand, options);
  if (operand.rank === 2) return diagonal(operand, { offset: options.k });
  return fail("shape", {
    where: "diag",
    expected: "a vector or a matrix",
    received: formatShape(operand.shape),
  });
}
