import type { Operand } from "../graph/value.ts";
import { add, multiply } from "../ops/add.ts";

/** Targets in [0, 1], moved towards 1/2 by a share of their distance. */
export function smoothBinary(yTrue: Operand, share: number): Operand {
  return share === 0 ? yTrue : add(multiply(yTrue, 1 - share), 0.5 * share);
}

/** One-hot targets [.., classes], a share of each spread over all classes. */
export function smoothCategorical(yTrue: Operand, share: number): Operand {
  if (share === 0) return yTrue;
  return add(multiply(yTrue, 1 - share), share / (yTrue.shape.at(-1) ?? 1));
}
