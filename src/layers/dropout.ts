import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { dropout as drop, nextSeed, seedStateOf } from "../ops/random.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `dropout`. */
export interface DropoutOptions extends LayerOptions {
  /** Shape of the drawn mask, null where it follows the input: [null, 1, null]. Default: the input's. */
  readonly noiseShape?: PartialShape | null | undefined;
  /** Gives the same masks in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

type DropoutConfig = LayerOptions & {
  readonly rate: number;
  readonly noiseShape: PartialShape | null;
  readonly seed: number | null;
};

/**
 * In training each element becomes 0 with probability `rate` and the others are divided by 1 - rate; a new mask at
 * every step. Else the input itself. Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html
 */
export class Dropout extends Layer<DropoutConfig> {
  static override readonly className = "Dropout";
  static override readonly supportsMasking = true;
  readonly #seed: Variable | undefined;

  constructor(options: DropoutOptions & { readonly rate: number }) {
    super(layerOptions("Dropout", { rate: NaN, seed: null, noiseShape: null }, options));
    const { rate, seed } = this.options;
    if (!(rate >= 0 && rate <= 1)) {
      fail("value", { where: this.label, expected: "a rate between 0 and 1", received: `${rate}` });
    }
    if (rate > 0) this.#seed = this.addSeed(seed);
  }

  override call(x: Operand, { training }: CallContext): Operand {
    const seed = this.#seed;
    if (!training || seed === undefined) return x;
    const noiseShape = this.options.noiseShape?.map((extent, axis) => extent ?? x.shape[axis]!);
    const y = drop(x, this.options.rate, seedStateOf(this.read(seed, x)), { noiseShape });
    seed.assign(nextSeed(this.read(seed, x)));
    return y;
  }
}

/** `dropout(0.2)` */
export const dropout = (rate: number, options: DropoutOptions = {}): Dropout =>
  new Dropout({ ...options, rate });
