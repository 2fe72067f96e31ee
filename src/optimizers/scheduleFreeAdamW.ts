import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { minimum } from "../ops/maximum.ts";
import { power, sqrt, square } from "../ops/power.ts";
import { Optimizer, type SlotOptions, type Step, type UpdateRule } from "./optimizer.ts";
import {
  expectAbove,
  expectMoments,
  expectWhole,
  type OptimizerOptions,
  type LearningRateLike,
  withRate,
} from "./optimizerOptions.ts";

/** Options of `ScheduleFreeAdamW`. */
export interface ScheduleFreeAdamWOptions extends OptimizerOptions {
  /** β₁: how close the weights stay to the average of all steps, above 0. Default 0.9. */
  readonly beta1?: number | undefined;
  /** β₂: how slowly the mean of the squared gradients moves. Default 0.999. */
  readonly beta2?: number | undefined;
  /** ε, added to the root. Default 1e-8. */
  readonly epsilon?: number | undefined;
  /** Over how many updates the learning rate rises to its value. Default 0. */
  readonly warmupSteps?: number | undefined;
}

type Slot = "momentum" | "velocity";

/**
 * v ← β₂v + (1-β₂)g²,  z' = z - ηg / (√(v / (1-β₂ᵗ)) + ε),  x = (w - (1-β₁)z) / β₁,
 * x ← (1 - 1/t)x + z'/t,  w ← (1-β₁)z' + β₁x,  z ← z'. z starts as w. It needs no schedule of the learning rate.
 * Defazio et al. 2024. https://arxiv.org/abs/2405.15682
 */
export class ScheduleFreeAdamW extends Optimizer<ScheduleFreeAdamWOptions, Slot> {
  static override readonly className = "ScheduleFreeAdamW";

  /** `learningRate` is 0.0025 by default. */
  constructor(options: ScheduleFreeAdamWOptions = {}) {
    super(options, {
      name: "schedule_free_adam_w",
      learningRate: 0.0025,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      warmupSteps: 0,
    });
    expectMoments("ScheduleFreeAdamW", this.options);
    expectAbove("ScheduleFreeAdamW", "beta1", this.options.beta1, 0);
    expectWhole("ScheduleFreeAdamW", "warmupSteps", this.options.warmupSteps, 0);
  }

  protected override get slotGroups(): readonly (readonly Slot[])[] {
    return [["momentum", "velocity"]];
  }

  protected override slotOptions(slot: Slot): SlotOptions {
    return { copies: slot === "momentum" };
  }

  protected override rule({ rate, t }: Step): UpdateRule<Slot> {
    const { beta1, beta2, epsilon, warmupSteps } = this.options;
    const eta = warmupSteps === 0 ? rate : multiply(rate, minimum(divide(t, warmupSteps), 1));
    const correction = subtract(1, power(beta2, t));
    const share = divide(1, t);
    return ({ w, g, slots: { momentum: z, velocity: v } }) => {
      const v1 = add(v, multiply(subtract(square(g), v), 1 - beta2));
      const spread = add(sqrt(divide(v1, correction)), epsilon);
      const z1 = subtract(z, divide(multiply(g, eta), spread));
      const x = divide(subtract(w, multiply(z, 1 - beta1)), beta1);
      const x1 = add(multiply(x, subtract(1, share)), multiply(z1, share));
      return {
        w: add(multiply(z1, 1 - beta1), multiply(x1, beta1)),
        slots: { momentum: z1, velocity: v1 },
      };
    };
  }
}

/** `scheduleFreeAdamW({ learningRate: 0.0025 })` */
export const scheduleFreeAdamW = (
  first: ScheduleFreeAdamWOptions | LearningRateLike = {},
  options: ScheduleFreeAdamWOptions = {},
): ScheduleFreeAdamW => new ScheduleFreeAdamW(withRate(first, options));
