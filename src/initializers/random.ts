import type { DType, TypedArray } from "../base/dtype.ts";
import type { RandomKey } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import { fill, fillUniform, Initializer, streamOf, type SeedOptions } from "./initializer.ts";

/** Options of the normal initializers. */
export interface NormalOptions extends SeedOptions {
  /** Default 0. */
  readonly mean?: number | undefined;
  /** Standard deviation. Default 0.05. */
  readonly stddev?: number | undefined;
}

/** Options of `randomUniform`. */
export interface UniformOptions extends SeedOptions {
  /** Default -0.05. */
  readonly minval?: number | undefined;
  /** Default 0.05. */
  readonly maxval?: number | undefined;
}

const normalDefaults = { mean: 0, stddev: 0.05, seed: null };

/** Normal numbers. */
export class RandomNormal extends Initializer<NormalOptions> {
  static override readonly className = "RandomNormal";

  constructor(options: NormalOptions = {}) {
    super(options, normalDefaults);
  }

  override draw(shape: Shape, dtype: DType = "float32", key?: RandomKey): TypedArray {
    const { mean, stddev, seed } = this.options;
    const stream = streamOf(seed, key);
    return fill(shape, dtype, () => mean + stddev * stream.normal());
  }
}

/** Normal numbers without those more than two standard deviations from the mean (so their own deviation is 0.88 · stddev). */
export class TruncatedNormal extends Initializer<NormalOptions> {
  static override readonly className = "TruncatedNormal";

  constructor(options: NormalOptions = {}) {
    super(options, normalDefaults);
  }

  override draw(shape: Shape, dtype: DType = "float32", key?: RandomKey): TypedArray {
    const { mean, stddev, seed } = this.options;
    const stream = streamOf(seed, key);
    return fill(shape, dtype, () => mean + stddev * stream.truncatedNormal());
  }
}

/** Numbers between `minval` and `maxval`. */
export class RandomUniform extends Initializer<UniformOptions> {
  static override readonly className = "RandomUniform";

  constructor(options: UniformOptions = {}) {
    super(options, { minval: -0.05, maxval: 0.05, seed: null });
  }

  override draw(shape: Shape, dtype: DType = "float32", key?: RandomKey): TypedArray {
    const { minval, maxval, seed } = this.options;
    const stream = streamOf(seed, key);
    return fillUniform(shape, dtype, stream, [minval, maxval]);
  }
}

/** `randomNormal({ stddev: 0.01 })` */
export const randomNormal = (options: NormalOptions = {}): RandomNormal =>
  new RandomNormal(options);
/** `truncatedNormal({ stddev: 0.01 })` */
export const truncatedNormal = (options: NormalOptions = {}): TruncatedNormal =>
  new TruncatedNormal(options);
/** `randomUniform({ minval: -1, maxval: 1 })` */
export const randomUniform = (options: UniformOptions = {}): RandomUniform =>
  new RandomUniform(options);
