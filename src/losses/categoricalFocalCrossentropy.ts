import type { Operand } from "../graph/value.ts";
import { multiply, negative, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { epsilon } from "../base/epsilon.ts";
import { log } from "../ops/exp.ts";
import { clip } from "../ops/maximum.ts";
import { power } from "../ops/power.ts";
import { softmax } from "../ops/softmax.ts";
import { sum } from "../ops/sum.ts";
import { expectTargets } from "./expectTargets.ts";
import { smoothCategorical } from "./labelSmoothing.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `CategoricalFocalCrossentropy`. */
export interface CategoricalFocalCrossentropyOptions extends LossOptions {
  /** The weight of the classes: one number, or one per class. Default 0.25. */
  readonly alpha?: number | readonly number[] | undefined;
  /** How strongly samples that are easy are turned down. Default 2. */
  readonly gamma?: number | undefined;
  /** Whether outputs are logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
  /** The share of each target that is spread over all classes, in [0, 1]. Default 0. */
  readonly labelSmoothing?: number | undefined;
  /** The axis of the classes. Default -1. */
  readonly axis?: number | undefined;
}

/**
 * -Σ α (1 - p)^γ t ln p over the classes: one-hot targets t and outputs p of one shape [batch, ..., classes] -> [batch, ...].
 * Samples that are already right count less. Lin et al. 2017. https://arxiv.org/abs/1708.02002
 */
export class CategoricalFocalCrossentropy extends Loss<CategoricalFocalCrossentropyOptions> {
  static override readonly className = "CategoricalFocalCrossentropy";
  static override readonly targets = "outputs";

  constructor(options: CategoricalFocalCrossentropyOptions = {}) {
    super(options, {
      name: "categorical_focal_crossentropy",
      alpha: 0.25,
      gamma: 2,
      fromLogits: false,
      labelSmoothing: 0,
      axis: -1,
    });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { alpha, gamma, fromLogits, labelSmoothing, axis } = this.options;
    expectTargets(this.name, yTrue.shape, yPred.shape);
    const t = smoothCategorical(yTrue, labelSmoothing);
    const output = fromLogits ? softmax(yPred, { axis }) : yPred;
    const whole = divide(output, sum(output, { axis, keepdims: true }));
    const p = clip(whole, epsilon(), 1 - epsilon());
    const crossentropy = negative(multiply(t, log(p)));
    const weight = multiply(power(subtract(1, p), gamma), alpha);
    return sum(multiply(weight, crossentropy), { axis });
  }
}

/** `categoricalFocalCrossentropy({ gamma: 2 })` for compile, or `categoricalFocalCrossentropy(yTrue, yPred)`. */
export const categoricalFocalCrossentropy: LossFactory<CategoricalFocalCrossentropyOptions> =
  lossFactory(CategoricalFocalCrossentropy);
