import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { divide } from "../ops/divide.ts";
import { max } from "../ops/max.ts";
import { expandDims } from "../ops/reshape.ts";
import { mean, sum } from "../ops/sum.ts";
import type { CallContext } from "./layer.ts";
import {
  SpatialLayer,
  type SpatialClass,
  type SpatialLayerConfig,
  type SpatialLayerOptions,
} from "./spatialLayer.ts";

/** Options of `globalAveragePooling2d` and its like. */
export interface GlobalPoolingOptions extends SpatialLayerOptions {
  /** Keep the spatial axes, with an extent of 1. Default false. */
  readonly keepdims?: boolean | undefined;
}

const defaults = { dataFormat: null, keepdims: false };

interface GlobalPoolingConfig extends SpatialLayerConfig {
  readonly keepdims: boolean;
}

/** One result per channel. */
abstract class GlobalPooling extends SpatialLayer<GlobalPoolingConfig> {
  constructor(own: SpatialClass, options: GlobalPoolingOptions) {
    super(own, defaults, options);
  }
}

/** The largest element of each channel. */
abstract class GlobalMaxPooling extends GlobalPooling {
  override call(x: Operand): Operand {
    return max(x, { axis: this.axesOf(x), keepdims: this.options.keepdims });
  }
}

/** The mean of each channel. */
abstract class GlobalAveragePooling extends GlobalPooling {
  override call(x: Operand, _context: CallContext): Operand {
    return mean(x, { axis: this.axesOf(x), keepdims: this.options.keepdims });
  }
}

/** The largest element of each channel: [n, steps, c] -> [n, c]. */
export class GlobalMaxPooling1D extends GlobalMaxPooling {
  static override readonly className = "GlobalMaxPooling1D";
  static override readonly spatialRank = 1;
  constructor(options: GlobalPoolingOptions = {}) {
    super(GlobalMaxPooling1D, options);
  }
}

/** The largest element of each channel: [n, height, width, c] -> [n, c]. */
export class GlobalMaxPooling2D extends GlobalMaxPooling {
  static override readonly className = "GlobalMaxPooling2D";
  constructor(options: GlobalPoolingOptions = {}) {
    super(GlobalMaxPooling2D, options);
  }
}

/** The largest element of each channel: [n, depth, height, width, c] -> [n, c]. */
export class GlobalMaxPooling3D extends GlobalMaxPooling {
  static override readonly className = "GlobalMaxPooling3D";
  static override readonly spatialRank = 3;
  constructor(options: GlobalPoolingOptions = {}) {
    super(GlobalMaxPooling3D, options);
  }
}

/** The mean of each channel, over the steps that the mask lets count: [n, steps, c] -> [n, c]. */
export class GlobalAveragePooling1D extends GlobalAveragePooling {
  static override readonly className = "GlobalAveragePooling1D";
  static override readonly spatialRank = 1;
  static override readonly takesMask = true;
  constructor(options: GlobalPoolingOptions = {}) {
    super(GlobalAveragePooling1D, options);
  }

  override call(x: Operand, context: CallContext): Operand {
    const { mask } = context;
    if (mask === undefined) return super.call(x, context);
    const [steps] = this.axesOf(x);
    const { keepdims, dataFormat } = this.options;
    const weights = expandDims(cast(mask, x.dtype), dataFormat === "channels_last" ? 2 : 1);
    const sums = sum(multiply(x, weights), { axis: steps, keepdims });
    return divide(sums, sum(weights, { axis: steps, keepdims }));
  }
}

/** The mean of each channel: [n, height, width, c] -> [n, c]. */
export class GlobalAveragePooling2D extends GlobalAveragePooling {
  static override readonly className = "GlobalAveragePooling2D";
  constructor(options: GlobalPoolingOptions = {}) {
    super(GlobalAveragePooling2D, options);
  }
}

/** The mean of each channel: [n, depth, height, width, c] -> [n, c]. */
export class GlobalAveragePooling3D extends GlobalAveragePooling {
  static override readonly className = "GlobalAveragePooling3D";
  static override readonly spatialRank = 3;
  constructor(options: GlobalPoolingOptions = {}) {
    super(GlobalAveragePooling3D, options);
  }
}

/** `globalMaxPooling1d()` */
export const globalMaxPooling1d = (options: GlobalPoolingOptions = {}): GlobalMaxPooling1D =>
  new GlobalMaxPooling1D(options);

/** `globalMaxPooling2d()` */
export const globalMaxPooling2d = (options: GlobalPoolingOptions = {}): GlobalMaxPooling2D =>
  new GlobalMaxPooling2D(options);

/** `globalMaxPooling3d()` */
export const globalMaxPooling3d = (options: GlobalPoolingOptions = {}): GlobalMaxPooling3D =>
  new GlobalMaxPooling3D(options);

/** `globalAveragePooling1d()` */
export const globalAveragePooling1d = (
  options: GlobalPoolingOptions = {},
): GlobalAveragePooling1D => new GlobalAveragePooling1D(options);

/** `globalAveragePooling2d()` */
export const globalAveragePooling2d = (
  options: GlobalPoolingOptions = {},
): GlobalAveragePooling2D => new GlobalAveragePooling2D(options);

/** `globalAveragePooling3d()` */
export const globalAveragePooling3d = (
  options: GlobalPoolingOptions = {},
): GlobalAveragePooling3D => new GlobalAveragePooling3D(options);
