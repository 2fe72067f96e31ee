import { MeanAbsoluteError as MeanAbsoluteErrorLoss } from "../losses/meanAbsoluteError.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean size of the differences, over all samples. */
export class MeanAbsoluteError extends LossMetric {
  static override readonly className = "MeanAbsoluteError";
  protected override readonly loss: MeanAbsoluteErrorLoss = new MeanAbsoluteErrorLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "mean_absolute_error" });
  }
}

/** `meanAbsoluteError()` for compile, or `meanAbsoluteError(yTrue, yPred)`. */
export const meanAbsoluteError: MetricFactory<MetricOptions> = metricFactory(MeanAbsoluteError);
