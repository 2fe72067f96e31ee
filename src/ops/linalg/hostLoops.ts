import type { Operand } from "../../graph/value.ts";
import { Tensor } from "../../tensor/tensor.ts";

/** Whether the matrices lie on the host, so that plain loops may work on them. */
export function isAtHome(x: Operand): x is Tensor {
  return x instanceof Tensor && x.builder === undefined;
}

/** A copy in float64, and each of its matrices in turn. */
function onEach(
  x: Tensor,
  work: (matrix: Float64Array, rows: number, columns: number) => void,
): Tensor {
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const data = Float64Array.from(x.data);
  const size = rows * columns;
  if (size === 0) return x;
  for (let start = 0; start < data.length; start += size)
    work(data.subarray(start, start + size), rows, columns);
  return new Tensor(data, x.shape);
}

/** Jacobi's rotations stop when every pair of columns is this near to a right angle. */
const rightAngle = 1e-15;

/** `orthogonalize` as plain loops: pair after pair, until all are at right angles. */
export function orthogonalizeAtHome(x: Tensor, height: number): Tensor {
  return onEach(x, (a, rows, n) => {
    for (let sweep = 0, isTurning = true; isTurning && sweep < 40; sweep++) {
      isTurning = false;
      for (let p = 0; p < n - 1; p++) {
        for (let q = p + 1; q < n; q++) {
          let [pp, qq, pq] = [0, 0, 0];
          for (let i = 0; i < height; i++) {
            const [u, v] = [a[i * n + p]!, a[i * n + q]!];
            pp += u * u;
            qq += v * v;
            pq += u * v;
          }
          if (pq === 0 || Math.abs(pq) <= rightAngle * Math.sqrt(pp * qq)) continue;
          isTurning = true;
          const tau = (qq - pp) / (2 * pq);
          const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
          const cosine = 1 / Math.sqrt(1 + tangent * tangent);
          const sine = cosine * tangent;
          for (let i = 0; i < rows; i++) {
            const [u, v] = [a[i * n + p]!, a[i * n + q]!];
            a[i * n + p] = cosine * u - sine * v;
            a[i * n + q] = sine * u + cosine * v;
          }
        }
      }
    }
  });
}

/** `eliminate` as plain loops; the whole matrix comes back, the solution in its last columns. */
export function eliminateAtHome(joined: Tensor, pivots: boolean): Tensor {
  return onEach(joined, (a, n, width) => {
    for (let k = 0; k < n; k++) {
      let best = k;
      const last = pivots ? n : k;
      for (let i = k + 1; i < last; i++)
        if (Math.abs(a[i * width + k]!) > Math.abs(a[best * width + k]!)) best = i;
      const row = a.slice(best * width, (best + 1) * width);
      a.copyWithin(best * width, k * width, (k + 1) * width);
      const pivot = row[k]!;
      for (let j = 0; j < width; j++) a[k * width + j] = row[j]! / pivot;
      for (let i = 0; i < n; i++) {
        const factor = a[i * width + k]!;
        if (i === k || factor === 0) continue;
        for (let j = 0; j < width; j++) a[i * width + j]! -= factor * a[k * width + j]!;
      }
    }
  });
}
