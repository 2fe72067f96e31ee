import { BestAtRate, type BestAtRateOptions } from "./bestAtRate.ts";

/** Options of `RecallAtPrecision`. */
export interface RecallAtPrecisionOptions extends BestAtRateOptions {
  /** What must be reached, from 0 to 1. */
  readonly precision: number;
}

/** The largest recall among the thresholds whose precision is at least the given one. */
export class RecallAtPrecision extends BestAtRate<RecallAtPrecisionOptions> {
  static override readonly className = "RecallAtPrecision";

  constructor(options: RecallAtPrecisionOptions) {
    super(options, {
      name: "recall_at_precision",
      goal: "precision",
      bound: "precision",
      wanted: "sensitivity",
    });
  }
}

/** `recallAtPrecision(0.6, { numThresholds: 200 })` */
export const recallAtPrecision = (
  precision: number,
  options: Omit<RecallAtPrecisionOptions, "precision"> = {},
): RecallAtPrecision => new RecallAtPrecision({ precision, ...options });
