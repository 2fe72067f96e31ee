import type { Operand } from "../../graph/value.ts";
import { absolute, add, multiply, negative, subtract } from "../add.ts";
import { argsort } from "../sort.ts";
import { cast, stopGradient } from "../cast.ts";
import { concatenate } from "../concatenate.ts";
import { floatOperand, type OperandLike } from "../convert.ts";
import { diagonal } from "../diagonal.ts";
import { divide } from "../divide.ts";
import { equal, greater, greaterEqual } from "../equal.ts";
import { matmul } from "../matmul.ts";
import { max } from "../max.ts";
import { sqrt, square } from "../power.ts";
import { expandDims, squeeze } from "../reshape.ts";
import { sum } from "../sum.ts";
import { take, takeAlongAxis } from "../take.ts";
import { broadcastTo } from "../tile.ts";
import { where } from "../where.ts";
import { isAtHome, orthogonalizeAtHome } from "./hostLoops.ts";
import { reflect } from "./qr.ts";
import { block, flipped, identityLike, matricesOf, solveWith, squareOf } from "./matrices.ts";
import { fail } from "../../base/errors.ts";
import { formatShape } from "../../base/shape.ts";

/** How often every pair of columns is rotated: the angles shrink quadratically once they are small. */
function sweepsFor(n: number): number {
  return 7 + Math.ceil(Math.log2(Math.max(2, n)));
}

/** The places of a tournament's next round: the first player stays, the others move on by one. */
function nextRound(half: number): Int32Array {
  const top = Array.from({ length: half }, (_, i) => i);
  const bottom = Array.from({ length: half }, (_, i) => half + i);
  const moved = [top[0]!, bottom[0]!, ...top.slice(1, -1), ...bottom.slice(1), top.at(-1)!];
  return Int32Array.from(half === 1 ? [0, 1] : moved);
}

/**
 * Rotates the columns of `x` [.., m, n] until all are at right angles; the rows below `height` are turned along.
 * One-sided Jacobi: Hestenes 1958; in each round n / 2 disjoint pairs at once.
 */
function orthogonalize(x: Operand, height: number): Operand {
  const n = x.shape.at(-1)!;
  if (n < 2) return x;
  if (isAtHome(x)) return orthogonalizeAtHome(x, height);
  const even = n + (n % 2);
  const rows = x.shape.at(-2)!;
  let own =
    even === n ? x : concatenate([x, multiply(block(x, [0, rows], [0, 1]), 0)], { axis: -1 });
  const half = even / 2;
  const order = nextRound(half);
  for (let round = 0; round < sweepsFor(n) * (even - 1); round++) {
    const [left, right] = [block(own, [0, rows], [0, half]), block(own, [0, rows], [half, even])];
    const [p, q] = [block(left, [0, height], [0, half]), block(right, [0, height], [0, half])];
    const total = (y: Operand): Operand => sum(y, { axis: -2, keepdims: true });
    const cross = total(multiply(p, q));
    const isDone = equal(cross, 0);
    const tau = divide(
      subtract(total(square(q)), total(square(p))),
      multiply(where(isDone, 1, cross), 2),
    );
    const side = where(greaterEqual(tau, 0), 1, -1);
    const root = sqrt(add(1, square(tau)));
    const tangent = where(isDone, 0, divide(side, add(absolute(tau), root)));
    const cosine = divide(1, sqrt(add(1, square(tangent))));
    const sine = multiply(cosine, tangent);
    const turned = [
      subtract(multiply(left, cosine), multiply(right, sine)),
      add(multiply(left, sine), multiply(right, cosine)),
    ];
    own = take(concatenate(turned, { axis: -1 }), order, { axis: -1 });
  }
  return own;
}

/** Singular values and vectors that no gradient goes through: U [.., m, k], s [.., k] falling, V [.., n, k]; m ≥ n. */
function decompose(a: Operand): readonly [Operand, Operand, Operand] {
  const [m, n] = a.shape.slice(-2) as [number, number];
  const held = stopGradient(a);
  const identity = broadcastTo(identityLike(held, n), [...a.shape.slice(0, -2), n, n]);
  const turned = orthogonalize(concatenate([held, identity], { axis: -2 }), m);
  const lengths = sqrt(sum(square(block(turned, [0, m], [0, turned.shape.at(-1)!])), { axis: -2 }));
  // The column that made the number even is zero in the rows of V too, and comes last.
  const vectors = sum(square(block(turned, [m, m + n], [0, turned.shape.at(-1)!])), { axis: -2 });
  const order = argsort(where(greater(vectors, 0.5), negative(lengths), 1), { axis: -1 });
  const sorted = takeAlongAxis(turned, expandDims(order, -2), { axis: -1 });
  const kept = block(sorted, [0, m + n], [0, n]);
  const values = sqrt(sum(square(block(kept, [0, m], [0, n])), { axis: -2 }));
  const scale = expandDims(where(equal(values, 0), 1, values), -2);
  return [divide(block(kept, [0, m], [0, n]), scale), values, block(kept, [m, m + n], [0, n])];
}

/** 0, with the derivatives of `x`. */
function slopeOf(x: Operand): Operand {
  return subtract(x, stopGradient(x));
}

/** 1 / (yⱼ - yᵢ) off the diagonal, 0 where both are equal: [.., n] -> [.., n, n]. */
function inverseGaps(y: Operand): Operand {
  const gaps = subtract(expandDims(y, -2), expandDims(y, -1));
  const isZero = equal(gaps, 0);
  return where(isZero, 0, divide(1, where(isZero, 1, gaps)));
}

/**
 * The decomposition with its derivative: s' is the diagonal of P = Uᵀ A' V, U' = U (F ∘ (P S + S Pᵀ)) + (1 - U Uᵀ) A' V S⁻¹
 * with Fᵢⱼ = 1 / (sⱼ² - sᵢ²), and V' likewise. Townsend 2016, "Differentiating the singular value decomposition".
 */
function differentiable(a: Operand): readonly [Operand, Operand, Operand] {
  const [u, s, v] = decompose(a);
  const change = slopeOf(a);
  const p = matmul(matmul(flipped(u), change), v);
  const values = add(s, diagonal(p, { axis1: -2, axis2: -1 }));
  const [row, column] = [expandDims(s, -2), expandDims(s, -1)];
  const gaps = inverseGaps(square(s));
  const inverse = where(equal(row, 0), 0, divide(1, where(equal(row, 0), 1, row)));
  const turn = (parts: Operand): Operand => multiply(gaps, parts);
  const left = add(multiply(p, row), multiply(column, flipped(p)));
  const right = add(multiply(column, p), multiply(flipped(p), row));
  const outside = (basis: Operand, y: Operand): Operand =>
    multiply(subtract(y, matmul(basis, matmul(flipped(basis), y))), inverse);
  return [
    add(u, add(matmul(u, turn(left)), outside(u, matmul(change, v)))),
    values,
    add(v, add(matmul(v, turn(right)), outside(v, matmul(flipped(change), u)))),
  ];
}

/** Options of `svd`. */
export interface SvdOptions {
  /** Whether U is [.., m, m] and Vᵀ [.., n, n]; else both have min(m, n) vectors. Default true. */
  readonly fullMatrices?: boolean | undefined;
  /** Whether the vectors are wanted. Default true; else the singular values alone are given. */
  readonly computeUv?: boolean | undefined;
}

/** Further columns at right angles to all of U's [.., m, k]: [.., m, m]. */
function completed(u: Operand): Operand {
  const [m, k] = u.shape.slice(-2) as [number, number];
  if (m === k) return u;
  const [q] = reflect(stopGradient(u));
  return concatenate([u, block(q, [0, m], [k, m])], { axis: -1 });
}

/** U, s and Vᵀ of matrices in either form. */
function singular(a: Operand): readonly [u: Operand, s: Operand, v: Operand] {
  const [m, n] = a.shape.slice(-2) as [number, number];
  if (m >= n) return differentiable(a);
  const [v, s, u] = differentiable(flipped(a));
  return [u, s, v];
}

/** U, s and Vᵀ with U · diag(s) · Vᵀ = x, singular values falling: [.., m, n] -> [.., m, m], [.., min(m, n)], [.., n, n]. */
export function svd(x: OperandLike, options: SvdOptions & { readonly computeUv: false }): Operand;
export function svd(x: OperandLike, options?: SvdOptions): [u: Operand, s: Operand, vt: Operand];
export function svd(
  x: OperandLike,
  options: SvdOptions = {},
): Operand | [u: Operand, s: Operand, vt: Operand] {
  const { fullMatrices = true, computeUv = true } = options;
  const operand = matricesOf("svd", x);
  const parts = solveWith("svd", [operand], (a) => {
    const [u, s, v] = singular(a);
    if (!computeUv) return [s];
    const [left, right] = fullMatrices ? [completed(u), completed(v)] : [u, v];
    return [left, s, flipped(right)];
  });
  return computeUv ? (parts as [Operand, Operand, Operand]) : parts[0]!;
}

/** Eigenvalues of a symmetric matrix, rising [.., n], and its eigenvectors as columns [.., n, n]. */
export function eigh(x: OperandLike): [values: Operand, vectors: Operand] {
  const operand = squareOf("eigh", x);
  const n = operand.shape.at(-1)!;
  return solveWith("eigh", [operand], (a) => {
    const symmetric = multiply(add(a, flipped(a)), 0.5);
    const held = stopGradient(symmetric);
    // Moved so far that no eigenvalue is negative, the matrix has its eigenvectors as singular vectors.
    const reach = max(sum(absolute(held), { axis: -1 }), { axis: -1, keepdims: true });
    const moved = add(held, multiply(identityLike(held, n), expandDims(reach, -1)));
    const [, , falling] = decompose(moved);
    const vectors = take(
      falling,
      Int32Array.from({ length: n }, (_, i) => n - 1 - i),
      { axis: -1 },
    );
    const products = matmul(matmul(flipped(vectors), held), vectors);
    const values = diagonal(products, { axis1: -2, axis2: -1 });
    const change = matmul(matmul(flipped(vectors), slopeOf(symmetric)), vectors);
    const turned = matmul(vectors, multiply(inverseGaps(values), change));
    return [add(values, diagonal(change, { axis1: -2, axis2: -1 })), add(vectors, turned)];
  }) as [Operand, Operand];
}

/** Options of `pinv` and `lstsq`. */
export interface ConditionOptions {
  /** Singular values below this share of the largest one count as 0. Default: max(m, n) · ε of the dtype. */
  readonly rcond?: number | null | undefined;
}

/** The rounding of float32. */
const rounding = 2 ** -23;

/** Singular values inverted, those below the bound to 0. */
function inverted(
  s: Operand,
  m: number,
  n: number,
  rcond: number | null | undefined,
  factor: number,
): Operand {
  const bound = multiply(
    max(s, { axis: -1, keepdims: true }),
    rcond ?? factor * Math.max(m, n) * rounding,
  );
  const isKept = greater(s, stopGradient(bound));
  return where(isKept, divide(1, where(isKept, s, 1)), 0);
}

/** Moore and Penrose's inverse: [.., m, n] -> [.., n, m]. */
export function pinv(x: OperandLike, options: ConditionOptions = {}): Operand {
  const operand = matricesOf("pinv", x);
  const [m, n] = operand.shape.slice(-2) as [number, number];
  const [found] = solveWith("pinv", [operand], (a) => {
    const [u, s, v] = singular(a);
    const weights = expandDims(inverted(s, m, n, options.rcond, 10), -2);
    return [matmul(multiply(v, weights), flipped(u))];
  });
  return found!;
}

function rightSide(b: OperandLike, m: number): Operand {
  const { x } = floatOperand("lstsq", b);
  if (x.rank === 0 || x.rank > 2 || x.shape[0] !== m) {
    fail("shape", {
      where: "lstsq",
      expected: `b [${m}] or [${m}, r]`,
      received: formatShape(x.shape),
    });
  }
  return x;
}

/** The x of least length for which |a · x - b| is least: [m, n], [m] or [m, r] -> [n] or [n, r]. */
export function lstsq(a: OperandLike, b: OperandLike, options: ConditionOptions = {}): Operand {
  const operand = matricesOf("lstsq", a);
  const [m, n] = operand.shape.slice(-2) as [number, number];
  const right = rightSide(b, m);
  const [found] = solveWith("lstsq", [operand, right], (matrix, wanted) => {
    const [u, s, v] = singular(matrix);
    const weights = inverted(s, m, n, options.rcond, 1);
    const isVector = wanted.rank === operand.rank - 1;
    const columns = isVector ? expandDims(wanted, -1) : wanted;
    const x = matmul(multiply(v, expandDims(weights, -2)), matmul(flipped(u), columns));
    return [isVector ? squeeze(x, { axis: -1 }) : x];
  });
  return found!;
}

/** Options of `matrixRank`. */
export interface RankOptions {
  /** Singular values up to this do not count. Default: the largest · max(m, n) · ε. */
  readonly tol?: number | null | undefined;
}

/** The number of singular values that are not 0: [.., m, n] -> int32 [..]. */
export function matrixRank(x: OperandLike, options: RankOptions = {}): Operand {
  const operand = matricesOf("matrixRank", x);
  const [m, n] = operand.shape.slice(-2) as [number, number];
  const values = svd(operand, { computeUv: false });
  const bound =
    options.tol ?? multiply(max(values, { axis: -1, keepdims: true }), Math.max(m, n) * rounding);
  return sum(cast(greater(values, bound), "int32"), { axis: -1 });
}
