import type { Operand } from "../graph/value.ts";
import { multiply, subtract } from "../ops/add.ts";
import { maximum } from "../ops/maximum.ts";
import { square } from "../ops/power.ts";
import { mean } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";
import { signedLabels } from "./signedLabels.ts";

/** mean(max(1 - yTrue · yPred, 0)²) over the last axis, labels -1 and 1 (or 0 and 1): [batch, ..., n] -> [batch, ...]. */
export class SquaredHinge extends Loss<LossOptions> {
  static override readonly className = "SquaredHinge";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "squared_hinge" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    return mean(square(maximum(subtract(1, multiply(signedLabels(yTrue), yPred)), 0)), {
      axis: -1,
    });
  }
}

/** `squaredHinge()` for compile, or `squaredHinge(yTrue, yPred)`: the hinge, squared. */
export const squaredHinge: LossFactory<LossOptions> = lossFactory(SquaredHinge);
