import { fail } from "../base/errors.ts";
import { FunctionLoss } from "./functionLoss.ts";
import { Loss, type LossFunction, type LossOptions } from "./loss.ts";
import { isLossMaker, type LossClass, type LossMaker } from "./lossFactory.ts";

/** A loss without its name: as an object, as its factory or class, or as a function of targets and outputs. */
export type LossObject = Loss<LossOptions> | LossMaker | LossClass | LossFunction;

/** The loss that is meant: `lossOf(meanSquaredError())`, `lossOf((yTrue, yPred) => ...)`. */
export function lossOf(like: LossObject): Loss<LossOptions> {
  if (like instanceof Loss) return like;
  if (isLossMaker(like)) return new like.lossClass();
  if (typeof like === "function") {
    return isLossClass(like) ? new like() : new FunctionLoss(like);
  }
  return fail("option", {
    where: "loss",
    expected: "a name, a loss or a function",
    received: String(like),
  });
}

function isLossClass(like: LossClass | LossFunction): like is LossClass {
  return like.prototype instanceof Loss;
}
