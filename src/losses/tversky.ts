import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { epsilon } from "../base/epsilon.ts";
import { sum } from "../ops/sum.ts";
import { expectTargets } from "./expectTargets.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `Tversky`. */
export interface TverskyOptions extends LossOptions {
  /** What a target counts that the output misses. Default 0.5. */
  readonly alpha?: number | undefined;
  /** What an output counts that is no target. Default 0.5. */
  readonly beta?: number | undefined;
  /** The axes over which the overlap is measured, such as [1, 2, 3] for one loss per image. Default null: all of them. */
  readonly axis?: number | readonly number[] | null | undefined;
}

/**
 * 1 - Σ t p / (Σ t p + α Σ t (1 - p) + β Σ (1 - t) p + 1e-7) over `axis`: how little masks t and outputs p of one shape
 * [batch, ...] overlap; a scalar, or the axes that are left. With α = β = 1/2 it is the Dice loss.
 * Salehi et al. 2017. https://arxiv.org/abs/1706.05721
 */
export class Tversky extends Loss<TverskyOptions> {
  static override readonly className = "Tversky";
  static override readonly targets = "outputs";

  constructor(options: TverskyOptions = {}) {
    super(options, { name: "tversky", alpha: 0.5, beta: 0.5, axis: null });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { alpha, beta, axis } = this.options;
    expectTargets(this.name, yTrue.shape, yPred.shape);
    const both = sum(multiply(yTrue, yPred), { axis });
    const missed = sum(multiply(subtract(1, yPred), yTrue), { axis });
    const invented = sum(multiply(yPred, subtract(1, yTrue)), { axis });
    const total = add(add(add(both, multiply(missed, alpha)), multiply(invented, beta)), epsilon());
    return subtract(1, divide(both, total));
  }
}

/** `tversky({ alpha: 0.3, beta: 0.7 })` for compile, or `tversky(yTrue, yPred)`: how little two masks overlap. */
export const tversky: LossFactory<TverskyOptions> = lossFactory(Tversky);
