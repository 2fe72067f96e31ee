import type { Operand } from "../graph/value.ts";
import { multiply, negative } from "../ops/add.ts";
import { normalize } from "../ops/normalization.ts";
import { sum } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `CosineSimilarity`. */
export interface CosineSimilarityOptions extends LossOptions {
  /** The axis of the vectors. Default -1. */
  readonly axis?: number | undefined;
}

/** Minus the cosine of the angle between the vectors on `axis`, in [-1, 1]: -1 where they point alike. [batch, ..., n] -> [batch, ...]. */
export class CosineSimilarity extends Loss<CosineSimilarityOptions> {
  static override readonly className = "CosineSimilarity";
  static override readonly targets = "outputs";

  constructor(options: CosineSimilarityOptions = {}) {
    super(options, { name: "cosine_similarity", axis: -1 });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { axis } = this.options;
    return negative(
      sum(multiply(normalize(yTrue, { axis }), normalize(yPred, { axis })), { axis }),
    );
  }
}

/** `cosineSimilarity({ axis: -1 })` for compile, or `cosineSimilarity(yTrue, yPred)`: minus the cosine of the angle. */
export const cosineSimilarity: LossFactory<CosineSimilarityOptions> = lossFactory(CosineSimilarity);
