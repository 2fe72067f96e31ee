import { Poisson as PoissonLoss } from "../losses/poisson.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean loss of counts, over all samples. */
export class Poisson extends LossMetric {
  static override readonly className = "Poisson";
  protected override readonly loss: PoissonLoss = new PoissonLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "poisson" });
  }
}

/** `poisson()` for compile, or `poisson(yTrue, yPred)`. */
export const poisson: MetricFactory<MetricOptions> = metricFactory(Poisson);
