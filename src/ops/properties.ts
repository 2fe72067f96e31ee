import { expectDType, heldAs, isFloat, type DType } from "../base/dtype.ts";
import type { Shape } from "../base/shape.ts";
import { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { cast } from "./cast.ts";
import { resultDType, toOperand, type OperandLike } from "./convert.ts";
import { maximum, minimum } from "./maximum.ts";
import { where } from "./where.ts";
import { isnan } from "./isfinite.ts";

/** What has a shape and a dtype: a tensor, a traced value, or what `input()` gives. */
interface Shaped<Extents> {
  readonly shape: Extents;
  readonly dtype: DType;
}

function isShaped(x: unknown): x is Shaped<Shape> {
  return typeof x === "object" && x !== null && "shape" in x && "dtype" in x;
}

/** The extents per axis; null where what `input()` gives has none. */
export function shape<Extents extends readonly (number | null)[]>(x: Shaped<Extents>): Extents;
/** The extents per axis. */
export function shape(x: OperandLike): Shape;
export function shape(x: OperandLike | Shaped<readonly (number | null)[]>): unknown {
  return isShaped(x) ? x.shape : toOperand(x as OperandLike).shape;
}

/** The number of axes. */
export function ndim(x: OperandLike | Shaped<readonly (number | null)[]>): number {
  return isShaped(x) ? x.shape.length : toOperand(x as OperandLike).rank;
}

/** The number of elements. */
export function size(x: OperandLike): number {
  return toOperand(x).size;
}

/** The name of the dtype. */
export function dtype(x: OperandLike | Shaped<readonly (number | null)[]>): DType {
  return isShaped(x) ? x.dtype : resultDType([x as OperandLike]);
}

/** Whether x is a tensor, a traced value or a variable. */
export function isTensor(x: unknown): x is Operand {
  return x instanceof Operand;
}

/** A copy on the host, which no engine holds: its `data` is a typed array in C order. */
export function convertToNumpy(x: OperandLike): Tensor {
  const { data, shape: extents, dtype: own } = toOperand(x);
  return new Tensor(data.slice(), extents, own);
}

const ranges: Partial<Readonly<Record<DType, readonly [number, number]>>> = {
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65_535],
  int16: [-32_768, 32_767],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
};

/** x in another dtype, held between its smallest and largest number; NaN becomes 0. */
export function saturateCast(x: OperandLike, to: DType): Operand {
  const given = toOperand(x);
  const operand = given.dtype === to ? given : cast(given, heldAs(given.dtype));
  if (to === "float16") return cast(minimum(maximum(operand, -65_504), 65_504), to);
  const range = ranges[expectDType("saturateCast", to)];
  if (range === undefined || operand.dtype === to || operand.dtype === "bool")
    return cast(operand, to);
  const isWide = isFloat(operand.dtype);
  // float32 has no number just below 2³¹: the largest one that it has is taken.
  const [low, high] = isWide
    ? [range[0], Math.min(range[1], to === "uint32" ? 2 ** 32 - 256 : 2 ** 31 - 128)]
    : range;
  const number = isWide ? where(isnan(operand), 0, operand) : operand;
  const own =
    operand.dtype === "int32"
      ? [Math.max(low, -(2 ** 31)), Math.min(high, 2 ** 31 - 1)]
      : [Math.max(low, isWide ? low : 0), high];
  return cast(minimum(maximum(number, own[0]!), own[1]!), to);
}
