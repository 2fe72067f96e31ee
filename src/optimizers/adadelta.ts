import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { sqrt, square } from "../ops/power.ts";
import { Optimizer, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectMoments,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `Adadelta`. */
export interface AdadeltaOptions extends OptimizerOptions {
  /** ρ: how slowly the means of the squares move. Default 0.95. */
  readonly rho?: number | undefined;
  /** ε, added under both roots. Default 1e-7. */
  readonly epsilon?: number | undefined;
}

type Slot = "accumulated_grad" | "accumulated_delta_var";

/**
 * s ← ρs + (1-ρ)g²,  Δ = √(d + ε) / √(s + ε) · g,  d ← ρd + (1-ρ)Δ²,  w ← w - ηΔ.
 * Zeiler 2012. https://arxiv.org/abs/1212.5701
 */
export class Adadelta extends Optimizer<AdadeltaOptions, Slot> {
  static override readonly className = "Adadelta";

  /** `learningRate` is 0.001 by default; the paper's is 1. */
  constructor(options: AdadeltaOptions = {}) {
    super(options, { name: "adadelta", learningRate: 0.001, rho: 0.95, epsilon: 1e-7 });
    expectMoments("Adadelta", this.options);
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    return [["accumulated_grad", "accumulated_delta_var"]];
  }

  protected override rule({ rate }: Step): UpdateRule<Slot> {
    const { rho, epsilon } = this.options;
    return ({ w, g, slots: { accumulated_grad: s, accumulated_delta_var: d } }) => {
      const s1 = add(multiply(s, rho), multiply(square(g), 1 - rho));
      const delta = divide(multiply(sqrt(add(d, epsilon)), g), sqrt(add(s1, epsilon)));
      const d1 = add(multiply(d, rho), multiply(square(delta), 1 - rho));
      return {
        w: subtract(w, multiply(delta, rate)),
        slots: { accumulated_grad: s1, accumulated_delta_var: d1 },
      };
    };
  }
}

/** `adadelta({ learningRate: 1 })` */
export const adadelta = (
  first: AdadeltaOptions | LearningRateLike = {},
  options: AdadeltaOptions = {},
): Adadelta => new Adadelta(withRate(first, options));
