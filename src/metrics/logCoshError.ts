import { LogCosh as LogCoshLoss } from "../losses/logCosh.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean of ln cosh of the differences, over all samples. */
export class LogCoshError extends LossMetric {
  static override readonly className = "LogCoshError";
  protected override readonly loss: LogCoshLoss = new LogCoshLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "logcosh" });
  }
}

/** `logCoshError()` for compile, or `logCoshError(yTrue, yPred)`. */
export const logCoshError: MetricFactory<MetricOptions> = metricFactory(LogCoshError);
