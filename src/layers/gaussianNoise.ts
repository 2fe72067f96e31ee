import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { add } from "../ops/add.ts";
import { nextSeed, normal, seedStateOf } from "../ops/random.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `gaussianNoise`. */
export interface GaussianNoiseOptions extends LayerOptions {
  /** Gives the same noise in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

type GaussianNoiseConfig = LayerOptions & { readonly stddev: number; readonly seed: number | null };

/** In training adds normal numbers of mean 0 and deviation `stddev`, new ones at every step. Else the input itself. */
export class GaussianNoise extends Layer<GaussianNoiseConfig> {
  static override readonly className = "GaussianNoise";
  static override readonly supportsMasking = true;
  readonly #seed: Variable | undefined;

  constructor(options: GaussianNoiseOptions & { readonly stddev: number }) {
    super(layerOptions("GaussianNoise", { stddev: NaN, seed: null }, options));
    const { stddev, seed } = this.options;
    if (!(stddev >= 0)) {
      fail("value", {
        where: this.label,
        expected: "a standard deviation of 0 or more",
        received: `${stddev}`,
      });
    }
    if (stddev > 0) this.#seed = this.addSeed(seed);
  }

  override call(x: Operand, { training }: CallContext): Operand {
    const seed = this.#seed;
    if (!training || seed === undefined) return x;
    const noise = normal(x.shape, seedStateOf(this.read(seed, x)), {
      stddev: this.options.stddev,
      dtype: x.dtype,
    });
    seed.assign(nextSeed(this.read(seed, x)));
    return add(x, noise);
  }
}

/** `gaussianNoise(0.1)` */
export const gaussianNoise = (stddev: number, options: GaussianNoiseOptions = {}): GaussianNoise =>
  new GaussianNoise({ ...options, stddev });
