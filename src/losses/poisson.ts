import { epsilon } from "../base/epsilon.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { log } from "../ops/exp.ts";
import { mean } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** mean(yPred - yTrue · ln(yPred + 1e-7)) over the last axis: [batch, ..., n] -> [batch, ...]. For counts. */
export class Poisson extends Loss<LossOptions> {
  static override readonly className = "Poisson";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "poisson" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    return mean(subtract(yPred, multiply(yTrue, log(add(yPred, epsilon())))), { axis: -1 });
  }
}

/** `poisson()` for compile, or `poisson(yTrue, yPred)`: the loss of counts. */
export const poisson: LossFactory<LossOptions> = lossFactory(Poisson);
