import type { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import type { Loss, LossOptions } from "./loss.ts";

/** A class of losses whose options all have defaults. */
export interface LossClass<Options extends LossOptions = LossOptions> {
  /** Keras's class name. */
  readonly className: string;
  new (options?: Options): Loss<Options>;
}

/**
 * Makes a loss to compile a model with, `meanSquaredError({ reduction: "sum" })`, or computes the loss of each sample,
 * `meanSquaredError(yTrue, yPred)`: [batch, ...] -> [batch, ...] without the last axis.
 */
export interface LossFactory<Options extends LossOptions> {
  (options?: Options): Loss<Options>;
  (yTrue: OperandLike, yPred: OperandLike, options?: Options): Operand;
  /** The class of the losses it makes. */
  readonly lossClass: LossClass<Options>;
}

/** The factory and plain function of a class of losses. */
export function lossFactory<Options extends LossOptions>(lossClass: LossClass<Options>): LossFactory<Options> {
  function make(first?: Options | OperandLike, yPred?: OperandLike, options?: Options): Loss<Options> | Operand {
    if (yPred === undefined) return new lossClass(first as Options | undefined);
    return new lossClass(options).perSample(first as OperandLike, toOperand(yPred));
  }
  return Object.assign(make as LossFactory<Options>, { lossClass });
}

/** Whether a function is one of our factories. */
export function isLossFactory(like: unknown): like is LossFactory<LossOptions> {
  return typeof like === "function" && "lossClass" in like;
}
