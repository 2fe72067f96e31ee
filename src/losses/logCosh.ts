import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { softplus } from "../ops/softplus.ts";
import { mean } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/**
 * mean(ln cosh(yPred - yTrue)) over the last axis: [batch, ..., n] -> [batch, ...].
 * Written as e + softplus(-2e) - ln 2, which does not overflow.
 */
export class LogCosh extends Loss<LossOptions> {
  static override readonly className = "LogCosh";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "log_cosh" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const error = subtract(yPred, yTrue);
    return mean(subtract(add(error, softplus(multiply(error, -2))), Math.LN2), { axis: -1 });
  }
}

/** `logCosh()` for compile, or `logCosh(yTrue, yPred)`: the mean of ln cosh of the differences. */
export const logCosh: LossFactory<LossOptions> = lossFactory(LogCosh);
