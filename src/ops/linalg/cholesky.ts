import type { Operand } from "../../graph/value.ts";
import { add, multiply, subtract } from "../add.ts";
import { concatenate } from "../concatenate.ts";
import type { OperandLike } from "../convert.ts";
import { divide } from "../divide.ts";
import { matmul } from "../matmul.ts";
import { sqrt } from "../power.ts";
import { where } from "../where.ts";
import { block, flipped, maskOf, identityLike, solveWith, squareOf } from "./matrices.ts";
import { eliminate } from "./elimination.ts";
import { broadcastTo } from "../tile.ts";
import { tril, triu } from "../tril.ts";

/** Which triangle. */
export interface CholeskyOptions {
  /** Whether the upper factor is meant. Default false: the lower one. */
  readonly upper?: boolean | undefined;
}

function factor(a: Operand): Operand {
  const n = a.shape.at(-1)!;
  // As in Keras the gradient is that of a symmetric matrix.
  const symmetric = multiply(add(a, flipped(a)), 0.5);
  const columns: Operand[] = [];
  for (let k = 0; k < n; k++) {
    let column = block(symmetric, [0, n], [k, k + 1]);
    if (k > 0) {
      const known = concatenate(columns, { axis: -1 });
      column = subtract(column, matmul(known, flipped(block(known, [k, k + 1], [0, k]))));
    }
    const pivot = sqrt(block(column, [k, k + 1], [0, 1]));
    const below = maskOf(n, 1, (row) => row >= k);
    columns.push(where(below, divide(column, pivot), 0));
  }
  return concatenate(columns, { axis: -1 });
}

/** The lower triangle L with L Lᵀ = x (upper: U with Uᵀ U = x) of a positive definite matrix [.., n, n]; of others NaN. */
export function cholesky(x: OperandLike, options: CholeskyOptions = {}): Operand {
  const operand = squareOf("cholesky", x);
  const [found] = solveWith("cholesky", [operand], (a) => {
    const lower = factor(a);
    return [options.upper === true ? flipped(lower) : lower];
  });
  return found!;
}

/** The inverse of the matrix whose Cholesky factor x is: [.., n, n]. */
export function choleskyInverse(x: OperandLike, options: CholeskyOptions = {}): Operand {
  const operand = squareOf("choleskyInverse", x);
  const n = operand.shape.at(-1)!;
  const [found] = solveWith("choleskyInverse", [operand], (a) => {
    const lower = options.upper === true ? flipped(triu(a)) : tril(a);
    const identity = broadcastTo(identityLike(a, n), a.shape);
    const inverse = eliminate(concatenate([lower, identity], { axis: -1 }), n, false);
    return [matmul(flipped(inverse), inverse)];
  });
  return found!;
}
