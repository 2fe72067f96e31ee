import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { divide } from "../ops/divide.ts";
import { oneHot } from "../ops/oneHot.ts";
import { power } from "../ops/power.ts";
import { sum } from "../ops/sum.ts";
import { classNumbers } from "./classNumbers.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `CategoricalGeneralizedCrossEntropy`. */
export interface CategoricalGeneralizedCrossEntropyOptions extends LossOptions {
  /** Between 0 (cross-entropy) and 1 (mean absolute error). Default 0.5. */
  readonly q?: number | undefined;
}

/**
 * (1 - p[t]^q) / q: class numbers t [batch, ...] or [batch, ..., 1] and probabilities p [batch, ..., classes] -> [batch, ...].
 * Wrong labels harm it less than the cross-entropy. Zhang & Sabuncu 2018. https://arxiv.org/abs/1805.07836
 */
export class CategoricalGeneralizedCrossEntropy extends Loss<CategoricalGeneralizedCrossEntropyOptions> {
  static override readonly className = "CategoricalGeneralizedCrossEntropy";
  static override readonly targets = "classes";

  constructor(options: CategoricalGeneralizedCrossEntropyOptions = {}) {
    super(options, { name: "categorical_generalized_cross_entropy", q: 0.5 });
    const { q } = this.options;
    if (!(q > 0 && q < 1)) {
      fail("option", {
        where: this.name,
        expected: "q between 0 and 1, both excluded",
        received: `${q}`,
      });
    }
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { q } = this.options;
    const labels = classNumbers(this.name, yTrue, yPred);
    const isClass = oneHot(labels, yPred.shape.at(-1)!, { dtype: yPred.dtype });
    const p = sum(multiply(yPred, isClass), { axis: -1 });
    return divide(subtract(1, power(p, q)), q);
  }

  /** Class numbers stay integers. */
  protected override castTarget(yTrue: Operand): Operand {
    return cast(yTrue, "int32");
  }
}

/** `categoricalGeneralizedCrossEntropy({ q: 0.5 })` for compile, or `categoricalGeneralizedCrossEntropy(yTrue, yPred)`. */
export const categoricalGeneralizedCrossEntropy: LossFactory<CategoricalGeneralizedCrossEntropyOptions> =
  lossFactory(CategoricalGeneralizedCrossEntropy);
