import type { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "../ops/convert.ts";
import type { Loss, LossOptions } from "./loss.ts";

/** A class of losses whose options all have defaults. */
export interface LossClass<Options extends LossOptions = LossOptions> {
  /** Keras's class name. */
  readonly className: string;
  readonly prototype: object;
  new (options?: Options): Loss<Options>;
}

/** What knows the class of its losses. */
export interface LossMaker<Options extends LossOptions = LossOptions> {
  /** The class of the losses it makes. */
  readonly lossClass: LossClass<Options>;
}

/**
 * Makes a loss to compile a model with, `meanSquaredError({ reduction: "sum" })`, or computes the loss of each sample,
 * `meanSquaredError(yTrue, yPred)`: [batch, ...] -> [batch, ...] without the last axis.
 */
export interface LossFactory<Options extends LossOptions> extends LossMaker<Options> {
  (options?: Options): Loss<Options>;
  (yTrue: OperandLike, yPred: OperandLike, options?: Options): Operand;
}

/** The factory and plain function of a class of losses. */
export function lossFactory<Options extends LossOptions>(
  lossClass: LossClass<Options>,
): LossFactory<Options> {
  function make(
    first?: Options | OperandLike,
    yPred?: OperandLike,
    options?: Options,
  ): Loss<Options> | Operand {
    if (yPred === undefined) return new lossClass(first as Options | undefined);
    return new lossClass(options).perSample(first as OperandLike, toOperand(yPred));
  }
  return Object.assign(make as LossFactory<Options>, { lossClass });
}

/** Whether something is one of the factories of losses. */
export function isLossMaker(like: unknown): like is LossMaker {
  return typeof like === "function" && "lossClass" in like;
}
