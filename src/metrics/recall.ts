import { ShareMetric, type ShareOptions } from "./shareMetric.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";

/** The share of positive targets that are found: true positives / (true positives + false negatives); 0 where there are none. One number, or one per threshold. */
export class Recall extends ShareMetric {
  static override readonly className = "Recall";

  constructor(options: ShareOptions = {}) {
    super(options, "recall", "false_negatives");
  }
}

/** `recall({ thresholds: 0.5 })`, `recall({ topK: 2 })`, `recall({ classId: 1 })`. */
export const recall: MetricConstructor<ShareOptions, Recall> = metricConstructor(Recall);
