import type { DType, TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import type { Work } from "../base/eventLoop.ts";
import { fail } from "../base/errors.ts";
import type { RandomKey } from "../base/random.ts";
import { formatShape, sizeOf, type Shape } from "../base/shape.ts";
import { fillInParts, RandomInitializer, streamOf, type SeedOptions } from "./initializer.ts";

/** Options of `orthogonal`. */
export interface OrthogonalOptions extends SeedOptions {
  /** Factor. Default 1. */
  readonly gain?: number | undefined;
}

/**
 * A random matrix whose columns (or rows, if there are fewer) are orthonormal, times `gain`; leading axes are merged.
 * Gram-Schmidt, twice, on normal numbers. Saxe et al. 2014, https://arxiv.org/abs/1312.6120
 */
export class Orthogonal extends RandomInitializer<OrthogonalOptions> {
  static override readonly className = "Orthogonal";

  constructor(options: OrthogonalOptions = {}) {
    super(options, { gain: 1, seed: null });
  }

  override *drawInParts(shape: Shape, dtype: DType = floatx(), key?: RandomKey): Work<TypedArray> {
    if (shape.length < 2) {
      fail("shape", {
        where: "Orthogonal",
        expected: "a rank of 2 or more",
        received: formatShape(shape),
      });
    }
    const { gain, seed } = this.options;
    const columns = shape.at(-1)!;
    const rows = sizeOf(shape) / columns;
    const stream = streamOf(seed, key);
    const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
    const vectors: Float64Array[] = [];
    while (vectors.length < count) {
      const vector = Float64Array.from({ length }, () => stream.normal());
      for (let pass = 0; pass < 2; pass++)
        for (const other of vectors) removeProjection(vector, other);
      const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
      if (norm < 1e-6) continue;
      vectors.push(vector.map((x) => x / norm));
      yield;
    }
    return yield* fillInParts(shape, dtype, (i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      return gain * (rows < columns ? vectors[row]![column]! : vectors[column]![row]!);
    });
  }
}

function removeProjection(vector: Float64Array, direction: Float64Array): void {
  const along = vector.reduce((sum, x, i) => sum + x * direction[i]!, 0);
  for (let i = 0; i < vector.length; i++) vector[i]! -= along * direction[i]!;
}

/** `orthogonal({ gain: 1.4 })` */
export const orthogonal = (options: OrthogonalOptions = {}): Orthogonal => new Orthogonal(options);
