import { MeanSquaredError as MeanSquaredErrorLoss } from "../losses/meanSquaredError.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean square of the differences, over all samples. */
export class MeanSquaredError extends LossMetric {
  static override readonly className = "MeanSquaredError";
  protected override readonly loss: MeanSquaredErrorLoss = new MeanSquaredErrorLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "mean_squared_error" });
  }
}

/** `meanSquaredError()` for compile, or `meanSquaredError(yTrue, yPred)`. */
export const meanSquaredError: MetricFactory<MetricOptions> = metricFactory(MeanSquaredError);
