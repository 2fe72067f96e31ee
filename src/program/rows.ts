import type { Shape } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";
import { isSlow } from "../graph/cost.ts";

/**
 * What softmax, layer normalisation and their gradients have in common: every row, the elements along the last axes,
 * is reduced, and the results are used for the elements of the same row. Groups that go by the same rows become one
 * launch, which reads a row once from memory and does everything while it is in the first-level cache.
 */
export interface Rows {
  /** Of the whole elements. */
  readonly shape: Shape;
  /** The last axes, which reductions fold. */
  readonly axes: readonly number[];
}

/** Elements of a row. */
export function rowLength({ shape, axes }: Rows): number {
  return axes.reduce((product, axis) => product * shape[axis]!, 1);
}

/** Whether a value is rather kept in a row of working memory than computed in several loops over the row. */
export function isWorthKeeping(value: Value): boolean {
  return value.kind === "pointwise" && isSlow(value);
}
