import type { DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import type { OperandLike } from "../ops/convert.ts";
import { divide } from "../ops/divide.ts";
import { equal } from "../ops/equal.ts";
import { expandDims, squeeze } from "../ops/reshape.ts";
import { sum } from "../ops/sum.ts";
import { where } from "../ops/where.ts";

/**
 * How the losses of the samples become one number:
 * "sum_over_batch_size" and "mean" divide their sum by how many there are, "mean_with_sample_weight" by the sum of the
 * sample weights, "sum" does not divide, "none" (or null) leaves them as they are.
 */
export type Reduction =
  | "sum_over_batch_size"
  | "sum"
  | "mean"
  | "mean_with_sample_weight"
  | "none"
  | null;

/** All reductions by name. */
export const reductions: readonly NonNullable<Reduction>[] = [
  "sum_over_batch_size",
  "sum",
  "mean",
  "mean_with_sample_weight",
  "none",
];

/** What weighs the values of a loss, and how they are reduced. */
export interface Weighting {
  /** A weight per sample, or per value; broadcast to the values. */
  readonly sampleWeight?: Operand | undefined;
  /** Which values count; the mean is then over these. */
  readonly mask?: Operand | undefined;
  readonly reduction: Reduction;
}

/**
 * The two with the same number of axes, where one has a single trailing axis of extent 1 too many or too few:
 * [n] and [n, 1] -> both [n, 1]; [n, t] and [n, t, 1] -> both [n, t].
 */
export function alignRanks(x1: Operand, x2: Operand): [Operand, Operand] {
  if (x1.rank === x2.rank + 1 && x1.shape.at(-1) === 1) {
    return x2.rank === 1 ? [x1, expandDims(x2, -1)] : [squeeze(x1, { axis: -1 }), x2];
  }
  if (x2.rank === x1.rank + 1 && x2.shape.at(-1) === 1) {
    return x1.rank === 1 ? [expandDims(x1, -1), x2] : [x1, squeeze(x2, { axis: -1 })];
  }
  return [x1, x2];
}

/** x / y, but 0 where y = 0. */
function divideOrZero(x: OperandLike, y: Operand): Operand {
  const empty = equal(y, 0);
  return where(empty, 0, divide(x, where(empty, 1, y)));
}

/** The weights with the masked-out entries at 0; under a mean the others are scaled so that it is the mean of what is left. */
function maskWeights(
  weights: Operand | undefined,
  mask: Operand,
  dtype: DType,
  reduction: Reduction,
): Operand {
  let kept = cast(mask, dtype);
  if (reduction === "mean" || reduction === "sum_over_batch_size") {
    kept = multiply(kept, divideOrZero(mask.size, sum(kept)));
  }
  if (weights === undefined) return kept;
  const [alignedMask, alignedWeights] = alignRanks(kept, cast(weights, dtype));
  return multiply(alignedWeights, alignedMask);
}

function broadcastsTo(weights: Shape, values: Shape): boolean {
  if (weights.length > values.length) return false;
  const lead = values.length - weights.length;
  return weights.every((extent, axis) => extent === 1 || extent === values[axis + lead]);
}

/** Throws unless there is a weight for each value. */
function expectWeights(values: Operand, given: Operand): void {
  const [alignedValues, alignedWeights] = alignRanks(values, given);
  if (values.rank === 0 || broadcastsTo(alignedWeights.shape, alignedValues.shape)) return;
  fail("shape", {
    where: "sampleWeight",
    expected: `a shape that broadcasts to the losses of the samples ${formatShape(values.shape)}`,
    received: formatShape(given.shape),
    advice: "Give one weight per sample, or one per value of the output without its last axis",
  });
}

/** Weighs the values and reduces them: Keras's `reduce_weighted_values`. Values [batch, ...] -> [], or unchanged for "none". */
export function reduceWeighted(values: Operand, weighting: Weighting): Operand {
  const { mask, reduction } = weighting;
  const { dtype } = values;
  const given = weighting.sampleWeight;
  if (given !== undefined) expectWeights(values, given);
  const weights =
    mask === undefined ? given && cast(given, dtype) : maskWeights(given, mask, dtype, reduction);
  if (weights === undefined) return reduceValues(values, undefined, reduction);
  const [alignedValues, alignedWeights] = alignRanks(values, weights);
  return reduceValues(multiply(alignedValues, alignedWeights), alignedWeights, reduction);
}

function reduceValues(
  values: Operand,
  weights: Operand | undefined,
  reduction: Reduction,
): Operand {
  if (reduction === "none" || reduction === null || values.rank === 0) return values;
  const total = sum(values);
  if (reduction === "sum") return total;
  if (reduction === "mean_with_sample_weight" && weights !== undefined)
    return divideOrZero(total, sum(weights));
  return divide(total, Math.max(1, values.size));
}
