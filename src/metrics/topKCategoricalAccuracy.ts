import type { Operand } from "../graph/value.ts";
import { argmax } from "../ops/argmax.ts";
import { MeanMetric } from "./meanMetric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";
import { amongTopK, expectK, type TopKOptions } from "./topK.ts";

/** How often the true class is among the k largest outputs: one-hot targets [batch, ..., classes] -> [batch, ...]. */
export class TopKCategoricalAccuracy extends MeanMetric<TopKOptions> {
  static override readonly className = "TopKCategoricalAccuracy";

  constructor(options: TopKOptions = {}) {
    super(options, { name: "top_k_categorical_accuracy", k: 5 });
    expectK(this.name, this.options.k);
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    return amongTopK(argmax(yTrue, { axis: -1 }), yPred, this.options.k);
  }
}

/** `topKCategoricalAccuracy({ k: 5 })` for compile, or `topKCategoricalAccuracy(yTrue, yPred)`; the top-five error is 1 minus this. */
export const topKCategoricalAccuracy: MetricFactory<TopKOptions> =
  metricFactory(TopKCategoricalAccuracy);
