import { CategoricalHinge as CategoricalHingeLoss } from "../losses/categoricalHinge.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** The mean hinge loss between classes, over all samples. */
export class CategoricalHinge extends LossMetric {
  static override readonly className = "CategoricalHinge";
  protected override readonly loss: CategoricalHingeLoss = new CategoricalHingeLoss();

  constructor(options: MetricOptions = {}) {
    super(options, { name: "categorical_hinge" });
  }
}

/** `categoricalHinge()` for compile, or `categoricalHinge(yTrue, yPred)`. */
export const categoricalHinge: MetricFactory<MetricOptions> = metricFactory(CategoricalHinge);
