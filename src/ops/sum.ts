import { isFloat, type DType } from "../base/dtype.ts";
import { normalizeAxes, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import {
  builderFor,
  castWith,
  optionsOf,
  reshapeWith,
  toOperand,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { divide } from "./divide.ts";

/** Which axes shrink, and whether they stay as axes of extent 1. */
export interface ReduceOptions {
  /** Default: all axes. */
  readonly axis?: number | readonly number[] | null | undefined;
  /** Whether reduced axes stay with extent 1. Default false. */
  readonly keepdims?: boolean | undefined;
}

/** A primitive that shrinks axes to extent 1. */
export type Reducer =
  | "reduceSum"
  | "reduceProd"
  | "reduceMax"
  | "reduceMin"
  | "reduceAny"
  | "reduceAll";

/** The shape without the given axes, or with them as 1. */
export function reducedShape(shape: Shape, axes: readonly number[], keepdims: boolean): Shape {
  return keepdims
    ? shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** Applies a reducing primitive to `x` in `dtype`. */
export function reduce(
  where: string,
  op: Reducer,
  x: Operand,
  dtype: DType,
  options: ReduceOptions,
): Operand {
  const { axis, keepdims = false } = options;
  const axes = normalizeAxes(where, axis, x.rank);
  const builder = builderFor(where, [x]);
  const operand = castWith(builder, x, dtype);
  const reduced = axes.length === 0 ? operand : builder.emit(op, [operand], { axes });
  return reshapeWith(builder, reduced, reducedShape(x.shape, axes, keepdims));
}

/** The dtype in which integers are added up: the 32 bits of their kind; bool becomes int32. */
function totalDType(dtype: DType): DType {
  if (dtype === "bool" || dtype === "int8" || dtype === "int16") return "int32";
  return dtype === "uint8" || dtype === "uint16" ? "uint32" : dtype;
}

/** Σ x over the axes. */
export function sum(x: OperandLike, options: OptionsOr<ReduceOptions, "axis"> = {}): Operand {
  const named = optionsOf<ReduceOptions>("axis", options);
  const operand = toOperand(x);
  return reduce("sum", "reduceSum", operand, totalDType(operand.dtype), named);
}

/** Options of `prod`. */
export interface ProdOptions extends ReduceOptions {
  /** Of the result. Default: that of x, bool and uint8 widened. */
  readonly dtype?: DType | undefined;
}

/** Π x over the axes. */
export function prod(x: OperandLike, options: OptionsOr<ProdOptions, "axis"> = {}): Operand {
  const named = optionsOf<ProdOptions>("axis", options);
  const operand = toOperand(x);
  const product = reduce("prod", "reduceProd", operand, totalDType(operand.dtype), named);
  return named.dtype === undefined
    ? product
    : castWith(builderFor("prod", [product]), product, named.dtype);
}

/** The mean over the axes; of integers: float32. */
export function mean(x: OperandLike, options: OptionsOr<ReduceOptions, "axis"> = {}): Operand {
  const named = optionsOf<ReduceOptions>("axis", options);
  const operand = toOperand(x);
  const axes = normalizeAxes("mean", named.axis, operand.rank);
  const count = axes.reduce((n, axis) => n * operand.shape[axis]!, 1);
  const dtype = isFloat(operand.dtype) ? operand.dtype : "float32";
  return divide(reduce("mean", "reduceSum", operand, dtype, named), count);
}
