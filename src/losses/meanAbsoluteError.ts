import type { Operand } from "../graph/value.ts";
import { absolute, subtract } from "../ops/add.ts";
import { mean } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** mean(|yTrue - yPred|) over the last axis: [batch, ..., n] -> [batch, ...]. Keras's "mean_absolute_error", "mae". */
export class MeanAbsoluteError extends Loss<LossOptions> {
  static override readonly className = "MeanAbsoluteError";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "mean_absolute_error" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    return mean(absolute(subtract(yTrue, yPred)), { axis: -1 });
  }
}

/** `meanAbsoluteError()` for compile, or `meanAbsoluteError(yTrue, yPred)`: the mean size of the differences. */
export const meanAbsoluteError: LossFactory<LossOptions> = lossFactory(MeanAbsoluteError);
