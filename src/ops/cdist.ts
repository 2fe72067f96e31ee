import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { subtract } from "./add.ts";
import { floatOf, resultDType, unify, type OperandLike } from "./convert.ts";
import { greater } from "./equal.ts";
import { sqrt, square } from "./power.ts";
import { expandDims } from "./reshape.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

/** The distances of all pairs of rows: [.., m, k], [.., n, k] -> [.., m, n]. Their slope at 0 counts as 0. */
export function cdist(x: OperandLike, y: OperandLike): Operand {
  const { operands } = unify("cdist", [x, y], floatOf(resultDType([x, y])));
  const [left, right] = operands as [Operand, Operand];
  if (left.rank < 2 || right.rank < 2 || left.shape.at(-1) !== right.shape.at(-1)) {
    fail("shape", {
      where: "cdist",
      expected: "rows of equal lengths [.., m, k] and [.., n, k]",
      received: `${formatShape(left.shape)} and ${formatShape(right.shape)}`,
    });
  }
  const squares = square(subtract(expandDims(left, -2), expandDims(right, -3)));
  const total = sum(squares, { axis: -1 });
  const isApart = greater(total, 0);
  return where(isApart, sqrt(where(isApart, total, 1)), total);
}
