import { ConfusionCount, type ConfusionCountOptions } from "./confusionCount.ts";
import { metricConstructor, type MetricConstructor } from "./metricFactory.ts";

/** How many outputs at or below the threshold whose target is 1, weighted: one number, or one per threshold. */
export class FalseNegatives extends ConfusionCount {
  static override readonly className = "FalseNegatives";

  constructor(options: ConfusionCountOptions = {}) {
    super(options, "false_negatives");
  }
}

/** `falseNegatives({ thresholds: 0.5 })`: the number of outputs at or below the threshold whose target is 1. */
export const falseNegatives: MetricConstructor<ConfusionCountOptions, FalseNegatives> =
  metricConstructor(FalseNegatives);
