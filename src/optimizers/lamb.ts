import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { greater } from "../ops/equal.ts";
import { logicalAnd } from "../ops/logicalAnd.ts";
import { power, sqrt, square } from "../ops/power.ts";
import { sum } from "../ops/sum.ts";
import { where } from "../ops/where.ts";
import { Optimizer, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectMoments,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `Lamb`. */
export interface LambOptions extends OptimizerOptions {
  /** β₁: how slowly the mean of the gradients moves. Default 0.9. */
  readonly beta1?: number | undefined;
  /** β₂: how slowly the mean of their squares moves. Default 0.999. */
  readonly beta2?: number | undefined;
  /** ε, added to the root. Default 1e-7. */
  readonly epsilon?: number | undefined;
}

type Slot = "momentum" | "velocity";

/** The Euclidean norm of all elements. */
function normOf(x: Operand): Operand {
  return sqrt(sum(square(x)));
}

/**
 * Adam whose steps are as long as the weights: m and v as in Adam, u = m / (1-β₁ᵗ) / (√(v / (1-β₂ᵗ)) + ε),
 * w ← w - η ‖w‖/‖u‖ · u, without the ratio where either norm is 0. For large batches.
 * You et al. 2020. https://arxiv.org/abs/1904.00962
 */
export class Lamb extends Optimizer<LambOptions, Slot> {
  static override readonly className = "Lamb";

  /** `learningRate` is 0.001 by default. */
  constructor(options: LambOptions = {}) {
    super(options, { name: "lamb", learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
    expectMoments("Lamb", this.options);
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    return [["momentum", "velocity"]];
  }

  protected override rule({ rate, t }: Step): UpdateRule<Slot> {
    const { beta1, beta2, epsilon } = this.options;
    const [ofMean, ofSquares] = [subtract(1, power(beta1, t)), subtract(1, power(beta2, t))];
    return ({ w, g, slots: { momentum: m, velocity: v } }) => {
      const m1 = add(m, multiply(subtract(g, m), 1 - beta1));
      const v1 = add(v, multiply(subtract(square(g), v), 1 - beta2));
      const u = divide(divide(m1, ofMean), add(sqrt(divide(v1, ofSquares)), epsilon));
      const [wNorm, uNorm] = [normOf(w), normOf(u)];
      const hasBoth = logicalAnd(greater(wNorm, 0), greater(uNorm, 0));
      const ratio = where(hasBoth, divide(wNorm, where(hasBoth, uNorm, 1)), 1);
      return {
        w: subtract(w, multiply(u, multiply(ratio, rate))),
        slots: { momentum: m1, velocity: v1 },
      };
    };
  }
}

/** `lamb({ learningRate: 0.001 })` */
export const lamb = (first: LambOptions | LearningRateLike = {}, options: LambOptions = {}): Lamb =>
  new Lamb(withRate(first, options));
