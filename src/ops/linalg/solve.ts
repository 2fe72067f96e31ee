import { fail } from "../../base/errors.ts";
import { broadcastShapes, formatShape } from "../../base/shape.ts";
import type { Operand } from "../../graph/value.ts";
import { absolute, add, multiply, sign, subtract } from "../add.ts";
import { concatenate } from "../concatenate.ts";
import { builderFor, floatOf, resultDType, unify, type OperandLike } from "../convert.ts";
import { diagonal } from "../diagonal.ts";
import { log } from "../exp.ts";
import { unstack } from "../hstack.ts";
import { isTraced } from "../onHost.ts";
import { reshape, squeeze } from "../reshape.ts";
import { prod, sum } from "../sum.ts";
import { broadcastTo } from "../tile.ts";
import { tril, triu } from "../tril.ts";
import { asColumn, eliminate, factorize } from "./elimination.ts";
import { identityLike, matricesOf, solveWith, squareOf } from "./matrices.ts";

/** A and B of one system: B as columns, its stack of the form of A's. */
function system(
  where: string,
  a: OperandLike,
  b: OperandLike,
): { readonly a: Operand; readonly b: Operand; readonly isVector: boolean } {
  const { operands } = unify(where, [squareOf(where, a), b], floatOf(resultDType([a, b])));
  const [left, right] = operands as [Operand, Operand];
  // As in Keras: b is a stack of vectors if it has one axis less than a.
  const isVector = right.rank === left.rank - 1;
  const columns = isVector ? asColumn(right) : right;
  if (columns.rank < 2 || columns.shape.at(-2) !== left.shape.at(-1)) {
    fail("shape", {
      where,
      expected: "a [.., n, n] and b [.., n] or [.., n, r]",
      received: `${formatShape(left.shape)} and ${formatShape(right.shape)}`,
    });
  }
  const stack = broadcastShapes(where, left.shape.slice(0, -2), columns.shape.slice(0, -2));
  return {
    a: broadcastTo(left, [...stack, ...left.shape.slice(-2)]),
    b: broadcastTo(columns, [...stack, ...columns.shape.slice(-2)]),
    isVector,
  };
}

function expectRegular(where: string, a: Operand, x: Operand): Operand {
  if (isTraced([a]) || Array.from(x.data).every(Number.isFinite)) return x;
  if (!Array.from(a.data).every(Number.isFinite)) return x;
  return fail("value", {
    where,
    expected: "a matrix that has an inverse",
    received: "a singular one",
  });
}

/** x with a · x = b: [.., n, n], [.., n] or [.., n, r] -> as b. Throws on a singular matrix (while tracing: infinities or NaN). */
export function solve(a: OperandLike, b: OperandLike): Operand {
  const given = system("solve", a, b);
  const n = given.a.shape.at(-1)!;
  const [x] = solveWith("solve", [given.a, given.b], (left, right) => [
    eliminate(concatenate([left, right], { axis: -1 }), n, true),
  ]);
  expectRegular("solve", given.a, x!);
  return given.isVector ? squeeze(x!, { axis: -1 }) : x!;
}

/** Which triangle. */
export interface TriangularOptions {
  /** Whether a is a lower triangle; what lies in the other one is not read. Default false. */
  readonly lower?: boolean | undefined;
}

/** x with a · x = b for a triangular a: [.., n, n], [.., n] or [.., n, r] -> as b. */
export function solveTriangular(
  a: OperandLike,
  b: OperandLike,
  options: TriangularOptions = {},
): Operand {
  const given = system("solveTriangular", a, b);
  const n = given.a.shape.at(-1)!;
  const [x] = solveWith("solveTriangular", [given.a, given.b], (left, right) => {
    const triangle = options.lower === true ? tril(left) : triu(left);
    // From the last row up, or from the first one down: the column of a known entry is taken off the others.
    const rows = options.lower === true ? [triangle, right] : [turned(triangle), turnedRows(right)];
    const found = eliminate(concatenate(rows, { axis: -1 }), n, false);
    return [options.lower === true ? found : turnedRows(found)];
  });
  return given.isVector ? squeeze(x!, { axis: -1 }) : x!;
}

/** Axes turned round. */
function reverse(x: Operand, axes: readonly number[]): Operand {
  return builderFor("reverse", [x]).emit("reverse", [x], { axes });
}

const turnedRows = (x: Operand): Operand => reverse(x, [x.rank - 2]);
const turned = (x: Operand): Operand => reverse(x, [x.rank - 2, x.rank - 1]);

/** The inverse of a square matrix: [.., n, n] -> [.., n, n]. Throws on a singular matrix (while tracing: infinities or NaN). */
export function inv(x: OperandLike): Operand {
  const operand = squareOf("inv", x);
  const n = operand.shape.at(-1)!;
  const [inverse] = solveWith("inv", [operand], (a) => {
    const identity = broadcastTo(identityLike(a, n), a.shape);
    return [eliminate(concatenate([a, identity], { axis: -1 }), n, true)];
  });
  return expectRegular("inv", operand, inverse!);
}

/** The determinant of up to three rows by its formula, whose derivatives exist for singular matrices too. */
function smallDeterminant(a: Operand): Operand {
  const rows = unstack(a, { axis: -2 }).map((row) => unstack(row, { axis: -1 }));
  const minor = (i: number, j: number, k: number, l: number): Operand =>
    subtract(multiply(rows[i]![k]!, rows[j]![l]!), multiply(rows[i]![l]!, rows[j]![k]!));
  if (rows.length === 1) return rows[0]![0]!;
  if (rows.length === 2) return minor(0, 1, 0, 1);
  const [p, q, r] = rows[0]! as [Operand, Operand, Operand];
  return add(
    subtract(multiply(p, minor(1, 2, 1, 2)), multiply(q, minor(1, 2, 0, 2))),
    multiply(r, minor(1, 2, 0, 1)),
  );
}

/** The determinant: [.., n, n] -> [..]. */
export function det(x: OperandLike): Operand {
  const operand = squareOf("det", x);
  const n = operand.shape.at(-1)!;
  const [found] = solveWith("det", [operand], (a) => {
    if (n >= 1 && n <= 3) return [smallDeterminant(a)];
    if (n === 0) return [prod(sum(a, { axis: -1 }), { axis: -1 })];
    const { matrix, sign: parity } = factorize(a);
    const product = prod(diagonal(matrix, { axis1: -2, axis2: -1 }), { axis: -1 });
    return [multiply(product, reshape(parity, product.shape))];
  });
  return found!;
}

/** Sign and logarithm of the magnitude of the determinant: [.., n, n] -> twice [..]. Of a singular matrix 0 and -∞. */
export function slogdet(x: OperandLike): [sign: Operand, logarithm: Operand] {
  const operand = squareOf("slogdet", x);
  return solveWith("slogdet", [operand], (a) => {
    const { matrix, sign: parity } = factorize(a);
    const pivots = diagonal(matrix, { axis1: -2, axis2: -1 });
    const signs = prod(sign(pivots), { axis: -1 });
    return [
      multiply(signs, reshape(parity, signs.shape)),
      sum(log(absolute(pivots)), { axis: -1 }),
    ];
  }) as [Operand, Operand];
}

/** The logarithm of the determinant of a positive definite matrix: [.., n, n] -> [..]. */
export function logdet(x: OperandLike): Operand {
  return slogdet(x)[1];
}

/** P a = L U: both factors in one matrix [.., m, n], and the int32 rows with which each row in turn was exchanged [.., min(m, n)]. */
export function luFactor(x: OperandLike): [lu: Operand, pivots: Operand] {
  const operand = matricesOf("luFactor", x);
  return solveWith("luFactor", [operand], (a) => {
    const { matrix, exchanges } = factorize(a);
    return [matrix, exchanges];
  }) as [Operand, Operand];
}
