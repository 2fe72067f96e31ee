import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { equal, greater } from "../ops/equal.ts";
import { logicalAnd, logicalNot } from "../ops/logicalAnd.ts";
import { logsumexp } from "../ops/logsumexp.ts";
import { matmul } from "../ops/matmul.ts";
import { maximum } from "../ops/maximum.ts";
import { reshape } from "../ops/reshape.ts";
import { softplus } from "../ops/softplus.ts";
import { transpose } from "../ops/transpose.ts";
import { where } from "../ops/where.ts";
import { eye } from "../ops/zeros.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `Circle`. */
export interface CircleOptions extends LossOptions {
  /** The scale of similarities. Default 80. */
  readonly gamma?: number | undefined;
  /** How far similarities of one class and of two must stay apart. Default 0.4. */
  readonly margin?: number | undefined;
  /** Whether a sample is no pair with itself. Default true. */
  readonly removeDiagonal?: boolean | undefined;
}

/**
 * ln(1 + Σ e^(γ αₙ (sₙ - m)) · Σ e^(-γ αₚ (sₚ - 1 + m))) over all pairs of a sample with the batch, sₚ their cosines within
 * its class and sₙ across classes: class numbers [batch] and embeddings of length 1 [batch, n] -> [batch].
 * Sun et al. 2020. https://arxiv.org/abs/2002.10857
 */
export class Circle extends Loss<CircleOptions> {
  static override readonly className = "Circle";
  static override readonly targets = "labels";

  constructor(options: CircleOptions = {}) {
    super(options, { name: "circle", gamma: 80, margin: 0.4, removeDiagonal: true });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { gamma, margin, removeDiagonal } = this.options;
    const batch = this.#batch(yTrue, yPred);
    const labels = reshape(yTrue, [batch, 1]);
    const alike = equal(labels, transpose(labels));
    const other = logicalNot(alike);
    const pair = removeDiagonal
      ? logicalAnd(alike, logicalNot(eye(batch, batch, { dtype: "bool" })))
      : alike;
    const distance = maximum(subtract(1, matmul(yPred, transpose(yPred))), 0);
    const near = maximum(multiply(add(distance, margin), cast(pair, distance.dtype)), 0);
    const far = maximum(multiply(subtract(1 + margin, distance), cast(other, distance.dtype)), 0);
    const within = multiply(multiply(near, -gamma), subtract(margin, distance));
    const across = multiply(multiply(far, gamma), subtract(1 - margin, distance));
    const sumOf = (pairs: Operand, terms: Operand): Operand =>
      logsumexp(where(pairs, terms, -Infinity), { axis: 1 });
    return softplus(add(sumOf(pair, within), sumOf(other, across)));
  }

  #batch(yTrue: Operand, yPred: Operand): number {
    const batch = yPred.shape[0] ?? 0;
    if (yPred.rank === 2 && yTrue.size === batch) return batch;
    return fail("shape", {
      where: this.name,
      expected: "class numbers [batch] and embeddings [batch, n]",
      received: `${formatShape(yTrue.shape)} and ${formatShape(yPred.shape)}`,
    });
  }

  /** Class numbers stay integers. */
  protected override castTarget(yTrue: Operand): Operand {
    return cast(yTrue, "int32");
  }

  /** Samples without a pair of either kind do not count. */
  protected override mask(yTrue: Operand, yPred: Operand): Operand {
    return greater(this.losses(yTrue, yPred), 0);
  }
}

/** `circle({ margin: 0.4 })` for compile, or `circle(yTrue, yPred)`: for embeddings, alike within a class. */
export const circle: LossFactory<CircleOptions> = lossFactory(Circle);
