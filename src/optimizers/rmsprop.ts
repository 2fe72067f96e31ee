import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { sqrt, square } from "../ops/power.ts";
import { Optimizer, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectMoments,
  expectWithin,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `RMSprop`. */
export interface RMSpropOptions extends OptimizerOptions {
  /** ρ: how slowly the mean of the squared gradients moves. Default 0.9. */
  readonly rho?: number | undefined;
  /** The share of the last step that is taken again. Default 0. */
  readonly momentum?: number | undefined;
  /** ε, added under the root. Default 1e-7. */
  readonly epsilon?: number | undefined;
  /** Whether to divide by the spread around the mean gradient instead of around zero. Default false. */
  readonly centered?: boolean | undefined;
}

type Slot = "velocity" | "momentum" | "average_gradient";

/**
 * v ← ρv + (1-ρ)g²,  w ← w - ηg / √(v + ε).
 * Centered: a ← ρa + (1-ρ)g and v - a² + ε under the root. With momentum β: m ← βm + the step, w ← w - m.
 * Hinton 2012, lecture 6. https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf
 */
export class RMSprop extends Optimizer<RMSpropOptions, Slot> {
  static override readonly className = "RMSprop";

  /** `learningRate` is 0.001 by default. */
  constructor(options: RMSpropOptions = {}) {
    super(options, {
      name: "rm_sprop",
      learningRate: 0.001,
      rho: 0.9,
      momentum: 0,
      epsilon: 1e-7,
      centered: false,
    });
    expectMoments("RMSprop", this.options);
    expectWithin("RMSprop", "momentum", this.options.momentum, { from: 0 });
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    const { momentum, centered } = this.options;
    return [
      ["velocity"],
      ...(momentum > 0 ? [["momentum"] as const] : []),
      ...(centered ? [["average_gradient"] as const] : []),
    ];
  }

  protected override rule({ rate }: Step): UpdateRule<Slot> {
    const { rho, momentum: beta, epsilon, centered } = this.options;
    const average = (old: typeof rate, x: typeof rate): typeof rate =>
      add(multiply(old, rho), multiply(x, 1 - rho));
    return ({ w, g, slots: { velocity: v, momentum: m, average_gradient: a } }) => {
      const v1 = average(v, square(g));
      const a1 = centered ? average(a, g) : undefined;
      const spread = a1 === undefined ? v1 : subtract(v1, square(a1));
      const step = divide(multiply(g, rate), sqrt(add(spread, epsilon)));
      const m1 = beta > 0 ? add(multiply(m, beta), step) : undefined;
      const changed = { ...(m1 && { momentum: m1 }), ...(a1 && { average_gradient: a1 }) };
      return { w: subtract(w, m1 ?? step), slots: { velocity: v1, ...changed } };
    };
  }
}

/** `rmsprop({ learningRate: 0.001, rho: 0.9 })` */
export const rmsprop = (
  first: RMSpropOptions | LearningRateLike = {},
  options: RMSpropOptions = {},
): RMSprop => new RMSprop(withRate(first, options));
