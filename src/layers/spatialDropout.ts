import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { dropout, nextSeed, seedStateOf } from "../ops/random.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `spatialDropout1d`. */
export interface SpatialDropout1DOptions extends LayerOptions {
  /** Gives the same masks in every run. Default null: the session's random numbers. */
  readonly seed?: number | null | undefined;
}

/** Options of `spatialDropout2d` and `spatialDropout3d`. */
export interface SpatialDropoutOptions extends SpatialDropout1DOptions {
  /** Where the channels are. Default "channels_last". */
  readonly dataFormat?: "channels_last" | "channels_first" | null | undefined;
}

/** The options that all kinds have. */
interface SpatialDropoutConfig extends LayerOptions {
  readonly rate: number;
  readonly seed: number | null;
  readonly dataFormat?: "channels_last" | "channels_first";
}

/** In training drops whole channels of each sample: all places of a channel, or none. */
abstract class SpatialDropout extends Layer<SpatialDropoutConfig> {
  static override readonly supportsMasking = true;
  readonly #seed: Variable | undefined;

  constructor(config: SpatialDropoutConfig, rank: number) {
    super(config);
    const { rate, seed, dataFormat = "channels_last" } = this.options;
    if (!(rate >= 0 && rate <= 1)) {
      fail("value", { where: this.label, expected: "a rate between 0 and 1", received: `${rate}` });
    }
    if (!["channels_last", "channels_first"].includes(dataFormat)) {
      fail("option", {
        where: this.label,
        expected: 'dataFormat "channels_last" or "channels_first"',
        received: `"${dataFormat}"`,
      });
    }
    this.inputSpec = { rank };
    if (rate > 0) this.#seed = this.addSeed(seed);
  }

  override call(x: Operand, { training }: CallContext): Operand {
    const seed = this.#seed;
    if (!training || seed === undefined) return x;
    const { rate, dataFormat } = this.options;
    const channels = dataFormat === "channels_first" ? 1 : x.rank - 1;
    const noiseShape = x.shape.map((extent, axis) =>
      axis === 0 || axis === channels ? extent : 1,
    );
    const state = this.read(seed, x);
    const y = dropout(x, rate, seedStateOf(state), { noiseShape });
    seed.assign(nextSeed(state));
    return y;
  }

  /** As Keras saves it: without `trainable`, which says nothing here, and with the dtype's name. */
  override getConfig(): Record<string, unknown> {
    const { trainable: _, ...config } = super.getConfig();
    return { ...config, dtype: this.dtypePolicy.name };
  }
}

function configOf(
  className: string,
  options: SpatialDropoutOptions & { readonly rate: number },
): SpatialDropoutConfig {
  const defaults = {
    rate: Number.NaN,
    seed: null as number | null,
    dataFormat: "channels_last" as "channels_last" | "channels_first",
  };
  const dataFormat = options.dataFormat ?? undefined;
  return layerOptions(className, defaults, { ...options, dataFormat });
}

/** Drops whole channels of sequences [batch, steps, channels]. Tompson et al. 2014, https://arxiv.org/abs/1411.4280 */
export class SpatialDropout1D extends SpatialDropout {
  static override readonly className = "SpatialDropout1D";

  constructor(options: SpatialDropout1DOptions & { readonly rate: number }) {
    const defaults = { rate: Number.NaN, seed: null as number | null };
    super(layerOptions("SpatialDropout1D", defaults, options), 3);
  }
}

/** Drops whole channels of images [batch, height, width, channels]. Tompson et al. 2014, https://arxiv.org/abs/1411.4280 */
export class SpatialDropout2D extends SpatialDropout {
  static override readonly className = "SpatialDropout2D";

  constructor(options: SpatialDropoutOptions & { readonly rate: number }) {
    super(configOf("SpatialDropout2D", options), 4);
  }
}

/** Drops whole channels of volumes [batch, depth, height, width, channels]. Tompson et al. 2014, https://arxiv.org/abs/1411.4280 */
export class SpatialDropout3D extends SpatialDropout {
  static override readonly className = "SpatialDropout3D";

  constructor(options: SpatialDropoutOptions & { readonly rate: number }) {
    super(configOf("SpatialDropout3D", options), 5);
  }
}

/** `spatialDropout1d(0.2)` */
export const spatialDropout1d = (
  rate: number,
  options: SpatialDropout1DOptions = {},
): SpatialDropout1D => new SpatialDropout1D({ ...options, rate });

/** `spatialDropout2d(0.2)` */
export const spatialDropout2d = (
  rate: number,
  options: SpatialDropoutOptions = {},
): SpatialDropout2D => new SpatialDropout2D({ ...options, rate });

/** `spatialDropout3d(0.2)` */
export const spatialDropout3d = (
  rate: number,
  options: SpatialDropoutOptions = {},
): SpatialDropout3D => new SpatialDropout3D({ ...options, rate });
