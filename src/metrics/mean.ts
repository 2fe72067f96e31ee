import type { OperandLike } from "../ops/convert.ts";
import type { MetricOptions } from "./metric.ts";
import { RunningMean } from "./runningMean.ts";

/** The weighted mean of values: `mean().updateState(values, sampleWeight)`. */
export class Mean extends RunningMean {
  static override readonly className = "Mean";

  constructor(options: MetricOptions = {}) {
    super(options, { name: "mean" });
  }

  /** Takes in values [batch, ...] with a weight per sample. */
  override updateState(values: OperandLike, sampleWeight?: OperandLike): void {
    this.takeIn(values, sampleWeight);
  }
}

/** `mean()`: the weighted mean of the values it is given. */
export const mean = (options: MetricOptions = {}): Mean => new Mean(options);
