import { SparseCategoricalCrossentropy as SparseCategoricalCrossentropyLoss } from "../losses/sparseCategoricalCrossentropy.ts";
import { LossMetric } from "./lossMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** Options of `SparseCategoricalCrossentropy`. */
export interface SparseCategoricalCrossentropyOptions extends MetricOptions {
  /** Whether outputs are logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
  /** Samples with this class number have loss 0. Default null: none. */
  readonly ignoreClass?: number | null | undefined;
  /** The axis of the classes. Default -1. */
  readonly axis?: number | undefined;
}

/** The mean cross-entropy of class numbers, over all samples. */
export class SparseCategoricalCrossentropy extends LossMetric<SparseCategoricalCrossentropyOptions> {
  static override readonly className = "SparseCategoricalCrossentropy";
  protected override readonly loss: SparseCategoricalCrossentropyLoss;

  constructor(options: SparseCategoricalCrossentropyOptions = {}) {
    super(options, {
      name: "sparse_categorical_crossentropy",
      fromLogits: false,
      ignoreClass: null,
      axis: -1,
    });
    const { fromLogits, ignoreClass, axis } = this.options;
    this.loss = new SparseCategoricalCrossentropyLoss({ fromLogits, ignoreClass, axis });
  }
}

/** `sparseCategoricalCrossentropy()` for compile, or `sparseCategoricalCrossentropy(yTrue, yPred)`. */
export const sparseCategoricalCrossentropy: MetricFactory<SparseCategoricalCrossentropyOptions> =
  metricFactory(SparseCategoricalCrossentropy);
