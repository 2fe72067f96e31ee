import type { Operand } from "../graph/value.ts";
import { subtract } from "../ops/add.ts";
import { square } from "../ops/power.ts";
import { mean } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** mean((yTrue - yPred)²) over the last axis: [batch, ..., n] -> [batch, ...]. Keras's "mean_squared_error", "mse". */
export class MeanSquaredError extends Loss<LossOptions> {
  static override readonly className = "MeanSquaredError";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "mean_squared_error" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    return mean(square(subtract(yTrue, yPred)), { axis: -1 });
  }
}

/** `meanSquaredError()` for compile, or `meanSquaredError(yTrue, yPred)`: the mean square of the differences. */
export const meanSquaredError: LossFactory<LossOptions> = lossFactory(MeanSquaredError);
