import type { Operand } from "../graph/value.ts";
import { argmax } from "../ops/argmax.ts";
import { cast } from "../ops/cast.ts";
import { equal } from "../ops/equal.ts";
import { squeeze } from "../ops/reshape.ts";
import { MeanMetric } from "./meanMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** How often the largest output is that of the true class: class numbers [batch, ...] or [batch, ..., 1] -> [batch, ...]. */
export class SparseCategoricalAccuracy extends MeanMetric {
  static override readonly className = "SparseCategoricalAccuracy";

  constructor(options: MetricOptions = {}) {
    super(options, { name: "sparse_categorical_accuracy" });
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    const isColumn = yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1;
    const labels = isColumn ? squeeze(yTrue, { axis: -1 }) : yTrue;
    return cast(equal(labels, argmax(yPred, { axis: -1 })), "float32");
  }
}

/** `sparseCategoricalAccuracy()` for compile, or `sparseCategoricalAccuracy(yTrue, yPred)`. */
export const sparseCategoricalAccuracy: MetricFactory<MetricOptions> =
  metricFactory(SparseCategoricalAccuracy);
