import { BestAtRate, type BestAtRateOptions } from "./bestAtRate.ts";

/** Options of `PrecisionAtRecall`. */
export interface PrecisionAtRecallOptions extends BestAtRateOptions {
  /** What must be reached, from 0 to 1. */
  readonly recall: number;
}

/** The largest precision among the thresholds whose recall is at least the given one. */
export class PrecisionAtRecall extends BestAtRate<PrecisionAtRecallOptions> {
  static override readonly className = "PrecisionAtRecall";

  constructor(options: PrecisionAtRecallOptions) {
    super(options, {
      name: "precision_at_recall",
      goal: "recall",
      bound: "sensitivity",
      wanted: "precision",
    });
  }
}

/** `precisionAtRecall(0.6, { numThresholds: 200 })` */
export const precisionAtRecall = (
  recall: number,
  options: Omit<PrecisionAtRecallOptions, "recall"> = {},
): PrecisionAtRecall => new PrecisionAtRecall({ recall, ...options });
