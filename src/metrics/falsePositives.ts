import { ConfusionCount, type ConfusionCountOptions } from "./confusionCount.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";

/** How many outputs above the threshold whose target is 0, weighted: one number, or one per threshold. */
export class FalsePositives extends ConfusionCount {
  static override readonly className = "FalsePositives";

  constructor(options: ConfusionCountOptions = {}) {
    super(options, "false_positives");
  }
}

/** `falsePositives({ thresholds: 0.5 })`: the number of outputs above the threshold whose target is 0. */
export const falsePositives: MetricConstructor<ConfusionCountOptions, FalsePositives> =
  metricConstructor(FalsePositives);
