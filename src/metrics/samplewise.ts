import type { DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { alignRanks } from "../losses/reduction.ts";
import { multiply } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import type { ReduceOptions } from "../ops/sum.ts";
import { fullLike } from "../ops/zeros.ts";

/** A value and a weight per sample. */
export interface Samplewise {
  /** [batch], weighted; a scalar stays one. */
  readonly values: Operand;
  /** [batch]; undefined: every sample counts once. */
  readonly weights: Operand | undefined;
}

type Reduce = (x: Operand, options: ReduceOptions) => Operand;

function reduceFrom(axis: number, x: Operand, reduce: Reduce): Operand {
  return x.rank > axis
    ? reduce(x, { axis: Array.from({ length: x.rank - axis }, (_, i) => axis + i) })
    : x;
}

/** One weighted value per sample: Keras's `reduce_to_samplewise_values`. Values [batch, ...], weights that broadcast to them. */
export function samplewise(
  given: OperandLike,
  sampleWeight: OperandLike | undefined,
  options: { readonly reduce: Reduce; readonly dtype: DType },
): Samplewise {
  const { reduce, dtype } = options;
  const all = cast(given, dtype);
  if (sampleWeight === undefined) return { values: reduceFrom(1, all, reduce), weights: undefined };
  const [values, weights] = alignRanks(all, cast(toOperand(sampleWeight), dtype));
  const reduced = reduceFrom(weights.rank, values, reduce);
  if (
    weights.rank > reduced.rank ||
    weights.shape.some((extent, axis) => extent !== 1 && extent !== reduced.shape[axis])
  ) {
    fail("shape", {
      where: "sampleWeight",
      expected: `a shape that broadcasts to the values of the samples ${formatShape(values.shape)}`,
      received: formatShape(weights.shape),
      advice: "Give one weight per sample",
    });
  }
  // Ones of the values' own builder, so that weights given as numbers work too.
  const spread = multiply(fullLike(reduced, 1), weights);
  return {
    values: reduceFrom(1, multiply(reduced, spread), reduce),
    weights: reduceFrom(1, spread, reduce),
  };
}
