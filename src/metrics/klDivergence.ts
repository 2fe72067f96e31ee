import { KLDivergence as KLDivergenceLoss } from "../losses/klDivergence.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean distance of distributions, over all samples. */
export class KLDivergence extends LossMetric {
  static override readonly className = "KLDivergence";
  protected override readonly loss: KLDivergenceLoss = new KLDivergenceLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "kl_divergence" });
  }
}

/** `klDivergence()` for compile, or `klDivergence(yTrue, yPred)`. */
export const klDivergence: MetricFactory<MetricOptions> = metricFactory(KLDivergence);
