import { isFloat } from "../../base/dtype.ts";
import type { Interpreter } from "./numbers.ts";
import { extentOf, permuted, remainingAxes } from "./strided.ts";

/** x as [batch, m, k] times y as [batch, n, k] -> [batch, m, n]: inner products of rows. */
export const dot: Interpreter<"dot"> = ([x, y], { contract, batch }) => {
  const xFree = remainingAxes(x!, [...batch[0], ...contract[0]]);
  const yFree = remainingAxes(y!, [...batch[1], ...contract[1]]);
  const xs = permuted(x!, [...batch[0], ...xFree, ...contract[0]]);
  const ys = permuted(y!, [...batch[1], ...yFree, ...contract[1]]);
  const [batches, k] = [extentOf(x!, batch[0]), extentOf(x!, contract[0])];
  const [m, n] = [extentOf(x!, xFree), extentOf(y!, yFree)];
  const inner = isFloat(x!.dtype) ? floatProduct : integerProduct;
  const out = new Float64Array(batches * m * n);
  for (let b = 0, next = 0; b < batches; b++) {
    for (let i = b * m; i < (b + 1) * m; i++) {
      for (let j = b * n; j < (b + 1) * n; j++) out[next++] = inner(xs, i * k, ys, j * k, k);
    }
  }
  return out;
};

function floatProduct(
  xs: Float64Array,
  x: number,
  ys: Float64Array,
  y: number,
  length: number,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += xs[x + i]! * ys[y + i]!;
  return sum;
}

function integerProduct(
  xs: Float64Array,
  x: number,
  ys: Float64Array,
  y: number,
  length: number,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum = (sum + Math.imul(xs[x + i]!, ys[y + i]!)) | 0;
  return sum;
}
