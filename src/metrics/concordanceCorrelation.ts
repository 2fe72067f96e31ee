import type { Operand } from "../graph/value.ts";
import { alignRanks } from "../losses/reduction.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { divide } from "../ops/divide.ts";
import { epsilon } from "../base/epsilon.ts";
import { square } from "../ops/power.ts";
import { mean } from "../ops/sum.ts";
import { MeanMetric } from "./meanMetric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";
import type { CorrelationOptions } from "./pearsonCorrelation.ts";

/**
 * 2 cov(t, p) / (σₜ² + σₚ² + (t̄ - p̄)² + 1e-7) on `axis`, from -1 to 1: 1 where outputs are the targets.
 * [batch, ..., n] -> [batch, ...]. Lin 1989. https://doi.org/10.2307/2532051
 */
export class ConcordanceCorrelation extends MeanMetric<CorrelationOptions> {
  static override readonly className = "ConcordanceCorrelation";

  constructor(options: CorrelationOptions = {}) {
    super(options, { name: "concordance_correlation", axis: -1 });
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    const { axis } = this.options;
    const [t, p] = alignRanks(cast(yTrue, yPred.dtype), yPred);
    const meanOf = (x: Operand): Operand => mean(x, { axis, keepdims: true });
    const [tMean, pMean] = [meanOf(t), meanOf(p)];
    const varianceOf = (x: Operand, own: Operand): Operand => meanOf(square(subtract(x, own)));
    const spread = add(varianceOf(t, tMean), varianceOf(p, pMean));
    const norm = add(add(spread, square(subtract(tMean, pMean))), epsilon());
    // Keras takes the mean of the outputs from both; in the mean over the axis it comes to the covariance.
    const products = multiply(subtract(t, pMean), subtract(p, pMean));
    return mean(divide(multiply(products, 2), norm), { axis });
  }
}

/** `concordanceCorrelation({ axis: 0 })` for compile, or `concordanceCorrelation(yTrue, yPred)`. */
export const concordanceCorrelation: MetricFactory<CorrelationOptions> =
  metricFactory(ConcordanceCorrelation);
