import type { Operand } from "../graph/value.ts";
import { argmax } from "../ops/argmax.ts";
import { cast } from "../ops/cast.ts";
import { equal } from "../ops/equal.ts";
import { MeanMetric } from "./meanMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** How often the largest output is that of the true class: one-hot targets [batch, ..., classes] -> [batch, ...]. */
export class CategoricalAccuracy extends MeanMetric {
  static override readonly className = "CategoricalAccuracy";

  constructor(options: MetricOptions = {}) {
    super(options, { name: "categorical_accuracy" });
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    return cast(equal(argmax(yTrue, { axis: -1 }), argmax(yPred, { axis: -1 })), "float32");
  }
}

/** `categoricalAccuracy()` for compile, or `categoricalAccuracy(yTrue, yPred)`. */
export const categoricalAccuracy: MetricFactory<MetricOptions> = metricFactory(CategoricalAccuracy);
