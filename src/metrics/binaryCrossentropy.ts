import { BinaryCrossentropy as BinaryCrossentropyLoss } from "../losses/binaryCrossentropy.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** Options of `BinaryCrossentropy`. */
export interface BinaryCrossentropyOptions extends MetricOptions {
  /** Whether outputs are logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
  /** Moves targets towards 1/2 by this share, in [0, 1]. Default 0. */
  readonly labelSmoothing?: number | undefined;
}

/** The mean binary cross-entropy, over all samples. */
export class BinaryCrossentropy extends LossMetric<BinaryCrossentropyOptions> {
  static override readonly className = "BinaryCrossentropy";
  protected override readonly loss: BinaryCrossentropyLoss;

  constructor(options: BinaryCrossentropyOptions = {}) {
    super(options, { name: "binary_crossentropy", fromLogits: false, labelSmoothing: 0 });
    const { fromLogits, labelSmoothing } = this.options;
    this.loss = new BinaryCrossentropyLoss({ fromLogits, labelSmoothing });
  }
}

/** `binaryCrossentropy()` for compile, or `binaryCrossentropy(yTrue, yPred)`. */
export const binaryCrossentropy: MetricFactory<BinaryCrossentropyOptions> =
  metricFactory(BinaryCrossentropy);
