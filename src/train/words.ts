import { fail } from "../base/errors.ts";
import type { LossContext } from "../losses/classification.ts";
import type { LossLike } from "../losses/getLoss.ts";
import type { Loss } from "../losses/loss.ts";
import { lossOf } from "../losses/lossOf.ts";
import type { MetricContext, MetricLike } from "../metrics/getMetric.ts";
import type { Metric } from "../metrics/metric.ts";
import { metricOf } from "../metrics/metricOf.ts";
import type { OptimizerLike } from "../optimizers/getOptimizer.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { optimizerOf } from "../optimizers/optimizerOf.ts";

/** What `compile` understands. Each throws on what it does not. */
export interface Words {
  /** Undefined: the one that a model without one is trained with. */
  optimizer(like: OptimizerLike | undefined): Optimizer;
  /** An optimizer that scales the loss, around one that may do so itself. */
  scaling(optimizer: Optimizer): Optimizer;
  /** Undefined without `context`: a name for the loss that fits shapes. */
  loss(like: LossLike, context?: LossContext): Loss | undefined;
  metric(like: MetricLike, context: MetricContext): Metric;
}

function refuse(where: string, name: string): never {
  return fail("option", {
    where,
    expected: 'an object or a function, for models of "hornet/lean" know no names',
    received: `"${name}"`,
    advice: `Import it from "hornet/${where}", or the model from "hornet"`,
  });
}

/** Objects, functions, factories and classes: a page that gives these carries nothing that it does not name. */
export const objectsOnly: Words = {
  optimizer(like) {
    if (typeof like === "string") return refuse("optimizers", like);
    return optimizerOf(
      like ?? fail("option", { where: "compile", expected: "an optimizer", received: "none" }),
    );
  },
  scaling: () =>
    fail("option", {
      where: "compile",
      expected: "autoScaleLoss: false under the policy mixed_float16",
      received: "true",
      advice: "Give lossScaleOptimizer(...) as the optimizer",
    }),
  loss: (like) => (typeof like === "string" ? refuse("losses", like) : lossOf(like)),
  metric: (like) => (typeof like === "string" ? refuse("metrics", like) : metricOf(like)),
};
