import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { epsilon } from "../base/epsilon.ts";
import { sum } from "../ops/sum.ts";
import { expectTargets } from "./expectTargets.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `Dice`. */
export interface DiceOptions extends LossOptions {
  /** The axes over which the overlap is measured, such as [1, 2, 3] for one loss per image. Default null: all of them. */
  readonly axis?: number | readonly number[] | null | undefined;
}

/**
 * 1 - 2 Σ t p / (Σ t + Σ p + 1e-7) over `axis`: how little masks t and outputs p of one shape [batch, ...] overlap;
 * a scalar, or the axes that are left.
 */
export class Dice extends Loss<DiceOptions> {
  static override readonly className = "Dice";
  static override readonly targets = "outputs";

  constructor(options: DiceOptions = {}) {
    super(options, { name: "dice", axis: null });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { axis } = this.options;
    expectTargets(this.name, yTrue.shape, yPred.shape);
    const both = multiply(sum(multiply(yTrue, yPred), { axis }), 2);
    const total = add(add(sum(yTrue, { axis }), sum(yPred, { axis })), epsilon());
    return subtract(1, divide(both, total));
  }
}

/** `dice({ axis: [1, 2, 3] })` for compile, or `dice(yTrue, yPred)`: how little two masks overlap. */
export const dice: LossFactory<DiceOptions> = lossFactory(Dice);
