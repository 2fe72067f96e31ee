import { BestAtRate, type BestAtRateOptions } from "./bestAtRate.ts";

/** Options of `SensitivityAtSpecificity`. */
export interface SensitivityAtSpecificityOptions extends BestAtRateOptions {
  /** What must be reached, from 0 to 1. */
  readonly specificity: number;
}

/** The largest sensitivity (share of positive targets found) among the thresholds whose specificity (share of negative targets left out) is at least the given one. */
export class SensitivityAtSpecificity extends BestAtRate<SensitivityAtSpecificityOptions> {
  static override readonly className = "SensitivityAtSpecificity";

  constructor(options: SensitivityAtSpecificityOptions) {
    super(options, {
      name: "sensitivity_at_specificity",
      goal: "specificity",
      bound: "specificity",
      wanted: "sensitivity",
    });
  }
}

/** `sensitivityAtSpecificity(0.6, { numThresholds: 200 })` */
export const sensitivityAtSpecificity = (
  specificity: number,
  options: Omit<SensitivityAtSpecificityOptions, "specificity"> = {},
): SensitivityAtSpecificity => new SensitivityAtSpecificity({ specificity, ...options });
