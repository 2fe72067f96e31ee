import { isFloat } from "../base/dtype.ts";
import { normalizeAxes } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { subtract } from "./add.ts";
import { all } from "./any.ts";
import { argmax, argmin, type ArgOptions } from "./argmax.ts";
import { cast } from "./cast.ts";
import { floatOperand, toOperand, type OperandLike } from "./convert.ts";
import { cumprod, cumsum, type CumulativeOptions } from "./cumsum.ts";
import { divide } from "./divide.ts";
import { isnan } from "./isfinite.ts";
import { logicalNot } from "./logicalAnd.ts";
import { max, min } from "./max.ts";
import { sqrt, square } from "./power.ts";
import { prod, sum, type ReduceOptions } from "./sum.ts";
import { where } from "./where.ts";

/** x with NaN replaced; only floats hold it. */
function without(x: OperandLike, substitute: number): Operand {
  const operand = toOperand(x);
  return isFloat(operand.dtype) ? where(isnan(operand), substitute, operand) : operand;
}

/** The result, NaN where all entries over the axes were. */
function orNaN(x: OperandLike, options: ReduceOptions, result: Operand): Operand {
  const operand = toOperand(x);
  return isFloat(operand.dtype) ? where(all(isnan(operand), options), NaN, result) : result;
}

/** Σ of the entries that are not NaN, over the axes. */
export function nansum(x: OperandLike, options: ReduceOptions = {}): Operand {
  return sum(without(x, 0), options);
}

/** Π of the entries that are not NaN, over the axes. */
export function nanprod(x: OperandLike, options: ReduceOptions = {}): Operand {
  return prod(without(x, 1), options);
}

/** The largest of the entries that are not NaN, over the axes; NaN if all are. */
export function nanmax(x: OperandLike, options: ReduceOptions = {}): Operand {
  return orNaN(x, options, max(without(x, -Infinity), options));
}

/** The smallest of the entries that are not NaN, over the axes; NaN if all are. */
export function nanmin(x: OperandLike, options: ReduceOptions = {}): Operand {
  return orNaN(x, options, min(without(x, Infinity), options));
}

/** The mean of the entries that are not NaN, over the axes; NaN if all are. */
export function nanmean(x: OperandLike, options: ReduceOptions = {}): Operand {
  const given = toOperand(x);
  const operand = isFloat(given.dtype) ? given : cast(given, "float32");
  const count = sum(cast(logicalNot(isnan(operand)), operand.dtype), options);
  return divide(nansum(operand, options), count);
}

/** The mean squared distance from the mean of the entries that are not NaN, over the axes. */
export function nanvar(x: OperandLike, options: ReduceOptions = {}): Operand {
  const { x: operand } = floatOperand("nanvar", x);
  const isMissing = isnan(operand);
  const centre = nanmean(operand, { axis: options.axis, keepdims: true });
  const distance = where(isMissing, 0, subtract(operand, centre));
  const count = sum(cast(logicalNot(isMissing), operand.dtype), options);
  return divide(sum(square(distance), options), count);
}

/** √ of `nanvar`. */
export function nanstd(x: OperandLike, options: ReduceOptions = {}): Operand {
  return sqrt(nanvar(x, options));
}

function search(
  x: OperandLike,
  options: ArgOptions,
  find: typeof argmax,
  substitute: number,
): Operand {
  const operand = toOperand(x);
  const found = find(without(operand, substitute), options);
  if (!isFloat(operand.dtype)) return found;
  const axis = normalizeAxes("nanargmax", options.axis, operand.rank);
  return where(all(isnan(operand), { axis, keepdims: options.keepdims }), -1, found);
}

/** The int32 index of the first largest entry that is not NaN; -1 if all are. */
export function nanargmax(x: OperandLike, options: ArgOptions = {}): Operand {
  return search(x, options, argmax, -Infinity);
}

/** The int32 index of the first smallest entry that is not NaN; -1 if all are. */
export function nanargmin(x: OperandLike, options: ArgOptions = {}): Operand {
  return search(x, options, argmin, Infinity);
}

/** `cumsum`, in which NaN counts as 0. */
export function nancumsum(x: OperandLike, options: CumulativeOptions = {}): Operand {
  return cumsum(without(x, 0), options);
}

/** `cumprod`, in which NaN counts as 1. */
export function nancumprod(x: OperandLike, options: CumulativeOptions = {}): Operand {
  return cumprod(without(x, 1), options);
}
