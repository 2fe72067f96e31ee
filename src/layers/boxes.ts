import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { greaterEqual, less } from "../ops/equal.ts";
import { logicalAnd } from "../ops/logicalAnd.ts";
import { reshape } from "../ops/reshape.ts";
import { arange } from "../ops/zeros.ts";
import type { Draws } from "./draws.ts";
import { perImage, type Layout } from "./imageAugmentation.ts";

/** Where a stretch begins and ends, one per image [batch]. */
export interface Stretch {
  readonly start: Operand;
  readonly end: Operand;
}

/** A stretch of a share of the length, somewhere within it. */
export function stretchWithin(length: number, share: Operand, draws: Draws): Stretch {
  const size = multiply(share, length);
  const start = multiply(draws.uniform(share.shape), subtract(length, size));
  return { start, end: add(start, size) };
}

function isWithin(length: number, axis: number, { start, end }: Stretch): Operand {
  const shape = [1, 1, 1, 1].with(axis, length);
  const places = reshape(arange(length, { dtype: "float32" }), shape);
  return logicalAnd(greaterEqual(places, perImage(start)), less(places, perImage(end)));
}

/** Which pixels lie in each image's box: bool, to be broadcast over the channels. */
export function boxMask(
  { height, width, rows, columns }: Layout,
  across: Stretch,
  down: Stretch,
): Operand {
  return logicalAnd(isWithin(width, columns, across), isWithin(height, rows, down));
}
