import { fail } from "../base/errors.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { Optimizer, type Step, type UpdateRule } from "./optimizer.ts";
import { type OptimizerOptions, type LearningRateLike, withRate } from "./optimizerOptions.ts";

/** Options of `SGD`. */
export interface SGDOptions extends OptimizerOptions {
  /** β: the share of the last step that is taken again. Default 0. */
  readonly momentum?: number | undefined;
  /** Whether the gradient is taken as if at the point ahead. Default false. */
  readonly nesterov?: boolean | undefined;
}

/**
 * Gradient descent: w ← w - ηg.
 * With momentum β: m ← βm - ηg, w ← w + m; with Nesterov's look-ahead: w ← w + βm - ηg, m the new one.
 * Sutskever et al. 2013. https://proceedings.mlr.press/v28/sutskever13.html
 */
export class SGD extends Optimizer<SGDOptions, "momentum"> {
  static override readonly className = "SGD";

  /** `learningRate` is 0.01 by default. */
  constructor(options: SGDOptions = {}) {
    super(options, { name: "sgd", learningRate: 0.01, momentum: 0, nesterov: false });
    const { momentum } = this.options;
    if (!(momentum >= 0 && momentum <= 1)) {
      fail("option", {
        where: "SGD",
        expected: "a momentum between 0 and 1",
        received: `${momentum}`,
      });
    }
  }

  protected override get slotGroups(): readonly (readonly "momentum"[])[] {
    return this.options.momentum === 0 ? [] : [["momentum"]];
  }

  protected override rule({ rate }: Step): UpdateRule<"momentum"> {
    const { momentum: beta, nesterov } = this.options;
    return ({ w, g, slots: { momentum: m } }) => {
      const step = multiply(g, rate);
      if (beta === 0) return { w: subtract(w, step) };
      const m1 = subtract(multiply(m, beta), step);
      const w1 = nesterov ? subtract(add(w, multiply(m1, beta)), step) : add(w, m1);
      return { w: w1, slots: { momentum: m1 } };
    };
  }
}

/** `sgd({ learningRate: 0.01, momentum: 0.9 })` */
export const sgd = (first: SGDOptions | LearningRateLike = {}, options: SGDOptions = {}): SGD =>
  new SGD(withRate(first, options));
