import { getLoss, type LossLike } from "../losses/getLoss.ts";
import { getMetric } from "../metrics/getMetric.ts";
import { getOptimizer } from "../optimizers/getOptimizer.ts";
import { LossScaleOptimizer, lossScaleOptimizer } from "../optimizers/lossScaleOptimizer.ts";
import type { Words } from "./words.ts";

/** Whether a name stands for the cross-entropy that fits the shapes. */
function fitsShapes(like: LossLike): boolean {
  return typeof like === "string" && ["crossentropy", "ce"].includes(like.toLowerCase());
}

/** Keras's names, and all that goes without them. */
export const names: Words = {
  optimizer: (like = "rmsprop") => getOptimizer(like),
  scaling: (optimizer) =>
    optimizer instanceof LossScaleOptimizer ? optimizer : lossScaleOptimizer(optimizer),
  loss: (like, context) =>
    context === undefined && fitsShapes(like) ? undefined : getLoss(like, context),
  metric: getMetric,
};
