import type { Operand } from "../graph/value.ts";
import { multiply, subtract } from "../ops/add.ts";
import { maximum } from "../ops/maximum.ts";
import { mean } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";
import { signedLabels } from "./signedLabels.ts";

/** mean(max(1 - yTrue · yPred, 0)) over the last axis, labels -1 and 1 (or 0 and 1): [batch, ..., n] -> [batch, ...]. */
export class Hinge extends Loss<LossOptions> {
  static override readonly className = "Hinge";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "hinge" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    return mean(maximum(subtract(1, multiply(signedLabels(yTrue), yPred)), 0), { axis: -1 });
  }
}

/** `hinge()` for compile, or `hinge(yTrue, yPred)`: zero where the output is on the right side by 1 or more. */
export const hinge: LossFactory<LossOptions> = lossFactory(Hinge);
