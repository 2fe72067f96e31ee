import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { tensordot } from "./matmul.ts";
import { moveaxis } from "./transpose.ts";

/** How neighbours are blended. */
export type Interpolation = "bilinear" | "bicubic" | "lanczos3" | "lanczos5";

function lanczos(reach: number, x: number): number {
  if (x === 0) return 1;
  const angle = Math.PI * x;
  return x < reach ? (reach * Math.sin(angle) * Math.sin(angle / reach)) / (angle * angle) : 0;
}

/** The weight of a neighbour at distance x. */
const weightOf: Readonly<Record<Interpolation, (x: number) => number>> = {
  bilinear: (x) => Math.max(0, 1 - x),
  // Keys, with a = -1/2.
  bicubic: (x) =>
    x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0,
  lanczos3: (x) => lanczos(3, x),
  lanczos5: (x) => lanczos(5, x),
};

/**
 * x with an axis of another, larger extent: entries lie in the middle of their cells, weights add up to 1, what would lie
 * outside does not count.
 */
export function resizeAxis(
  x: Operand,
  axis: number,
  extent: number,
  interpolation: Interpolation,
): Operand {
  const from = x.shape[axis]!;
  const weights = new Float32Array(from * extent);
  for (let i = 0; i < extent; i++) {
    const center = ((i + 0.5) * from) / extent - 0.5;
    const row = Array.from({ length: from }, (_, j) =>
      weightOf[interpolation](Math.abs(center - j)),
    );
    const total = row.reduce((sum, weight) => sum + weight, 0);
    row.forEach((weight, j) => (weights[j * extent + i] = weight / total));
  }
  const blended = tensordot(x, new Tensor(weights, [from, extent], "float32"), { axes: [axis, 0] });
  return moveaxis(blended, -1, axis);
}
