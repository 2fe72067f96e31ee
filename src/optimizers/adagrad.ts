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

/** Options of `Adagrad`. */
export interface AdagradOptions extends OptimizerOptions {
  /** What the sum of squares starts from. Default 0.1. */
  readonly initialAccumulatorValue?: number | undefined;
  /** ε, added under the root. Default 1e-7. */
  readonly epsilon?: number | undefined;
}

/**
 * s ← s + g²,  w ← w - ηg / √(s + ε).
 * Duchi, Hazan & Singer 2011. https://www.jmlr.org/papers/v12/duchi11a.html
 */
export class Adagrad extends Optimizer<AdagradOptions, "accumulator"> {
  static override readonly className = "Adagrad";

  /** `learningRate` is 0.001 by default. */
  constructor(options: AdagradOptions = {}) {
    super(options, {
      name: "adagrad",
      learningRate: 0.001,
      initialAccumulatorValue: 0.1,
      epsilon: 1e-7,
    });
    expectMoments("Adagrad", this.options);
    const { initialAccumulatorValue } = this.options;
    expectWithin("Adagrad", "initialAccumulatorValue", initialAccumulatorValue, { from: 0 });
  }

  protected override get slotGroups(): readonly (readonly "accumulator"[])[] {
    return [["accumulator"]];
  }

  protected override initialValue(): number {
    return this.options.initialAccumulatorValue;
  }

  protected override rule({ rate }: Step): UpdateRule<"accumulator"> {
    const { epsilon } = this.options;
    return ({ w, g, slots: { accumulator: s } }) => {
      const s1 = add(s, square(g));
      return {
        w: subtract(w, divide(multiply(g, rate), sqrt(add(s1, epsilon)))),
        slots: { accumulator: s1 },
      };
    };
  }
}

/** `adagrad({ learningRate: 0.001 })` */
export const adagrad = (
  first: AdagradOptions | LearningRateLike = {},
  options: AdagradOptions = {},
): Adagrad => new Adagrad(withRate(first, options));
