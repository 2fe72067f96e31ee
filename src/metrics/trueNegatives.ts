import { ConfusionCount, type ConfusionCountOptions } from "./confusionCount.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";

/** How many outputs at or below the threshold whose target is 0, weighted: one number, or one per threshold. */
export class TrueNegatives extends ConfusionCount {
  static override readonly className = "TrueNegatives";

  constructor(options: ConfusionCountOptions = {}) {
    super(options, "true_negatives");
  }
}

/** `trueNegatives({ thresholds: 0.5 })`: the number of outputs at or below the threshold whose target is 0. */
export const trueNegatives: MetricConstructor<ConfusionCountOptions, TrueNegatives> =
  metricConstructor(TrueNegatives);
