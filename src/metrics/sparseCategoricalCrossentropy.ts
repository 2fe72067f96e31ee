import { SparseCategoricalCrossentropy as SparseCategoricalCrossentropyLoss } from "../losses/sparseCategoricalCrossentropy.ts";
import { classNumbers } from "../losses/classNumbers.ts";
import { alignRanks } from "../losses/reduction.ts";
import { multiply } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import { notEqual } from "../ops/equal.ts";
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

  /** Where samples have weights, ignored ones weigh nothing; where they have none, their loss of 0 counts, as in Keras. */
  override updateState(yTrue: OperandLike, yPred: OperandLike, sampleWeight?: OperandLike): void {
    const { ignoreClass } = this.options;
    if (ignoreClass === null || sampleWeight === undefined)
      return super.updateState(yTrue, yPred, sampleWeight);
    const [target, output] = [toOperand(yTrue), toOperand(yPred)];
    const labels = classNumbers(this.name, target, output);
    const counts = cast(notEqual(labels, ignoreClass), "float32");
    const [weights, kept] = alignRanks(cast(toOperand(sampleWeight), "float32"), counts);
    super.updateState(target, output, multiply(weights, kept));
  }
}

/** `sparseCategoricalCrossentropy()` for compile, or `sparseCategoricalCrossentropy(yTrue, yPred)`. */
export const sparseCategoricalCrossentropy: MetricFactory<SparseCategoricalCrossentropyOptions> =
  metricFactory(SparseCategoricalCrossentropy);
