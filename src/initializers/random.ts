import type { DType, TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import type { Work } from "../base/eventLoop.ts";
import type { RandomKey } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import {
  fillInParts,
  fillUniform,
  RandomInitializer,
  streamOf,
  type SeedOptions,
} from "./initializer.ts";

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
export class RandomNormal extends RandomInitializer<NormalOptions> {
  static override readonly className = "RandomNormal";

  constructor(options: NormalOptions = {}) {
    super(options, normalDefaults);
  }

  override *drawInParts(shape: Shape, dtype: DType = floatx(), key?: RandomKey): Work<TypedArray> {
    const { mean, stddev, seed } = this.options;
    const stream = streamOf(seed, key);
    return yield* fillInParts(shape, dtype, () => mean + stddev * stream.normal());
  }
}

/** Normal numbers without those more than two standard deviations from the mean (so their own deviation is 0.88 · stddev). */
export class TruncatedNormal extends RandomInitializer<NormalOptions> {
  static override readonly className = "TruncatedNormal";

  constructor(options: NormalOptions = {}) {
    super(options, normalDefaults);
  }

  override *drawInParts(shape: Shape, dtype: DType = floatx(), key?: RandomKey): Work<TypedArray> {
    const { mean, stddev, seed } = this.options;
    const stream = streamOf(seed, key);
    return yield* fillInParts(shape, dtype, () => mean + stddev * stream.truncatedNormal());
  }
}

/** Numbers between `minval` and `maxval`. */
export class RandomUniform extends RandomInitializer<UniformOptions> {
  static override readonly className = "RandomUniform";

  constructor(options: UniformOptions = {}) {
    super(options, { minval: -0.05, maxval: 0.05, seed: null });
  }

  override *drawInParts(shape: Shape, dtype: DType = floatx(), key?: RandomKey): Work<TypedArray> {
    const { minval, maxval, seed } = this.options;
    const stream = streamOf(seed, key);
    return yield* fillUniform(shape, dtype, stream, [minval, maxval]);
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
