import { MeanSquaredLogarithmicError as MeanSquaredLogarithmicErrorLoss } from "../losses/meanSquaredLogarithmicError.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean square of the differing logarithms, over all samples. */
export class MeanSquaredLogarithmicError extends LossMetric {
  static override readonly className = "MeanSquaredLogarithmicError";
  protected override readonly loss: MeanSquaredLogarithmicErrorLoss =
    new MeanSquaredLogarithmicErrorLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "mean_squared_logarithmic_error" });
  }
}

/** `meanSquaredLogarithmicError()` for compile, or `meanSquaredLogarithmicError(yTrue, yPred)`. */
export const meanSquaredLogarithmicError: MetricFactory<MetricOptions> = metricFactory(
  MeanSquaredLogarithmicError,
);
