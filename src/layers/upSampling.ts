import { failUnknownName } from "../base/errors.ts";
import { snakeCase } from "../base/names.ts";
import type { Operand } from "../graph/value.ts";
import { resizeAxis, type Interpolation } from "../ops/resizeAxis.ts";
import { perAxis, type PerAxis } from "../ops/spatial.ts";
import { repeat } from "../ops/tile.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import {
  SpatialLayer,
  type SpatialClass,
  type SpatialLayerConfig,
  type SpatialLayerOptions,
} from "./spatialLayer.ts";

const interpolations = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"] as const;

/** Options of `upSampling2d`. */
export interface UpSampling2DOptions extends SpatialLayerOptions {
  /** "nearest" (default) repeats each entry; "bilinear", "bicubic", "lanczos3" and "lanczos5" blend neighbours. */
  readonly interpolation?: "nearest" | Interpolation | undefined;
}

/** Options of `upSampling1d` and `upSampling3d`. */
export type UpSamplingOptions = SpatialLayerOptions;

/** What may be said of the factors by name. */
interface Factors {
  /** Default 2. */
  readonly size?: PerAxis | undefined;
}

interface UpSamplingConfig extends SpatialLayerConfig {
  readonly size: readonly number[];
}

const defaults = { size: 2 as PerAxis, dataFormat: null as UpSamplingOptions["dataFormat"] };

/** Each step so many times in a row: [n, steps, c] -> [n, steps · size, c]. */
export class UpSampling1D extends Layer<LayerOptions & { readonly size: number }> {
  static override readonly className = "UpSampling1D";
  static override readonly savesBuildShape = true;

  constructor(options: LayerOptions & { readonly size?: number | undefined } = {}) {
    const config = layerOptions("UpSampling1D", { size: 2 }, options);
    const [size] = perAxis("up_sampling1d", "size", config.size, { rank: 1 });
    super({ ...config, size: size! });
    this.inputSpec = { rank: 3 };
  }

  override call(x: Operand): Operand {
    return repeat(x, this.options.size, { axis: 1 });
  }
}

/** Larger images. */
abstract class UpSampling<Config extends UpSamplingConfig> extends SpatialLayer<Config> {
  static override readonly savesBuildShape = true;

  constructor(own: SpatialClass, more: object, options: UpSamplingOptions & Factors) {
    const config = layerOptions(own.className, { ...defaults, ...more }, options);
    const rank = own.spatialRank;
    const size = perAxis(snakeCase(own.className), "size", config.size, { rank });
    super(own, { ...defaults, ...more }, { ...config, size });
  }

  override call(x: Operand): Operand {
    const axes = this.axesOf(x);
    return this.options.size.reduce((sum, count, i) => repeat(sum, count, { axis: axes[i]! }), x);
  }
}

/** Larger images: [n, height, width, c] -> [n, height · size, width · size, c]. */
export class UpSampling2D extends UpSampling<
  UpSamplingConfig & { readonly interpolation: "nearest" | Interpolation }
> {
  static override readonly className = "UpSampling2D";

  constructor(options: UpSampling2DOptions & Factors = {}) {
    super(UpSampling2D, { interpolation: "nearest" }, options);
    const { interpolation } = this.options;
    if (!interpolations.includes(interpolation))
      failUnknownName(this.label, "interpolation", interpolation, interpolations);
  }

  override call(x: Operand): Operand {
    const { interpolation, size } = this.options;
    if (interpolation === "nearest") return super.call(x);
    const axes = this.axesOf(x);
    return size.reduce(
      (sum, count, i) => resizeAxis(sum, axes[i]!, sum.shape[axes[i]!]! * count, interpolation),
      x,
    );
  }
}

/** Larger volumes: [n, depth, height, width, c] -> each extent times its size. */
export class UpSampling3D extends UpSampling<UpSamplingConfig> {
  static override readonly className = "UpSampling3D";
  static override readonly spatialRank = 3;

  constructor(options: UpSamplingOptions & Factors = {}) {
    super(UpSampling3D, {}, options);
  }
}

/** `upSampling1d(3)`; 2 by default. */
export const upSampling1d = (size = 2, options: LayerOptions = {}): UpSampling1D =>
  new UpSampling1D({ ...options, size });

/** `upSampling2d(2, { interpolation: "bilinear" })`; 2 by default. */
export const upSampling2d = (size: PerAxis = 2, options: UpSampling2DOptions = {}): UpSampling2D =>
  new UpSampling2D({ ...options, size });

/** `upSampling3d([1, 2, 2])`; 2 by default. */
export const upSampling3d = (size: PerAxis = 2, options: UpSamplingOptions = {}): UpSampling3D =>
  new UpSampling3D({ ...options, size });
