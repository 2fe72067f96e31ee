import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { max } from "../ops/max.ts";
import { maximum } from "../ops/maximum.ts";
import { sum } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** max(wrong - right + 1, 0): right the output of the true class, wrong the largest other one. One-hot [batch, ..., classes] -> [batch, ...]. */
export class CategoricalHinge extends Loss<LossOptions> {
  static override readonly className = "CategoricalHinge";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "categorical_hinge" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const right = sum(multiply(yTrue, yPred), { axis: -1 });
    const wrong = max(multiply(subtract(1, yTrue), yPred), { axis: -1 });
    return maximum(add(subtract(wrong, right), 1), 0);
  }
}

/** `categoricalHinge()` for compile, or `categoricalHinge(yTrue, yPred)`: the hinge between classes. */
export const categoricalHinge: LossFactory<LossOptions> = lossFactory(CategoricalHinge);
