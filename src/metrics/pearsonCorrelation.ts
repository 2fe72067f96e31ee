import type { Operand } from "../graph/value.ts";
import { alignRanks } from "../losses/reduction.ts";
import { multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { divide } from "../ops/divide.ts";
import { sqrt, square } from "../ops/power.ts";
import { mean } from "../ops/sum.ts";
import { MeanMetric } from "./meanMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** Options of the correlations. */
export interface CorrelationOptions extends MetricOptions {
  /** The axis or axes on which targets and outputs are compared; null: all. Default -1. */
  readonly axis?: number | readonly number[] | null | undefined;
}

/** mean((t - t̄)(p - p̄)) / (σₜ σₚ) on `axis`, from -1 to 1: 1 where outputs grow in step with targets. [batch, ..., n] -> [batch, ...]. */
export class PearsonCorrelation extends MeanMetric<CorrelationOptions> {
  static override readonly className = "PearsonCorrelation";

  constructor(options: CorrelationOptions = {}) {
    super(options, { name: "pearson_correlation", axis: -1 });
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    const { axis } = this.options;
    const pair = alignRanks(cast(yTrue, yPred.dtype), yPred);
    const [t, p] = pair.map((x) => {
      const centred = subtract(x, mean(x, { axis, keepdims: true }));
      return divide(centred, sqrt(mean(square(centred), { axis, keepdims: true })));
    });
    return mean(multiply(t!, p!), { axis });
  }
}

/** `pearsonCorrelation({ axis: 0 })` for compile, or `pearsonCorrelation(yTrue, yPred)`. */
export const pearsonCorrelation: MetricFactory<CorrelationOptions> =
  metricFactory(PearsonCorrelation);
