import { ConfusionCount, type ConfusionCountOptions } from "./confusionCount.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";

/** How many outputs above the threshold whose target is 1, weighted: one number, or one per threshold. */
export class TruePositives extends ConfusionCount {
  static override readonly className = "TruePositives";

  constructor(options: ConfusionCountOptions = {}) {
    super(options, "true_positives");
  }
}

/** `truePositives({ thresholds: 0.5 })`: the number of outputs above the threshold whose target is 1. */
export const truePositives: MetricConstructor<ConfusionCountOptions, TruePositives> =
  metricConstructor(TruePositives);
