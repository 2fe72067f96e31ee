import { uniqueName } from "../base/names.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { below, thresholdsOf, type Cell, type ConfusionOptions } from "./confusion.ts";
import { ConfusionMetric, ratio } from "./confusionMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { numberOrVector } from "./result.ts";
import { expectK } from "./topK.ts";

/** Options of precision and recall. */
export interface ShareOptions extends MetricOptions {
  /** Outputs above it are positive: a number from 0 to 1, or several. Default null: 0.5, or all of the top k. */
  readonly thresholds?: number | readonly number[] | null | undefined;
  /** Only the k largest outputs of a sample can be positive. Default null: all. */
  readonly topK?: number | null | undefined;
  /** Only this class is looked at. Default null: all. */
  readonly classId?: number | null | undefined;
}

/** True positives as a share of them and of one other cell of the confusion matrix. */
export abstract class ShareMetric extends ConfusionMetric<ShareOptions> {
  protected override readonly confusion: ConfusionOptions;
  readonly #other: Cell;

  constructor(options: ShareOptions, name: string, other: Cell) {
    const defaults = { thresholds: null, topK: null, classId: null };
    super(options, { name: options.name ?? uniqueName(name), ...defaults });
    const { thresholds, topK, classId } = this.options;
    if (topK !== null) expectK(this.name, topK);
    this.#other = other;
    this.confusion = {
      thresholds: thresholdsOf(this.name, thresholds, topK === null ? 0.5 : below),
      topK,
      classId,
    };
    this.count(["true_positives", other], [this.confusion.thresholds.length]);
  }

  override result(): Tensor {
    const others = this.counts(this.#other);
    return numberOrVector(
      this.counts("true_positives").map((right, i) => ratio(right, right + others[i]!)),
    );
  }
}
