import type { Operand } from "../graph/value.ts";
import * as ops from "../ops/binaryCrossentropy.ts";
import { mean } from "../ops/sum.ts";
import { expectTargets } from "./expectTargets.ts";
import { smoothBinary } from "./labelSmoothing.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `BinaryCrossentropy`. */
export interface BinaryCrossentropyOptions extends LossOptions {
  /** Whether outputs are logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
  /** Moves targets towards 1/2 by this share, in [0, 1]. Default 0. */
  readonly labelSmoothing?: number | undefined;
  /** The axis that is averaged for each sample. Default -1. */
  readonly axis?: number | undefined;
}

/**
 * mean(-t ln p - (1 - t) ln(1 - p)) over `axis`: targets t in [0, 1] and outputs p of one shape [batch, ..., n] -> [batch, ...].
 * For one yes-or-no output, for several independent ones, and for pixels. Keras's "binary_crossentropy", "bce".
 */
export class BinaryCrossentropy extends Loss<BinaryCrossentropyOptions> {
  static override readonly className = "BinaryCrossentropy";
  static override readonly targets = "probabilities";

  constructor(options: BinaryCrossentropyOptions = {}) {
    super(options, { name: "binary_crossentropy", fromLogits: false, labelSmoothing: 0, axis: -1 });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { fromLogits, labelSmoothing, axis } = this.options;
    expectTargets(this.name, yTrue.shape, yPred.shape);
    const target = smoothBinary(yTrue, labelSmoothing);
    return mean(ops.binaryCrossentropy(target, yPred, { fromLogits }), { axis });
  }
}

/** `binaryCrossentropy({ fromLogits: true })` for compile, or `binaryCrossentropy(yTrue, yPred)`. */
export const binaryCrossentropy: LossFactory<BinaryCrossentropyOptions> =
  lossFactory(BinaryCrossentropy);
