import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { multiply } from "../ops/add.ts";
import { nextSeed, normal, seedStateOf } from "../ops/random.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `gaussianDropout`. */
export interface GaussianDropoutOptions extends LayerOptions {
  /** Gives the same noise in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

type GaussianDropoutConfig = LayerOptions & {
  readonly rate: number;
  readonly seed: number | null;
};

/**
 * In training multiplies with normal numbers of mean 1 and deviation √(rate / (1 - rate)), new ones at every step. Else
 * the input itself. Srivastava et al. 2014, section 10, https://jmlr.org/papers/v15/srivastava14a.html
 */
export class GaussianDropout extends Layer<GaussianDropoutConfig> {
  static override readonly className = "GaussianDropout";
  static override readonly supportsMasking = true;
  readonly #seed: Variable | undefined;

  constructor(options: GaussianDropoutOptions & { readonly rate: number }) {
    super(layerOptions("GaussianDropout", { rate: NaN, seed: null }, options));
    const { rate, seed } = this.options;
    if (!(rate >= 0 && rate < 1)) {
      fail("value", {
        where: this.label,
        expected: "a rate of 0 or more, below 1",
        received: `${rate}`,
      });
    }
    if (rate > 0) this.#seed = this.addSeed(seed);
  }

  override call(x: Operand, { training }: CallContext): Operand {
    const seed = this.#seed;
    if (!training || seed === undefined) return x;
    const { rate } = this.options;
    const state = this.read(seed, x);
    const stddev = Math.sqrt(rate / (1 - rate));
    const noise = normal(x.shape, seedStateOf(state), { mean: 1, stddev, dtype: x.dtype });
    seed.assign(nextSeed(state));
    return multiply(x, noise);
  }
}

/** `gaussianDropout(0.2)` */
export const gaussianDropout = (
  rate: number,
  options: GaussianDropoutOptions = {},
): GaussianDropout => new GaussianDropout({ ...options, rate });
