import type { Operand } from "../graph/value.ts";
import { alignRanks } from "../losses/reduction.ts";
import { cast } from "../ops/cast.ts";
import { equal } from "../ops/equal.ts";
import { MeanMetric } from "./meanMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** How often outputs equal targets exactly: [batch, ...] -> [batch, ...]. */
export class Accuracy extends MeanMetric {
  static override readonly className = "Accuracy";

  constructor(options: MetricOptions = {}) {
    super(options, { name: "accuracy" });
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    const [target, output] = alignRanks(cast(yTrue, yPred.dtype), yPred);
    return cast(equal(target, output), "float32");
  }
}

/** `accuracy()` for compile, or `accuracy(yTrue, yPred)`: how often labels equal targets, such as arg-max labels. */
export const accuracy: MetricFactory<MetricOptions> = metricFactory(Accuracy);
