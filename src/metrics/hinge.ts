import { Hinge as HingeLoss } from "../losses/hinge.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean hinge loss, over all samples. */
export class Hinge extends LossMetric {
  static override readonly className = "Hinge";
  protected override readonly loss: HingeLoss = new HingeLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "hinge" });
  }
}

/** `hinge()` for compile, or `hinge(yTrue, yPred)`. */
export const hinge: MetricFactory<MetricOptions> = metricFactory(Hinge);
