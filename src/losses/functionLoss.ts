import { fail } from "../base/errors.ts";
import { Operand } from "../graph/value.ts";
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
    const found = this.#losses(yTrue, yPred) as unknown;
    if (found instanceof Operand) return found;
    return fail("value", {
      where: `loss ${this.name}`,
      expected: "the function to return a tensor",
      received: typeof found,
      advice: "Write it with hornet/ops: (yTrue, yPred) => ops.square(ops.subtract(yTrue, yPred))",
    });
  }
}
