import { failUnknownName } from "../../base/errors.ts";
import type { Operand } from "../../graph/value.ts";
import { absolute, multiply, subtract } from "../add.ts";
import type { OperandLike } from "../convert.ts";
import { divide } from "../divide.ts";
import { equal, greaterEqual } from "../equal.ts";
import { matmul } from "../matmul.ts";
import { sqrt, square } from "../power.ts";
import { sum } from "../sum.ts";
import { broadcastTo } from "../tile.ts";
import { triu } from "../tril.ts";
import { where } from "../where.ts";
import { block, flipped, identityLike, maskOf, matricesOf, solveWith } from "./matrices.ts";

const modes = ["reduced", "complete"] as const;

/** How much of Q is wanted. */
export interface QrOptions {
  /** "reduced" (default): [.., m, k] and [.., k, n] with k = min(m, n); "complete": [.., m, m] and [.., m, n]. */
  readonly mode?: (typeof modes)[number] | undefined;
}

/** Q [.., m, m] and R [.., m, n] by Householder's reflections, as LAPACK makes them. */
export function reflect(a: Operand): readonly [Operand, Operand] {
  const [m, n] = a.shape.slice(-2) as [number, number];
  let r = a;
  let q = broadcastTo(identityLike(a, m), [...a.shape.slice(0, -2), m, m]);
  for (let k = 0; k < Math.min(m - 1, n); k++) {
    const column = where(
      maskOf(m, 1, (row) => row >= k),
      block(r, [0, m], [k, k + 1]),
      0,
    );
    const head = block(column, [k, k + 1], [0, 1]);
    const squares = sum(square(column), { axis: -2, keepdims: true });
    const rest = subtract(squares, square(head));
    // A column that is zero below its head is left as it is.
    const isDone = equal(where(greaterEqual(absolute(rest), 0), rest, 0), 0);
    const length = sqrt(where(isDone, 1, squares));
    const target = where(greaterEqual(head, 0), multiply(length, -1), length);
    const isHead = maskOf(m, 1, (row) => row === k);
    const normal = subtract(column, where(isHead, target, 0));
    const factor = where(
      isDone,
      0,
      divide(2, where(isDone, 1, sum(square(normal), { axis: -2, keepdims: true }))),
    );
    const scaled = multiply(normal, factor);
    r = subtract(r, matmul(scaled, matmul(flipped(normal), r)));
    q = subtract(q, matmul(matmul(q, normal), flipped(scaled)));
  }
  return [q, triu(r)];
}

/** Q with orthonormal columns and an upper triangle R with Q R = x: [.., m, n]. */
export function qr(x: OperandLike, options: QrOptions = {}): [q: Operand, r: Operand] {
  const { mode = "reduced" } = options;
  if (!modes.includes(mode)) failUnknownName("qr", "mode", mode, modes);
  const operand = matricesOf("qr", x);
  const [m, n] = operand.shape.slice(-2) as [number, number];
  const k = mode === "complete" ? m : Math.min(m, n);
  return solveWith("qr", [operand], (a) => {
    const [q, r] = reflect(a);
    return [block(q, [0, m], [0, k]), block(r, [0, k], [0, n])];
  }) as [Operand, Operand];
}
