import { epsilon } from "../base/epsilon.ts";
import type { Operand } from "../graph/value.ts";
import { absolute, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { maximum } from "../ops/maximum.ts";
import { mean } from "../ops/sum.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/**
 * 100 · mean(|yTrue - yPred| / max(|yTrue|, 1e-7)) over the last axis: [batch, ..., n] -> [batch, ...], in percent.
 * Keras's "mean_absolute_percentage_error", "mape".
 */
export class MeanAbsolutePercentageError extends Loss<LossOptions> {
  static override readonly className = "MeanAbsolutePercentageError";
  static override readonly targets = "outputs";

  constructor(options: LossOptions = {}) {
    super(options, { name: "mean_absolute_percentage_error" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const relative = absolute(divide(subtract(yTrue, yPred), maximum(absolute(yTrue), epsilon())));
    return multiply(mean(relative, { axis: -1 }), 100);
  }
}

/** `meanAbsolutePercentageError()` for compile, or of (yTrue, yPred): the mean relative difference in percent. */
export const meanAbsolutePercentageError: LossFactory<LossOptions> = lossFactory(
  MeanAbsolutePercentageError,
);
