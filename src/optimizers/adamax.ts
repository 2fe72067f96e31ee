import { absolute, add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { maximum } from "../ops/maximum.ts";
import { power } from "../ops/power.ts";
import { Optimizer, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectMoments,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `Adamax`. */
export interface AdamaxOptions extends OptimizerOptions {
  /** β₁: how slowly the mean of the gradients moves. Default 0.9. */
  readonly beta1?: number | undefined;
  /** β₂: how slowly the largest gradient is forgotten. Default 0.999. */
  readonly beta2?: number | undefined;
  /** ε, added to the norm. Default 1e-7. */
  readonly epsilon?: number | undefined;
}

type Slot = "momentum" | "norm";

/**
 * m ← β₁m + (1-β₁)g,  u ← max(β₂u, |g|),  w ← w - η/(1-β₁ᵗ) · m / (u + ε).
 * Kingma & Ba 2015, section 7.1. https://arxiv.org/abs/1412.6980
 */
export class Adamax extends Optimizer<AdamaxOptions, Slot> {
  static override readonly className = "Adamax";

  /** `learningRate` is 0.001 by default. */
  constructor(options: AdamaxOptions = {}) {
    super(options, {
      name: "adamax",
      learningRate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
    });
    expectMoments("Adamax", this.options);
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    return [["momentum", "norm"]];
  }

  protected override rule({ rate, t }: Step): UpdateRule<Slot> {
    const { beta1, beta2, epsilon } = this.options;
    const alpha = divide(rate, subtract(1, power(beta1, t)));
    return ({ w, g, slots: { momentum: m, norm: u } }) => {
      const m1 = add(m, multiply(subtract(g, m), 1 - beta1));
      const u1 = maximum(multiply(u, beta2), absolute(g));
      return {
        w: subtract(w, divide(multiply(m1, alpha), add(u1, epsilon))),
        slots: { momentum: m1, norm: u1 },
      };
    };
  }
}

/** `adamax({ learningRate: 0.001 })` */
export const adamax = (
  first: AdamaxOptions | LearningRateLike = {},
  options: AdamaxOptions = {},
): Adamax => new Adamax(withRate(first, options));
