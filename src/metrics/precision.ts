import { ShareMetric, type ShareOptions } from "./shareMetric.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";

/** The share of positive outputs that are right: true positives / (true + false positives); 0 where there are none. One number, or one per threshold. */
export class Precision extends ShareMetric {
  static override readonly className = "Precision";

  constructor(options: ShareOptions = {}) {
    super(options, "precision", "false_positives");
  }
}

/** `precision({ thresholds: 0.5 })`, `precision({ topK: 2 })`, `precision({ classId: 1 })`. */
export const precision: MetricConstructor<ShareOptions, Precision> = metricConstructor(Precision);
