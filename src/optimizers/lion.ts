import { add, multiply, sign, subtract } from "../ops/add.ts";
import { Optimizer, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectAbove,
  expectWithin,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `Lion`. */
export interface LionOptions extends OptimizerOptions {
  /** β₁: the share of the old mean in the direction of the step. Default 0.9. */
  readonly beta1?: number | undefined;
  /** β₂: how slowly the mean of the gradients moves. Default 0.99. */
  readonly beta2?: number | undefined;
}

/**
 * w ← w - η sign(β₁m + (1-β₁)g),  m ← β₂m + (1-β₂)g.
 * Chen et al. 2023. https://arxiv.org/abs/2302.06675
 */
export class Lion extends Optimizer<LionOptions, "momentum"> {
  static override readonly className = "Lion";

  /** `learningRate` is 0.001 by default. */
  constructor(options: LionOptions = {}) {
    super(options, { name: "lion", learningRate: 0.001, beta1: 0.9, beta2: 0.99 });
    const { beta1, beta2 } = this.options;
    expectAbove("Lion", "beta1", beta1, 0);
    expectWithin("Lion", "beta1", beta1, { from: 0, to: 1 });
    expectWithin("Lion", "beta2", beta2, { from: 0, below: 1 });
  }

  protected override get slotGroups(): readonly (readonly "momentum"[])[] {
    return [["momentum"]];
  }

  protected override rule({ rate }: Step): UpdateRule<"momentum"> {
    const { beta1, beta2 } = this.options;
    const blend = (m: typeof rate, g: typeof rate, beta: number): typeof rate =>
      add(multiply(m, beta), multiply(g, 1 - beta));
    return ({ w, g, slots: { momentum: m } }) => ({
      w: subtract(w, multiply(sign(blend(m, g, beta1)), rate)),
      slots: { momentum: blend(m, g, beta2) },
    });
  }
}

/** `lion({ learningRate: 0.001 })` */
export const lion = (first: LionOptions | LearningRateLike = {}, options: LionOptions = {}): Lion =>
  new Lion(withRate(first, options));
