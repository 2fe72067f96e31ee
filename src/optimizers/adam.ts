import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { maximum } from "../ops/maximum.ts";
import { power, sqrt, square } from "../ops/power.ts";
import { Optimizer, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectMoments,
  type OptimizerDefaults,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `Adam`. */
export interface AdamOptions extends OptimizerOptions {
  /** β₁: how slowly the mean of the gradients moves. Default 0.9. */
  readonly beta1?: number | undefined;
  /** β₂: how slowly the mean of their squares moves. Default 0.999. */
  readonly beta2?: number | undefined;
  /** ε, added to the root. Default 1e-7. */
  readonly epsilon?: number | undefined;
  /** Whether to divide by the largest v so far. Default false. */
  readonly amsgrad?: boolean | undefined;
}

type Slot = "momentum" | "velocity" | "velocity_hat";

const adamDefaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false } as const;

/**
 * m ← β₁m + (1-β₁)g,  v ← β₂v + (1-β₂)g²,  w ← w - η √(1-β₂ᵗ)/(1-β₁ᵗ) · m / (√v + ε), t from 1.
 * Kingma & Ba 2015, end of section 2: the order that Keras uses. https://arxiv.org/abs/1412.6980
 * amsgrad divides by the largest v so far. Reddi et al. 2018. https://openreview.net/forum?id=ryQu7f-RZ
 */
export class Adam extends Optimizer<AdamOptions, Slot> {
  static override readonly className: string = "Adam";

  /** `learningRate` is 0.001 by default. */
  constructor(options: AdamOptions = {}, defaults: Partial<OptimizerDefaults<AdamOptions>> = {}) {
    super(options, { name: "adam", learningRate: 0.001, ...adamDefaults, ...defaults });
    expectMoments((this.constructor as typeof Adam).className, this.options);
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    const moments: readonly Slot[] = ["momentum", "velocity"];
    return this.options.amsgrad ? [moments, ["velocity_hat"]] : [moments];
  }

  protected override rule({ rate, t }: Step): UpdateRule<Slot> {
    const { beta1, beta2, epsilon, amsgrad } = this.options;
    const correction = divide(sqrt(subtract(1, power(beta2, t))), subtract(1, power(beta1, t)));
    const alpha = multiply(rate, correction);
    return ({ w, g, slots: { momentum: m, velocity: v, velocity_hat: vHat } }) => {
      const m1 = add(m, multiply(subtract(g, m), 1 - beta1));
      const v1 = add(v, multiply(subtract(square(g), v), 1 - beta2));
      const moments = { momentum: m1, velocity: v1 };
      const step = (spread: typeof v1): typeof w =>
        divide(multiply(m1, alpha), add(sqrt(spread), epsilon));
      if (!amsgrad) return { w: subtract(w, step(v1)), slots: moments };
      const largest = maximum(vHat, v1);
      return { w: subtract(w, step(largest)), slots: { ...moments, velocity_hat: largest } };
    };
  }
}

/** `adam({ learningRate: 0.001, beta1: 0.9, beta2: 0.999 })` */
export const adam = (first: AdamOptions | LearningRateLike = {}, options: AdamOptions = {}): Adam =>
  new Adam(withRate(first, options));
