import type { Operand } from "../graph/value.ts";
import { Loss, type LossFunction, type LossOptions } from "./loss.ts";

/** A loss made of a function of targets and outputs, [batch, ...] each -> the loss of each sample. */
export class FunctionLoss extends Loss<LossOptions> {
  static override readonly className = "LossFunctionWrapper";
  readonly #losses: LossFunction;

  /** `name` defaults to the function's. */
  constructor(losses: LossFunction, options: LossOptions = {}) {
    super(options, { name: losses.name === "" ? "loss" : losses.name });
    this.#losses = losses;
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    return this.#losses(yTrue, yPred);
  }
}
