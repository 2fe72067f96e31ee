import { fail } from "../base/errors.ts";
import { broadcastShapes, formatShape, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { multiply, subtract } from "./add.ts";
import { stack } from "./concatenate.ts";
import { unify, type OperandLike } from "./convert.ts";
import { unstack } from "./hstack.ts";
import { moveaxis } from "./transpose.ts";
import { broadcastTo } from "./tile.ts";

/** Which axes hold the coordinates. */
export interface CrossOptions {
  /** Of x1. Default -1. */
  readonly axisa?: number | undefined;
  /** Of x2. Default -1. */
  readonly axisb?: number | undefined;
  /** Of the result. Default -1. */
  readonly axisc?: number | undefined;
  /** Of all three, if given. */
  readonly axis?: number | null | undefined;
}

/** The vectors at right angles to those of x1 and x2, 2 or 3 coordinates each; of two flat ones the third coordinate alone. */
export function cross(x1: OperandLike, x2: OperandLike, options: CrossOptions = {}): Operand {
  const { axis = null, axisa = axis ?? -1, axisb = axis ?? -1, axisc = axis ?? -1 } = options;
  const { operands } = unify("cross", [x1, x2]);
  const [x, y] = operands as [Operand, Operand];
  const left = unstack(moveaxis(x, axis ?? axisa, -1), { axis: -1 });
  const right = unstack(moveaxis(y, axis ?? axisb, -1), { axis: -1 });
  if (![left, right].every(({ length }) => length === 2 || length === 3)) {
    fail("shape", {
      where: "cross",
      expected: "vectors of 2 or 3 coordinates",
      received: `${formatShape(x.shape)} and ${formatShape(y.shape)}`,
    });
  }
  const [a0, a1, a2] = left as [Operand, Operand, Operand | undefined];
  const [b0, b1, b2] = right as [Operand, Operand, Operand | undefined];
  const product = (p: Operand | undefined, q: Operand | undefined): OperandLike =>
    p === undefined || q === undefined ? 0 : multiply(p, q);
  const last = subtract(product(a0, b1), product(a1, b0));
  if (a2 === undefined && b2 === undefined) return last;
  const parts = [
    subtract(product(a1, b2), product(a2, b1)),
    subtract(product(a2, b0), product(a0, b2)),
    last,
  ];
  const shape = broadcastShapes("cross", ...parts.map((part) => part.shape));
  const coordinates = parts.map((part) => broadcastTo(part, shape));
  return stack(coordinates, { axis: normalizeAxis("cross", axis ?? axisc, shape.length + 1) });
}
