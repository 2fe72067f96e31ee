import { epsilon } from "../base/epsilon.ts";
import type { Operand } from "../graph/value.ts";
import { add, subtract } from "../ops/add.ts";
import { log } from "../ops/exp.ts";
import { maximum } from "../ops/maximum.ts";
import { square } from "../ops/power.ts";
import { mean } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/**
 * mean((ln(1 + yTrue) - ln(1 + yPred))²) over the last axis, both held at or above 1e-7: [batch, ..., n] -> [batch, ...].
 * Keras's "mean_squared_logarithmic_error", "msle".
 */
export class MeanSquaredLogarithmicError extends Loss<LossOptions> {
  static override readonly className = "MeanSquaredLogarithmicError";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "mean_squared_logarithmic_error" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const logarithm = (x: Operand): Operand => log(add(maximum(x, epsilon()), 1));
    return mean(square(subtract(logarithm(yTrue), logarithm(yPred))), { axis: -1 });
  }
}

/** `meanSquaredLogarithmicError()` for compile, or of (yTrue, yPred): the mean square of the differing logarithms. */
export const meanSquaredLogarithmicError: LossFactory<LossOptions> = lossFactory(
  MeanSquaredLogarithmicError,
);
