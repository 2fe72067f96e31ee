import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { binaryCrossentropy } from "../ops/binaryCrossentropy.ts";
import { power } from "../ops/power.ts";
import { sigmoid } from "../ops/sigmoid.ts";
import { mean } from "../ops/sum.ts";
import { expectTargets } from "./expectTargets.ts";
import { smoothBinary } from "./labelSmoothing.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/** Options of `BinaryFocalCrossentropy`. */
export interface BinaryFocalCrossentropyOptions extends LossOptions {
  /** Whether class 1 weighs `alpha` and class 0 weighs 1 - `alpha`. Default false. */
  readonly applyClassBalancing?: boolean | undefined;
  /** The weight of class 1, in [0, 1]. Default 0.25. */
  readonly alpha?: number | undefined;
  /** How strongly samples that are easy are turned down. Default 2. */
  readonly gamma?: number | undefined;
  /** Whether outputs are logits instead of probabilities. Default false. */
  readonly fromLogits?: boolean | undefined;
  /** Moves targets towards 1/2 by this share, in [0, 1]. Default 0. */
  readonly labelSmoothing?: number | undefined;
  /** The axis that is averaged for each sample. Default -1. */
  readonly axis?: number | undefined;
}

/**
 * mean((1 - pₜ)^γ · crossentropy) over `axis`, pₜ = t p + (1 - t)(1 - p): targets t in [0, 1] and outputs p of one shape
 * [batch, ..., n] -> [batch, ...]. Samples that are already right count less.
 * Lin et al. 2017. https://arxiv.org/abs/1708.02002
 */
export class BinaryFocalCrossentropy extends Loss<BinaryFocalCrossentropyOptions> {
  static override readonly className = "BinaryFocalCrossentropy";
  static override readonly targets = "outputs";

  constructor(options: BinaryFocalCrossentropyOptions = {}) {
    super(options, {
      name: "binary_focal_crossentropy",
      applyClassBalancing: false,
      alpha: 0.25,
      gamma: 2,
      fromLogits: false,
      labelSmoothing: 0,
      axis: -1,
    });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    const { applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis } = this.options;
    expectTargets(this.name, yTrue.shape, yPred.shape);
    const t = smoothBinary(yTrue, labelSmoothing);
    const p = fromLogits ? sigmoid(yPred) : yPred;
    const crossentropy = binaryCrossentropy(t, p);
    const notT = subtract(1, t);
    const right = add(multiply(t, p), multiply(notT, subtract(1, p)));
    const focal = multiply(power(subtract(1, right), gamma), crossentropy);
    const weight = add(multiply(t, alpha), multiply(notT, 1 - alpha));
    return mean(applyClassBalancing ? multiply(weight, focal) : focal, { axis });
  }
}

/** `binaryFocalCrossentropy({ gamma: 2 })` for compile, or `binaryFocalCrossentropy(yTrue, yPred)`. */
export const binaryFocalCrossentropy: LossFactory<BinaryFocalCrossentropyOptions> =
  lossFactory(BinaryFocalCrossentropy);
