import type { DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { broadcastShapes, formatShape, normalizeAxis, sameShape } from "../base/shape.ts";
import type { Builder, Operand } from "../graph/value.ts";
import { multiply } from "./add.ts";
import {
  broadcastWith,
  castWith,
  optionsOf,
  resultDType,
  toOperand,
  unify,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";

/** Two inputs in one dtype that can be multiplied and summed: booleans as int32. */
export function numeric(
  place: string,
  inputs: readonly OperandLike[],
  dtype?: DType,
): { builder: Builder; x: Operand; y: Operand; isBool: boolean } {
  const { builder, operands } = unify(place, inputs, dtype);
  const isBool = operands[0]!.dtype === "bool";
  const [x, y] = operands.map((operand) =>
    isBool ? castWith(builder, operand, "int32") : operand,
  ) as [Operand, Operand];
  return { builder, x, y, isBool };
}

/** What the inputs promote to, but int32 where all are int8: their products are summed in that, as in Keras. */
export function productDType(inputs: readonly OperandLike[]): DType {
  const dtype = resultDType(inputs);
  const isWide = dtype === "int8" && inputs.every((x) => toOperand(x).dtype === dtype);
  return isWide ? "int32" : dtype;
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
}

/** The matrix product: [.., m, k] x [.., k, n] -> [.., m, n]; the leading axes broadcast, a vector [k] is a row or a column. */
export function matmul(x1: OperandLike, x2: OperandLike): Operand {
  const { builder, x, y, isBool } = numeric("matmul", [x1, x2], productDType([x1, x2]));
  const inner = y.rank === 1 ? 0 : y.rank - 2;
  if (x.rank === 0 || y.rank === 0 || x.shape.at(-1) !== y.shape[inner]) {
    fail("shape", {
      where: "matmul",
      expected: "[m, k] x [k, n]",
      received: `${formatShape(x.shape)} x ${formatShape(y.shape)}`,
      advice:
        x.rank === 0 || y.rank === 0
          ? "For a number use multiply"
          : `The inner extents ${x.shape.at(-1)} and ${y.shape[inner]} must agree`,
    });
  }
  const product = contract(builder, x, y);
  return isBool ? castWith(builder, product, "bool") : product;
}

function contract(builder: Builder, x: Operand, y: Operand): Operand {
  const last = x.rank - 1;
  if (y.rank <= 2) return builder.emit("dot", [x, y], { contract: [[last], [0]], batch: [[], []] });
  if (x.rank <= 2) {
    const product = builder.emit("dot", [x, y], {
      contract: [[last], [y.rank - 2]],
      batch: [[], []],
    });
    if (x.rank === 1) return product;
    // [m, batch.., n] -> [batch.., m, n]
    const permutation = [...range(1, y.rank - 1), 0, y.rank - 1];
    return builder.emit("transpose", [product], { permutation });
  }
  const shape = broadcastShapes("matmul", x.shape.slice(0, -2), y.shape.slice(0, -2));
  const left = broadcastWith(builder, x, [...shape, ...x.shape.slice(-2)]);
  const right = broadcastWith(builder, y, [...shape, ...y.shape.slice(-2)]);
  const batch = range(0, shape.length);
  const { length } = shape;
  return builder.emit("dot", [left, right], {
    contract: [[length + 1], [length]],
    batch: [batch, batch],
  });
}

/** NumPy's dot: sums over the last axis of x1 and the last but one of x2: [.., k] · [.., k, n] -> [.., .., n]. */
export function dot(x1: OperandLike, x2: OperandLike): Operand {
  const { x, y } = numeric("dot", [x1, x2]);
  if (x.rank === 0 || y.rank === 0) return multiply(x1, x2);
  return tensordot(x1, x2, { axes: [[x.rank - 1], [y.rank === 1 ? 0 : y.rank - 2]] });
}

/** Over which axes the products are summed. */
export interface TensordotOptions {
  /** So many last axes of x1 with as many first ones of x2 (default 2), or the axes of each. */
  readonly axes?:
    | number
    | readonly [number | readonly number[], number | readonly number[]]
    | undefined;
}

/** Sums of products over pairs of axes: [free of x1.., free of x2..]. */
export function tensordot(
  x1: OperandLike,
  x2: OperandLike,
  options: OptionsOr<TensordotOptions, "axes"> = {},
): Operand {
  const named = optionsOf<TensordotOptions>("axes", options);
  const { builder, x, y, isBool } = numeric("tensordot", [x1, x2]);
  const { axes = 2 } = named;
  const list = (own: number | readonly number[], rank: number): number[] =>
    (typeof own === "number" ? [own] : own).map((axis) => normalizeAxis("tensordot", axis, rank));
  const pairs: readonly [number[], number[]] =
    typeof axes === "number"
      ? [range(x.rank - axes, x.rank), range(0, axes)]
      : [list(axes[0], x.rank), list(axes[1], y.rank)];
  const [left, right] = [
    pairs[0].map((axis) => x.shape[axis] ?? -1),
    pairs[1].map((axis) => y.shape[axis] ?? -1),
  ];
  if (!sameShape(left, right) || left.includes(-1)) {
    fail("shape", {
      where: "tensordot",
      expected: "paired axes of equal extents",
      received: `${formatShape(x.shape)} x ${formatShape(y.shape)} over axes ${formatShape(pairs[0])} and ${formatShape(pairs[1])}`,
    });
  }
  const product = builder.emit("dot", [x, y], { contract: pairs, batch: [[], []] });
  return isBool ? castWith(builder, product, "bool") : product;
}

/** All products of an element of x1 and one of x2, both flattened: [m], [n] -> [m, n]. */
export function outer(x1: OperandLike, x2: OperandLike): Operand {
  const { builder, x, y, isBool } = numeric("outer", [x1, x2]);
  const flat = (operand: Operand): Operand =>
    operand.rank === 1 ? operand : builder.emit("reshape", [operand], { shape: [operand.size] });
  const product = builder.emit("dot", [flat(x), flat(y)], {
    contract: [[], []],
    batch: [[], []],
  });
  return isBool ? castWith(builder, product, "bool") : product;
}
