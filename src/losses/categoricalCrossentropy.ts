import type { Operand } from "../graph/value.ts";
import * as ops from "../ops/categoricalCrossentropy.ts";
import { expectTargets } from "./expectTargets.ts";
import { smoothCategorical } from "./labelSmoothing.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `CategoricalCrossentropy`. */
export interface CategoricalCrossentropyOptions extends LossOptions {
  /** Whether outputs are logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
  /** The share of each target that is spread over all classes, in [0, 1]. Default 0. */
  readonly labelSmoothing?: number | undefined;
  /** The axis of the classes. Default -1. */
  readonly axis?: number | undefined;
}

/**
 * -Σ t ln p over the classes: one-hot targets t and outputs p of one shape [batch, ..., classes] -> [batch, ...].
 * Keras's "categorical_crossentropy".
 */
export class CategoricalCrossentropy extends Loss<CategoricalCrossentropyOptions> {
  static override readonly className = "CategoricalCrossentropy";
  static override readonly targets = "probabilities";

  constructor(options: CategoricalCrossentropyOptions = {}) {
    super(options, {
      name: "categorical_crossentropy",
      fromLogits: false,
      labelSmoothing: 0,
      axis: -1,
    });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { fromLogits, labelSmoothing, axis } = this.options;
    expectTargets(this.name, yTrue.shape, yPred.shape);
    const target = smoothCategorical(yTrue, labelSmoothing);
    return ops.categoricalCrossentropy(target, yPred, { fromLogits, axis });
  }
}

/** `categoricalCrossentropy({ fromLogits: true })` for compile, or `categoricalCrossentropy(yTrue, yPred)`. */
export const categoricalCrossentropy: LossFactory<CategoricalCrossentropyOptions> =
  lossFactory(CategoricalCrossentropy);
