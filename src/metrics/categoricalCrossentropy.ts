import { CategoricalCrossentropy as CategoricalCrossentropyLoss } from "../losses/categoricalCrossentropy.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** Options of `CategoricalCrossentropy`. */
export interface CategoricalCrossentropyOptions extends MetricOptions {
  /** Whether outputs are logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
  /** The share of each target that is spread over all classes, in [0, 1]. Default 0. */
  readonly labelSmoothing?: number | undefined;
  /** The axis of the classes. Default -1. */
  readonly axis?: number | undefined;
}

/** The mean cross-entropy of one-hot targets, over all samples. */
export class CategoricalCrossentropy extends LossMetric<CategoricalCrossentropyOptions> {
  static override readonly className = "CategoricalCrossentropy";
  protected override readonly loss: CategoricalCrossentropyLoss;

  constructor(options: CategoricalCrossentropyOptions = {}) {
    super(options, {
      name: "categorical_crossentropy",
      fromLogits: false,
      labelSmoothing: 0,
      axis: -1,
    });
    const { fromLogits, labelSmoothing, axis } = this.options;
    this.loss = new CategoricalCrossentropyLoss({ fromLogits, labelSmoothing, axis });
  }
}

/** `categoricalCrossentropy()` for compile, or `categoricalCrossentropy(yTrue, yPred)`. */
export const categoricalCrossentropy: MetricFactory<CategoricalCrossentropyOptions> =
  metricFactory(CategoricalCrossentropy);
