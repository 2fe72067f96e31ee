import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { clip } from "../ops/maximum.ts";
import { power, square } from "../ops/power.ts";
import { Optimizer, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectWithin,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `Ftrl`. */
export interface FtrlOptions extends OptimizerOptions {
  /** p: how the steps shrink with the sum of squares, 0 or below. Default -0.5. */
  readonly learningRatePower?: number | undefined;
  /** What the sum of squares starts from. Default 0.1. */
  readonly initialAccumulatorValue?: number | undefined;
  /** λ₁: weights whose gradients stay below it become 0. Default 0. */
  readonly l1RegularizationStrength?: number | undefined;
  /** λ₂: pulls weights to 0. Default 0. */
  readonly l2RegularizationStrength?: number | undefined;
  /** λₛ: pulls weights to 0 by way of their gradients. Default 0. */
  readonly l2ShrinkageRegularizationStrength?: number | undefined;
  /** β: added to λ₂ as β / 2η. Default 0. */
  readonly beta?: number | undefined;
}

type Slot = "accumulator" | "linear";

/**
 * Follow the regularized leader: n' = n + g²,  z ← z + g + 2λₛw - (n'⁻ᵖ - n⁻ᵖ)/η · w,
 * w ← (clip(z, -λ₁, λ₁) - z) / (n'⁻ᵖ/η + 2λ₂ + β/η),  n ← n'. For wide and sparse models.
 * McMahan et al. 2013. https://research.google.com/pubs/archive/41159.pdf
 */
export class Ftrl extends Optimizer<FtrlOptions, Slot> {
  static override readonly className = "Ftrl";

  /** `learningRate` is 0.001 by default. */
  constructor(options: FtrlOptions = {}) {
    super(options, {
      name: "ftrl",
      learningRate: 0.001,
      learningRatePower: -0.5,
      initialAccumulatorValue: 0.1,
      l1RegularizationStrength: 0,
      l2RegularizationStrength: 0,
      l2ShrinkageRegularizationStrength: 0,
      beta: 0,
    });
    const { learningRatePower, beta: _, ...own } = this.options;
    expectWithin("Ftrl", "learningRatePower", learningRatePower, { from: -Infinity, to: 0 });
    const strengths = [
      "initialAccumulatorValue",
      "l1RegularizationStrength",
      "l2RegularizationStrength",
      "l2ShrinkageRegularizationStrength",
    ] as const;
    for (const key of strengths) expectWithin("Ftrl", key, own[key], { from: 0 });
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    return [["accumulator", "linear"]];
  }

  protected override initialValue(slot: Slot): number {
    return slot === "accumulator" ? this.options.initialAccumulatorValue : 0;
  }

  protected override rule({ rate }: Step): UpdateRule<Slot> {
    const { learningRatePower: p, l1RegularizationStrength: l1, beta } = this.options;
    const { l2RegularizationStrength, l2ShrinkageRegularizationStrength } = this.options;
    const l2 = add(divide(beta, multiply(rate, 2)), l2RegularizationStrength);
    return ({ w, g, slots: { accumulator: n, linear: z } }) => {
      const pulled = add(g, multiply(w, 2 * l2ShrinkageRegularizationStrength));
      const n1 = add(n, square(g));
      const [before, after] = [power(n, -p), power(n1, -p)];
      const z1 = add(z, subtract(pulled, multiply(divide(subtract(after, before), rate), w)));
      const quadratic = add(divide(after, rate), multiply(l2, 2));
      return {
        w: divide(subtract(clip(z1, -l1, l1), z1), quadratic),
        slots: { accumulator: n1, linear: z1 },
      };
    };
  }
}

/** `ftrl({ l1RegularizationStrength: 0.01 })` */
export const ftrl = (first: FtrlOptions | LearningRateLike = {}, options: FtrlOptions = {}): Ftrl =>
  new Ftrl(withRate(first, options));
