import { fail } from "../base/errors.ts";
import { normalizeAxes } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { absolute } from "./add.ts";
import { cast } from "./cast.ts";
import { floatOperand, type OperandLike } from "./convert.ts";
import { notEqual } from "./equal.ts";
import { svd } from "./linalg/svd.ts";
import { max, min } from "./max.ts";
import { power, sqrt, square } from "./power.ts";
import { reshape } from "./reshape.ts";
import { reducedShape, sum } from "./sum.ts";
import { moveaxis } from "./transpose.ts";

/** Which norm, over which axes. */
export interface NormOptions {
  /** Default: the Euclidean norm ("fro" of matrices). Vectors: any number; matrices: "fro", "nuc", ±1, ±2, ±Infinity. */
  readonly ord?: number | "fro" | "nuc" | null | undefined;
  /** One axis: vectors; two: matrices. Default: all axes. */
  readonly axis?: number | readonly number[] | null | undefined;
  /** Whether reduced axes stay with extent 1. Default false. */
  readonly keepdims?: boolean | undefined;
}

interface Reduction {
  readonly axis: number | readonly number[];
  readonly keepdims: boolean;
}

function complain(ord: unknown, count: number): never {
  return fail("value", {
    where: "norm",
    expected:
      count === 1
        ? "a number as ord, for vectors"
        : 'ord "fro", "nuc", ±1, ±2 or ±Infinity, for matrices over two axes',
    received: `${JSON.stringify(ord) ?? String(ord)} over ${count} axes`,
  });
}

/** √ Σ x²; its slope at 0 is 0 · ∞, as in Keras. */
function euclidean(x: Operand, reduction: Reduction): Operand {
  return sqrt(sum(square(x), reduction));
}

function ofVectors(x: Operand, ord: number, reduction: Reduction): Operand {
  const lengths = absolute(x);
  if (ord === Infinity) return max(lengths, reduction);
  if (ord === -Infinity) return min(lengths, reduction);
  if (ord === 0) return sum(cast(notEqual(x, 0), x.dtype), reduction);
  if (ord === 1) return sum(lengths, reduction);
  if (ord === 2) return euclidean(x, reduction);
  return power(sum(power(lengths, ord), reduction), 1 / ord);
}

function ofMatrices(
  x: Operand,
  ord: number | "fro" | "nuc",
  axes: readonly number[],
  keepdims: boolean,
): Operand {
  const [row, column] = axes as [number, number];
  if (ord === "fro") return euclidean(x, { axis: axes, keepdims });
  if (ord === "nuc" || Math.abs(ord) === 2) {
    const values = svd(moveaxis(x, [row, column], [-2, -1]), { computeUv: false });
    const pick = ord === "nuc" ? sum : ord > 0 ? max : min;
    return reshape(pick(values, { axis: -1 }), reducedShape(x.shape, axes, keepdims));
  }
  const inner = Math.abs(ord) === 1 ? row : column;
  const outer = inner === row ? column : row;
  const sums = sum(absolute(x), { axis: inner, keepdims: true });
  const found = (ord > 0 ? max : min)(sums, { axis: outer, keepdims: true });
  return reshape(found, reducedShape(x.shape, axes, keepdims));
}

/** The norm of vectors or matrices: `norm(x)` is the length of all of x, `norm(x, { axis: 1 })` of its rows. */
export function norm(x: OperandLike, options: NormOptions = {}): Operand {
  const { ord = null, axis = null, keepdims = false } = options;
  const { x: operand } = floatOperand("norm", x);
  const given = typeof axis === "number" ? [axis] : axis;
  normalizeAxes("norm", axis, operand.rank);
  // The order of the two axes of a matrix counts: the first one runs along its rows.
  const axes =
    given === null
      ? operand.shape.map((_, i) => i)
      : given.map((own) => (own < 0 ? own + operand.rank : own));
  if (ord === null && (axis === null || axes.length <= 2))
    return euclidean(operand, { axis: axes, keepdims });
  if (axes.length === 1 && typeof ord === "number")
    return ofVectors(operand, ord, { axis: axes, keepdims });
  const isMatrixNorm =
    ord === "fro" || ord === "nuc" || [1, 2, Infinity].includes(Math.abs(ord ?? 0));
  if (ord === null || axes.length !== 2 || !isMatrixNorm) return complain(ord, axes.length);
  return ofMatrices(operand, ord, axes, keepdims);
}
