import type { Operand } from "../../graph/value.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { Complex } from "../complex.ts";
import type { OperandLike } from "../convert.ts";
import { giveBack, takeHome } from "../onHost.ts";
import { squareOf } from "./matrices.ts";

/** A complex matrix [n, n] in two arrays. */
interface ComplexMatrix {
  readonly n: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

type Pair = readonly [re: number, im: number];

const times = ([a, b]: Pair, [c, d]: Pair): Pair => [a * c - b * d, a * d + b * c];

function over([a, b]: Pair, [c, d]: Pair): Pair {
  const scale = c * c + d * d;
  return [(a * c + b * d) / scale, (b * c - a * d) / scale];
}

function root([a, b]: Pair): Pair {
  const length = Math.hypot(a, b);
  const real = Math.sqrt((length + Math.abs(a)) / 2);
  if (real === 0) return [0, 0];
  const other = Math.abs(b) / (2 * real);
  const sign = b < 0 ? -1 : 1;
  return a >= 0 ? [real, sign * other] : [other, sign * real];
}

/** Hessenberg's form by Gaussian elimination with exchanges would lose orthogonality: Householder's reflections keep it. Returns Q. */
function reduce({ n, re }: ComplexMatrix): Float64Array {
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  for (let k = 0; k < n - 2; k++) {
    const v = new Float64Array(n);
    let length = 0;
    for (let i = k + 1; i < n; i++) length = Math.hypot(length, re[i * n + k]!);
    if (length === 0) continue;
    for (let i = k + 1; i < n; i++) v[i] = re[i * n + k]!;
    v[k + 1]! += v[k + 1]! < 0 ? -length : length;
    const norm = v.reduce((sum, x) => sum + x * x, 0);
    const reflectRows = (m: Float64Array): void => {
      for (let j = 0; j < n; j++) {
        let dot = 0;
        for (let i = k + 1; i < n; i++) dot += v[i]! * m[i * n + j]!;
        for (let i = k + 1; i < n; i++) m[i * n + j]! -= (2 * dot * v[i]!) / norm;
      }
    };
    const reflectColumns = (m: Float64Array): void => {
      for (let i = 0; i < n; i++) {
        let dot = 0;
        for (let j = k + 1; j < n; j++) dot += v[j]! * m[i * n + j]!;
        for (let j = k + 1; j < n; j++) m[i * n + j]! -= (2 * dot * v[j]!) / norm;
      }
    };
    reflectRows(re);
    reflectColumns(re);
    reflectColumns(q);
  }
  return q;
}

/**
 * Schur's form: shifted QR steps with Givens rotations until nothing is left below the diagonal. `z` collects the
 * rotations. Golub & Van Loan, Matrix Computations, 7.5.
 */
function triangularize({ n, re, im }: ComplexMatrix, z: ComplexMatrix): void {
  const at = (i: number, j: number): Pair => [re[i * n + j]!, im[i * n + j]!];
  const size = (i: number, j: number): number => Math.hypot(...at(i, j));
  const put = (m: ComplexMatrix, i: number, j: number, [a, b]: Pair): void => {
    m.re[i * n + j] = a;
    m.im[i * n + j] = b;
  };
  const own: ComplexMatrix = { n, re, im };
  for (let high = n - 1, step = 0; high > 0 && step < 60 * n; step++) {
    let low = high;
    while (low > 0 && size(low, low - 1) > 1e-16 * (size(low, low) + size(low - 1, low - 1))) low--;
    if (low > 0) put(own, low, low - 1, [0, 0]);
    if (low === high) {
      high--;
      continue;
    }
    // The eigenvalue of the last 2 x 2 block that is nearer to its corner.
    const [a, b, c, d] = [
      at(high - 1, high - 1),
      at(high - 1, high),
      at(high, high - 1),
      at(high, high),
    ];
    const half: Pair = [(a[0] - d[0]) / 2, (a[1] - d[1]) / 2];
    const product = times(b, c);
    const square = times(half, half);
    const r = root([square[0] + product[0], square[1] + product[1]]);
    const sign = half[0] * r[0] + half[1] * r[1] < 0 ? -1 : 1;
    const denominator: Pair = [half[0] + sign * r[0], half[1] + sign * r[1]];
    const isZero = denominator[0] === 0 && denominator[1] === 0;
    const offset =
      isZero || step % 11 === 10 ? ([size(high, high - 1), 0] as Pair) : over(product, denominator);
    const shift: Pair = [d[0] - offset[0], d[1] - offset[1]];
    for (let i = low; i <= high; i++)
      put(own, i, i, [at(i, i)[0] - shift[0], at(i, i)[1] - shift[1]]);
    const rotations: (readonly [number, Pair])[] = [];
    for (let k = low; k < high; k++) {
      const [x, y] = [at(k, k), at(k + 1, k)];
      const length = Math.hypot(x[0], x[1], y[0], y[1]);
      const xLength = Math.hypot(...x);
      // [c, s; -s*, c] takes (x, y) to (x / |x| · length, 0).
      const cosine = length === 0 ? 1 : xLength / length;
      const direction: Pair = xLength === 0 ? [1, 0] : [x[0] / xLength, x[1] / xLength];
      const sine =
        length === 0 ? ([0, 0] as Pair) : over(times(direction, [y[0], -y[1]]), [length, 0]);
      rotations.push([cosine, sine]);
      for (let j = k; j < n; j++) {
        const [p, q] = [at(k, j), at(k + 1, j)];
        const [sq, sp] = [times(sine, q), times([sine[0], -sine[1]], p)];
        put(own, k, j, [cosine * p[0] + sq[0], cosine * p[1] + sq[1]]);
        put(own, k + 1, j, [cosine * q[0] - sp[0], cosine * q[1] - sp[1]]);
      }
    }
    rotations.forEach(([cosine, sine], index) => {
      const k = low + index;
      const turn = (m: ComplexMatrix, last: number): void => {
        for (let i = 0; i <= last; i++) {
          const p: Pair = [m.re[i * n + k]!, m.im[i * n + k]!];
          const q: Pair = [m.re[i * n + k + 1]!, m.im[i * n + k + 1]!];
          const [sq, sp] = [times([sine[0], -sine[1]], q), times(sine, p)];
          put(m, i, k, [cosine * p[0] + sq[0], cosine * p[1] + sq[1]]);
          put(m, i, k + 1, [cosine * q[0] - sp[0], cosine * q[1] - sp[1]]);
        }
      };
      turn(own, Math.min(high, k + 2));
      turn(z, n - 1);
    });
    for (let i = low; i <= high; i++)
      put(own, i, i, [at(i, i)[0] + shift[0], at(i, i)[1] + shift[1]]);
  }
}

/** Eigenvalues and, as columns, eigenvectors of length 1 of one real matrix. */
function decompose(
  a: Float64Array,
  n: number,
): { readonly values: ComplexMatrix; readonly vectors: ComplexMatrix } {
  const t: ComplexMatrix = { n, re: a.slice(), im: new Float64Array(n * n) };
  const z: ComplexMatrix = { n, re: reduce(t), im: new Float64Array(n * n) };
  triangularize(t, z);
  const values: ComplexMatrix = { n, re: new Float64Array(n), im: new Float64Array(n) };
  const vectors: ComplexMatrix = { n, re: new Float64Array(n * n), im: new Float64Array(n * n) };
  const at = (i: number, j: number): Pair => [t.re[i * n + j]!, t.im[i * n + j]!];
  const scale = Math.max(...t.re.map(Math.abs), ...t.im.map(Math.abs), 1e-300);
  for (let k = 0; k < n; k++) {
    const [re, im] = at(k, k);
    values.re[k] = re;
    values.im[k] = im;
    // Back substitution in the triangle, then back through the rotations.
    const x: Pair[] = Array.from({ length: n }, (_, i): Pair => [Number(i === k), 0]);
    for (let i = k - 1; i >= 0; i--) {
      let sum: Pair = [0, 0];
      for (let j = i + 1; j <= k; j++) {
        const term = times(at(i, j), x[j]!);
        sum = [sum[0] - term[0], sum[1] - term[1]];
      }
      const gap: Pair = [at(i, i)[0] - re, at(i, i)[1] - im];
      const isClose = Math.hypot(...gap) < 1e-14 * scale;
      x[i] = over(sum, isClose ? [1e-14 * scale, 0] : gap);
    }
    let length = 0;
    const column = Array.from({ length: n }, (_, i): Pair => {
      let sum: Pair = [0, 0];
      for (let j = 0; j <= k; j++) {
        const term = times([z.re[i * n + j]!, z.im[i * n + j]!], x[j]!);
        sum = [sum[0] + term[0], sum[1] + term[1]];
      }
      length = Math.hypot(length, ...sum);
      return sum;
    });
    column.forEach(([p, q], i) => {
      vectors.re[i * n + k] = p / length;
      vectors.im[i * n + k] = q / length;
    });
  }
  return { values, vectors };
}

/** The eigenvalues [.., n] of square matrices, and their eigenvectors as columns [.., n, n], complex. Of tensors only: not while tracing. */
export function eig(x: OperandLike): [values: Complex, vectors: Complex] {
  const operand = squareOf("eig", x);
  const { tensors, builder } = takeHome("eig", [operand]);
  const n = operand.shape.at(-1)!;
  const count = operand.size / (n * n || 1);
  const all = [0, 1].map(
    () => [new Float32Array(count * n), new Float32Array(count * n * n)] as const,
  );
  const [re, im] = all as [
    readonly [Float32Array, Float32Array],
    readonly [Float32Array, Float32Array],
  ];
  for (let i = 0; i < count; i++) {
    const own = Float64Array.from(tensors[0]!.data.subarray(i * n * n, (i + 1) * n * n));
    const { values, vectors } = decompose(own, n);
    re[0].set(values.re, i * n);
    im[0].set(values.im, i * n);
    re[1].set(vectors.re, i * n * n);
    im[1].set(vectors.im, i * n * n);
  }
  const stack = operand.shape.slice(0, -2);
  const place = (data: Float32Array, shape: readonly number[]): Operand =>
    giveBack(new Tensor(data, shape), builder);
  return [
    new Complex(place(re[0], [...stack, n]), place(im[0], [...stack, n])),
    new Complex(place(re[1], [...stack, n, n]), place(im[1], [...stack, n, n])),
  ];
}
