import { MeanAbsolutePercentageError as MeanAbsolutePercentageErrorLoss } from "../losses/meanAbsolutePercentageError.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean relative difference in percent, over all samples. */
export class MeanAbsolutePercentageError extends LossMetric {
  static override readonly className = "MeanAbsolutePercentageError";
  protected override readonly loss: MeanAbsolutePercentageErrorLoss =
    new MeanAbsolutePercentageErrorLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "mean_absolute_percentage_error" });
  }
}

/** `meanAbsolutePercentageError()` for compile, or `meanAbsolutePercentageError(yTrue, yPred)`. */
export const meanAbsolutePercentageError: MetricFactory<MetricOptions> = metricFactory(
  MeanAbsolutePercentageError,
);
