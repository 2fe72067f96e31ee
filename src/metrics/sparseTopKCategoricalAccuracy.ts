import type { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import { squeeze } from "../ops/reshape.ts";
import { MeanMetric } from "./meanMetric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";
import { amongTopK, expectK, type TopKOptions } from "./topK.ts";

/** How often the true class is among the k largest outputs: class numbers [batch, ...] or [batch, ..., 1] -> [batch, ...]. */
export class SparseTopKCategoricalAccuracy extends MeanMetric<TopKOptions> {
  static override readonly className = "SparseTopKCategoricalAccuracy";

  constructor(options: TopKOptions = {}) {
    super(options, { name: "sparse_top_k_categorical_accuracy", k: 5 });
    expectK(this.name, this.options.k);
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    const isColumn = yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1;
    const labels = cast(isColumn ? squeeze(yTrue, { axis: -1 }) : yTrue, "int32");
    return amongTopK(labels, yPred, this.options.k);
  }
}

/** `sparseTopKCategoricalAccuracy({ k: 5 })` for compile, or `sparseTopKCategoricalAccuracy(yTrue, yPred)`. */
export const sparseTopKCategoricalAccuracy: MetricFactory<TopKOptions> = metricFactory(
  SparseTopKCategoricalAccuracy,
);
