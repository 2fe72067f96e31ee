import type { DType } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { multiHot, oneHot } from "../ops/oneHot.ts";
import { expandDims, squeeze } from "../ops/reshape.ts";
import { sum } from "../ops/sum.ts";

/** How whole numbers below `depth` are written: as they are, as rows of 0 and 1, or as counts. */
export type CategoryMode = "int" | "one_hot" | "multi_hot" | "count";

/** Throws on a mode that is not among those that a layer has. */
export function expectMode(where: string, mode: string, modes: readonly string[]): void {
  if (modes.includes(mode)) return;
  fail("option", {
    where: `${where}: outputMode`,
    expected: `one of ${modes.join(", ")}`,
    received: JSON.stringify(mode),
  });
}

/** Throws if a sparse tensor is asked for. */
export function expectDense(where: string, sparse: boolean): void {
  if (!sparse) return;
  fail("unsupported", { where, expected: "sparse: false", received: "true" });
}

/**
 * Whole numbers in the layout of `mode`: "one_hot" adds an axis of `depth` (in place of a last axis of 1), "multi_hot"
 * and "count" put it in place of the second axis, or of the only one. Numbers outside of 0 .. depth - 1 count nowhere.
 */
export function encodeCategories(
  indices: Operand,
  mode: CategoryMode,
  depth: number,
  dtype: DType,
  weights?: Operand,
): Operand {
  if (mode === "int") return cast(indices, dtype);
  const x = indices.rank === 0 ? expandDims(indices, 0) : indices;
  if (mode === "multi_hot") return multiHot(x, depth, { dtype });
  if (mode === "one_hot") {
    const isSpread = x.rank > 1 && x.shape.at(-1) === 1;
    return oneHot(isSpread ? squeeze(x, { axis: -1 }) : x, depth, { dtype });
  }
  const axis = x.rank > 1 ? 1 : 0;
  if (weights === undefined)
    return cast(sum(oneHot(x, depth, { dtype: "int32" }), { axis }), dtype);
  const ones = oneHot(x, depth, { dtype: weights.dtype });
  return sum(multiply(ones, expandDims(weights, -1)), { axis });
}
