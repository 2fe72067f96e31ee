import { scalar, type OperandLike } from "../ops/convert.ts";
import { mean, sum } from "../ops/sum.ts";
import { fullLike } from "../ops/zeros.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { CompensatedSum } from "./compensatedSum.ts";
import { Metric, type MetricConfig, type MetricDefaults, type MetricOptions } from "./metric.ts";
import { samplewise } from "./samplewise.ts";

/** A metric that is a weighted mean over all samples since the last reset: Σ w·x / Σ w. */
export abstract class RunningMean<
  Options extends MetricOptions = MetricOptions,
> extends Metric<Options> {
  readonly #total: CompensatedSum;
  readonly #count: CompensatedSum;

  constructor(options: Options, defaults: MetricDefaults<Options>) {
    super(options, defaults);
    this.#total = this.addSum("total");
    this.#count = this.addSum("count");
  }

  /** Takes in values [batch, ...] (the mean over further axes counts) with a weight per sample. */
  protected takeIn(values: OperandLike, sampleWeight: OperandLike | undefined): void {
    const { dtype } = this.options as MetricConfig<MetricOptions>;
    const sample = samplewise(values, sampleWeight, { reduce: mean, dtype });
    const total = sum(sample.values);
    this.#total.add(total);
    const samples = sample.values.shape[0] ?? 1;
    this.#count.add(sample.weights === undefined ? fullLike(total, samples) : sum(sample.weights));
  }

  /** The mean so far, in float64; 0 before the first sample. */
  protected mean(): number {
    const count = this.#count.value();
    return count === 0 ? 0 : this.#total.value() / count;
  }

  override result(): Tensor {
    return scalar(this.mean(), (this.options as MetricConfig<MetricOptions>).dtype);
  }
}
