import { negative } from "../ops/add.ts";
import type { Operand } from "../graph/value.ts";
import { CosineSimilarity as CosineSimilarityLoss } from "../losses/cosineSimilarity.ts";
import { MeanMetric } from "./meanMetric.ts";
import type { MetricOptions } from "./metric.ts";
import { metricFactory, type MetricFactory } from "./metricFactory.ts";

/** Options of `CosineSimilarity`. */
export interface CosineSimilarityOptions extends MetricOptions {
  /** The axis of the vectors. Default -1. */
  readonly axis?: number | undefined;
}

/** The mean cosine of the angle between targets and outputs: 1 where they point alike (the loss has the other sign). */
export class CosineSimilarity extends MeanMetric<CosineSimilarityOptions> {
  static override readonly className = "CosineSimilarity";

  constructor(options: CosineSimilarityOptions = {}) {
    super(options, { name: "cosine_similarity", axis: -1 });
  }

  override values(yTrue: Operand, yPred: Operand): Operand {
    return negative(new CosineSimilarityLoss({ axis: this.options.axis }).perSample(yTrue, yPred));
  }
}

/** `cosineSimilarity({ axis: -1 })` for compile, or `cosineSimilarity(yTrue, yPred)`. */
export const cosineSimilarity: MetricFactory<CosineSimilarityOptions> =
  metricFactory(CosineSimilarity);
