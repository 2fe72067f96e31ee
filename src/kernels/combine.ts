import { heldAs, type DType, type WideDType } from "../base/dtype.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { constant, scalarOf, type BinaryOp, type Constant, type Expression } from "./ir.ts";

/** The reductions that fold elements with one operation. */
export type Fold =
  | "reduceSum"
  | "reduceProd"
  | "reduceMax"
  | "reduceMin"
  | "reduceAny"
  | "reduceAll";

const operations: Readonly<Record<Fold, { readonly op: BinaryOp; readonly logical: BinaryOp }>> = {
  reduceSum: { op: "add", logical: "or" },
  reduceProd: { op: "mul", logical: "and" },
  reduceMax: { op: "max", logical: "or" },
  reduceMin: { op: "min", logical: "and" },
  reduceAny: { op: "or", logical: "or" },
  reduceAll: { op: "and", logical: "and" },
};

/** Two partial results as one. */
export function fold(m: Arithmetic, reduction: Fold, x: Expression, y: Expression): Expression {
  const { op, logical } = operations[reduction];
  return m.binary(x.scalar === "mask" ? logical : op, x, y);
}

const largest: Readonly<Record<WideDType, number>> = {
  float32: Infinity,
  float64: Infinity,
  int32: 0x7fffffff,
  uint32: 0xffffffff,
  uint8: 255,
  bool: 1,
};

const smallest: Readonly<Record<WideDType, number>> = {
  float32: -Infinity,
  float64: -Infinity,
  int32: -0x80000000,
  uint32: 0,
  uint8: 0,
  bool: 0,
};

/** What leaves every element as it is: the result over no elements. */
export function neutral(reduction: Fold, dtype: DType, lanes: number): Constant {
  const numbers: Readonly<Record<Fold, number>> = {
    reduceSum: 0,
    reduceProd: 1,
    reduceMax: smallest[heldAs(dtype)],
    reduceMin: largest[heldAs(dtype)],
    reduceAny: 0,
    reduceAll: 1,
  };
  return constant(scalarOf(dtype), numbers[reduction], lanes);
}

/** The extreme that every element beats: where a search for the largest or smallest element starts. */
export function beatenByAll(largestWanted: boolean, dtype: DType, lanes: number): Constant {
  return constant(scalarOf(dtype), (largestWanted ? smallest : largest)[heldAs(dtype)], lanes);
}
