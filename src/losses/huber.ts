import type { Operand } from "../graph/value.ts";
import { absolute, multiply, subtract } from "../ops/add.ts";
import { lessEqual } from "../ops/equal.ts";
import { square } from "../ops/power.ts";
import { mean } from "../ops/sum.ts";
import { where } from "../ops/where.ts";
import { Loss, type LossConfig, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `Huber`. */
export interface HuberOptions extends LossOptions {
  /** Where the parabola turns into a line. Default 1. */
  readonly delta?: number | undefined;
}

/**
 * mean of e²/2 where |e| ≤ δ, else δ|e| - δ²/2, e = yPred - yTrue, over the last axis: [batch, ..., n] -> [batch, ...].
 * Huber 1964. https://doi.org/10.1214/aoms/1177703732
 */
export class Huber extends Loss<HuberOptions> {
  static override readonly className = "Huber";
  static override readonly targets = "outputs";

  constructor(options: HuberOptions = {}) {
    super(options, { name: "huber_loss", delta: 1 });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { delta }: LossConfig<HuberOptions> = this.options;
    const error = subtract(yPred, yTrue);
    const size = absolute(error);
    const parabola = multiply(square(error), 0.5);
    const line = subtract(multiply(size, delta), 0.5 * delta ** 2);
    return mean(where(lessEqual(size, delta), parabola, line), { axis: -1 });
  }
}

/** `huber({ delta: 1 })` for compile, or `huber(yTrue, yPred)`: a parabola near zero, a line far from it. */
export const huber: LossFactory<HuberOptions> = lossFactory(Huber);
