import { SquaredHinge as SquaredHingeLoss } from "../losses/squaredHinge.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean squared hinge loss, over all samples. */
export class SquaredHinge extends LossMetric {
  static override readonly className = "SquaredHinge";
  protected override readonly loss: SquaredHingeLoss = new SquaredHingeLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "squared_hinge" });
  }
}

/** `squaredHinge()` for compile, or `squaredHinge(yTrue, yPred)`. */
export const squaredHinge: MetricFactory<MetricOptions> = metricFactory(SquaredHinge);
