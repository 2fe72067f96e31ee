import type { Operand } from "../graph/value.ts";
import { multiply, negative } from "../ops/add.ts";
import { epsilon } from "../ops/epsilon.ts";
import { greater } from "../ops/equal.ts";
import { rsqrt, square } from "../ops/power.ts";
import { sum } from "../ops/sum.ts";
import { where } from "../ops/where.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `CosineSimilarity`. */
export interface CosineSimilarityOptions extends LossOptions {
  /** The axis of the vectors. Default -1. */
  readonly axis?: number | undefined;
}

/** The vectors on `axis` at length 1; one shorter than 1e-7 is divided by 1e-7, without a gradient of its length. */
function unitVectors(x: Operand, axis: number): Operand {
  const squares = sum(square(x), { axis, keepdims: true });
  const isLong = greater(squares, epsilon ** 2);
  return multiply(x, where(isLong, rsqrt(where(isLong, squares, 1)), 1 / epsilon));
}

/** Minus the cosine of the angle between the vectors on `axis`, in [-1, 1]: -1 where they point alike. [batch, ..., n] -> [batch, ...]. */
export class CosineSimilarity extends Loss<CosineSimilarityOptions> {
  static override readonly className = "CosineSimilarity";

  constructor(options: CosineSimilarityOptions = {}) {
    super(options, { name: "cosine_similarity", axis: -1 });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { axis } = this.options;
    return negative(sum(multiply(unitVectors(yTrue, axis), unitVectors(yPred, axis)), { axis }));
  }
}

/** `cosineSimilarity({ axis: -1 })` for compile, or `cosineSimilarity(yTrue, yPred)`: minus the cosine of the angle. */
export const cosineSimilarity: LossFactory<CosineSimilarityOptions> = lossFactory(CosineSimilarity);
