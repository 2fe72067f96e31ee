import type { Variable } from "../graph/variable.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { power, sqrt, square } from "../ops/power.ts";
import { Optimizer, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectMoments,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `Nadam`. */
export interface NadamOptions extends OptimizerOptions {
  /** β₁: how slowly the mean of the gradients moves. Default 0.9. */
  readonly beta1?: number | undefined;
  /** β₂: how slowly the mean of their squares moves. Default 0.999. */
  readonly beta2?: number | undefined;
  /** ε, added to the root. Default 1e-7. */
  readonly epsilon?: number | undefined;
}

type Slot = "momentum" | "velocity";

/**
 * Adam with Nesterov's momentum: uₜ = β₁(1 - 0.96ᵗ/2), Uₜ = u₁ · … · uₜ, m and v as in Adam,
 * m̂ = uₜ₊₁ m / (1 - Uₜ₊₁) + (1-uₜ) g / (1 - Uₜ),  v̂ = v / (1-β₂ᵗ),  w ← w - η m̂ / (√v̂ + ε).
 * Dozat 2016. https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ
 */
export class Nadam extends Optimizer<NadamOptions, Slot> {
  static override readonly className = "Nadam";
  #product: Variable | undefined;

  /** `learningRate` is 0.001 by default. */
  constructor(options: NadamOptions = {}) {
    super(options, { name: "nadam", learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
    expectMoments("Nadam", this.options);
  }

  override build(variables: readonly Variable[]): void {
    super.build(variables);
    this.#product ??= this.addVariable("u_product", [], 1);
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    return [["momentum", "velocity"]];
  }

  protected override rule({ rate, t }: Step): UpdateRule<Slot> {
    const { beta1, beta2, epsilon } = this.options;
    const weight = (step: typeof t): typeof t =>
      multiply(subtract(1, multiply(power(0.96, step), 0.5)), beta1);
    const [u, uNext] = [weight(t), weight(add(t, 1))];
    const product = multiply(this.#product!, u);
    this.assign(this.#product!, product);
    const ofMean = divide(uNext, subtract(1, multiply(product, uNext)));
    const ofGradient = divide(subtract(1, u), subtract(1, product));
    const correction = subtract(1, power(beta2, t));
    return ({ w, g, slots: { momentum: m, velocity: v } }) => {
      const m1 = add(m, multiply(subtract(g, m), 1 - beta1));
      const v1 = add(v, multiply(subtract(square(g), v), 1 - beta2));
      const mHat = add(multiply(m1, ofMean), multiply(g, ofGradient));
      const step = divide(multiply(mHat, rate), add(sqrt(divide(v1, correction)), epsilon));
      return { w: subtract(w, step), slots: { momentum: m1, velocity: v1 } };
    };
  }
}

/** `nadam({ learningRate: 0.001 })` */
export const nadam = (
  first: NadamOptions | LearningRateLike = {},
  options: NadamOptions = {},
): Nadam => new Nadam(withRate(first, options));
