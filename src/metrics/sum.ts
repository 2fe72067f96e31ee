import { scalar, type OperandLike } from "../ops/convert.ts";
import { sum as sumOf } from "../ops/sum.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { CompensatedSum } from "./compensatedSum.ts";
import { Metric, type MetricOptions } from "./metric.ts";
import { samplewise } from "./samplewise.ts";

/** The weighted sum of values: `sum().updateState(values, sampleWeight)`. */
export class Sum extends Metric {
  static override readonly className = "Sum";
  readonly #total: CompensatedSum;

  constructor(options: MetricOptions = {}) {
    super(options, { name: "sum" });
    this.#total = this.addSum("total");
  }

  /** Takes in values [batch, ...] with a weight per sample. */
  override updateState(values: OperandLike, sampleWeight?: OperandLike): void {
    this.#total.add(
      sumOf(samplewise(values, sampleWeight, { reduce: sumOf, dtype: this.options.dtype }).values),
    );
  }

  override result(): Tensor {
    return scalar(this.#total.value(), this.options.dtype);
  }
}

/** `sum()`: the weighted sum of the values it is given. */
export const sum = (options: MetricOptions = {}): Sum => new Sum(options);
