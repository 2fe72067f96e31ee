import { uniqueName } from "../base/names.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { thresholdsOf, type Cell, type ConfusionOptions } from "./confusion.ts";
import { ConfusionMetric } from "./confusionMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { numberOrVector } from "./result.ts";

/** Options of the metrics that count one cell of the confusion matrix. */
export interface ConfusionCountOptions extends MetricOptions {
  /** Outputs above it are positive: a number from 0 to 1, or several. Default null: 0.5. */
  readonly thresholds?: number | readonly number[] | null | undefined;
}

/** How many outputs fall into one cell of the confusion matrix. */
export abstract class ConfusionCount extends ConfusionMetric<ConfusionCountOptions> {
  protected override readonly confusion: ConfusionOptions;
  readonly #cell: Cell;

  constructor(options: ConfusionCountOptions, cell: Cell) {
    super(options, { name: options.name ?? uniqueName(cell), thresholds: null });
    this.#cell = cell;
    this.confusion = { thresholds: thresholdsOf(this.name, this.options.thresholds, 0.5) };
    this.count([cell], [this.confusion.thresholds.length], "accumulator");
  }

  override result(): Tensor {
    return numberOrVector(this.counts(this.#cell));
  }
}
