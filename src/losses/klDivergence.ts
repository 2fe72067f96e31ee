import { epsilon } from "../base/epsilon.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { log } from "../ops/exp.ts";
import { clip } from "../ops/maximum.ts";
import { sum } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/**
 * Σ yTrue · ln(yTrue / yPred) over the last axis, both held in [1e-7, 1]: [batch, ..., n] -> [batch, ...].
 * Kullback & Leibler 1951. https://doi.org/10.1214/aoms/1177729694
 */
export class KLDivergence extends Loss<LossOptions> {
  static override readonly className = "KLDivergence";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "kl_divergence" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const target = clip(yTrue, epsilon(), 1);
    return sum(multiply(target, log(divide(target, clip(yPred, epsilon(), 1)))), { axis: -1 });
  }
}

/** `klDivergence()` for compile, or `klDivergence(yTrue, yPred)`: how far one distribution is from another. */
export const klDivergence: LossFactory<LossOptions> = lossFactory(KLDivergence);
