import { BestAtRate, type BestAtRateOptions } from "./bestAtRate.ts";

/** Options of `SpecificityAtSensitivity`. */
export interface SpecificityAtSensitivityOptions extends BestAtRateOptions {
  /** What must be reached, from 0 to 1. */
  readonly sensitivity: number;
}

/** The largest specificity (share of negative targets left out) among the thresholds whose sensitivity (share of positive targets found) is at least the given one. */
export class SpecificityAtSensitivity extends BestAtRate<SpecificityAtSensitivityOptions> {
  static override readonly className = "SpecificityAtSensitivity";

  constructor(options: SpecificityAtSensitivityOptions) {
    super(options, {
      name: "specificity_at_sensitivity",
      goal: "sensitivity",
      bound: "sensitivity",
      wanted: "specificity",
    });
  }
}

/** `specificityAtSensitivity(0.6, { numThresholds: 200 })` */
export const specificityAtSensitivity = (
  sensitivity: number,
  options: Omit<SpecificityAtSensitivityOptions, "sensitivity"> = {},
): SpecificityAtSensitivity => new SpecificityAtSensitivity({ sensitivity, ...options });
