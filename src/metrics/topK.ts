import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import { equal, greater, less } from "../ops/equal.ts";
import { isfinite } from "../ops/isfinite.ts";
import { logicalAnd, logicalOr } from "../ops/logicalAnd.ts";
import { oneHotMask } from "../ops/oneHot.ts";
import { expandDims, reshape } from "../ops/reshape.ts";
import { sum } from "../ops/sum.ts";
import { where } from "../ops/where.ts";
import { arange } from "../ops/zeros.ts";
import type { MetricOptions } from "./metric.ts";

/** Options of the metrics of the best k. */
export interface TopKOptions extends MetricOptions {
  /** How many of the largest outputs may hold the true class. Default 5. */
  readonly k?: number | undefined;
}

/** Throws unless k is a whole number of at least 1. */
export function expectK(where: string, k: number): void {
  if (Number.isInteger(k) && k >= 1) return;
  fail("option", { where, expected: "a whole number k of at least 1", received: `${k}` });
}

/**
 * 1 where fewer than k outputs are larger than that of the true class, else 0 (ties count as among the best; NaN never):
 * class numbers [batch, ...] and outputs [batch, ..., classes] -> [batch, ...].
 */
export function amongTopK(labels: Operand, yPred: Operand, k: number): Operand {
  const isLabel = oneHotMask(labels, yPred.shape.at(-1)!, -1, yPred);
  const own = sum(where(isLabel, yPred, 0), { axis: -1, keepdims: true });
  const larger = sum(cast(greater(yPred, own), "int32"), { axis: -1 });
  const isKnown = isfinite(sum(own, { axis: -1 }));
  return cast(logicalAnd(less(larger, k), isKnown), "float32");
}

/** Whether an output is one of the k largest on the last axis; of equal ones the first count: [..., n] -> bool [..., n]. */
export function isAmongLargest(x: Operand, k: number): Operand {
  const extent = x.shape.at(-1) ?? 1;
  const [own, other] = [expandDims(x, -1), expandDims(x, -2)];
  const place = arange(extent, { dtype: "int32" });
  const isEarlier = less(reshape(place, [1, extent]), reshape(place, [extent, 1]));
  const isBetter = logicalOr(greater(other, own), logicalAnd(equal(other, own), isEarlier));
  return less(sum(cast(isBetter, "int32"), { axis: -1 }), k);
}
