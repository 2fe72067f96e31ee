import type { Operand } from "../graph/value.ts";
import { add, multiply } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { clip, maximum } from "../ops/maximum.ts";
import { sqrt, square } from "../ops/power.ts";
import { sum } from "../ops/sum.ts";

/** At most one of these may be set; null: not. */
export interface Clipping {
  readonly clipnorm: number | null;
  readonly globalClipnorm: number | null;
  readonly clipvalue: number | null;
}

function squaredNorm(gradient: Operand): Operand {
  return sum(square(gradient));
}

/** The gradients, shortened where they are too large. */
export function clipGradients(
  gradients: readonly Operand[],
  clipping: Clipping,
): readonly Operand[] {
  const { clipnorm, globalClipnorm, clipvalue } = clipping;
  if (clipnorm !== null) return gradients.map((g) => shorten(g, sqrt(squaredNorm(g)), clipnorm));
  if (globalClipnorm !== null) {
    const norm = sqrt(gradients.map(squaredNorm).reduce((total, x) => add(total, x)));
    return gradients.map((g) => shorten(g, norm, globalClipnorm));
  }
  return clipvalue === null ? gradients : gradients.map((g) => clip(g, -clipvalue, clipvalue));
}

/** g · limit / max(norm, limit): the factor is one scalar per norm, and exactly 1 below the limit. NaN norms give NaN. */
function shorten(gradient: Operand, norm: Operand, limit: number): Operand {
  return multiply(gradient, divide(limit, maximum(norm, limit)));
}
