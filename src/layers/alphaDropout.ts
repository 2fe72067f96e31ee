import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply } from "../ops/add.ts";
import { bernoulli, nextSeed, seedStateOf } from "../ops/random.ts";
import { where } from "../ops/where.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `alphaDropout`. */
export interface AlphaDropoutOptions extends LayerOptions {
  /** Shape of the drawn mask, null where it follows the input: [null, 1, null]. Default null: the input's. */
  readonly noiseShape?: PartialShape | null | undefined;
  /** Gives the same masks in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

type AlphaDropoutConfig = LayerOptions & {
  readonly rate: number;
  readonly noiseShape: PartialShape | null;
  readonly seed: number | null;
};

/** What `selu` tends to far below zero: -scale · alpha. */
const floor = -1.6732632423543772 * 1.0507009873554805;

/**
 * In training sets each element with probability `rate` to the value that `selu` has far below zero, and scales and shifts all so
 * that mean 0 and variance 1 stay. Else the input itself. Klambauer et al. 2017, https://arxiv.org/abs/1706.02515
 */
export class AlphaDropout extends Layer<AlphaDropoutConfig> {
  static override readonly className = "AlphaDropout";
  static override readonly supportsMasking = true;
  readonly #seed: Variable | undefined;

  constructor(options: AlphaDropoutOptions & { readonly rate: number }) {
    const defaults = {
      rate: Number.NaN,
      seed: null as number | null,
      noiseShape: null as PartialShape | null,
    };
    super(layerOptions("AlphaDropout", defaults, options));
    const { rate, seed } = this.options;
    if (!(rate >= 0 && rate <= 1)) {
      fail("value", { where: this.label, expected: "a rate between 0 and 1", received: `${rate}` });
    }
    if (rate > 0) this.#seed = this.addSeed(seed);
  }

  override call(x: Operand, { training }: CallContext): Operand {
    const seed = this.#seed;
    if (!training || seed === undefined) return x;
    const { rate, noiseShape } = this.options;
    const shape = noiseShape?.map((extent, axis) => extent ?? x.shape[axis]!) ?? x.shape;
    const state = this.read(seed, x);
    const dropped = bernoulli(shape, seedStateOf(state), rate);
    seed.assign(nextSeed(state));
    const scale = 1 / Math.sqrt((1 - rate) * (1 + rate * floor ** 2));
    return add(multiply(where(dropped, floor, x), scale), -scale * floor * rate);
  }
}

/** `alphaDropout(0.1)` */
export const alphaDropout = (rate: number, options: AlphaDropoutOptions = {}): AlphaDropout =>
  new AlphaDropout({ ...options, rate });
