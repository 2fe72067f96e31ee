import { snakeCase } from "../base/names.ts";
import type { Operand } from "../graph/value.ts";
import { adaptiveAveragePool, adaptiveMaxPool } from "../ops/adaptivePool.ts";
import { perAxis, type PerAxis } from "../ops/spatial.ts";
import { layerOptions } from "./layer.ts";
import {
  SpatialLayer,
  type SpatialClass,
  type SpatialLayerConfig,
  type SpatialLayerOptions,
} from "./spatialLayer.ts";

/** Options of `adaptiveAveragePooling2d` and its like. */
export type AdaptivePoolingOptions = SpatialLayerOptions;

/** What must be said of an adaptive pool. */
interface Required {
  readonly outputSize: PerAxis;
}

const defaults = {
  outputSize: 0 as PerAxis,
  dataFormat: null as AdaptivePoolingOptions["dataFormat"],
};

interface AdaptivePoolingConfig extends SpatialLayerConfig {
  readonly outputSize: readonly number[];
}

/** Bins of nearly equal extents that cover the images, so many along each axis. */
abstract class AdaptivePooling extends SpatialLayer<AdaptivePoolingConfig> {
  static override readonly savesBuildShape = true;

  constructor(own: SpatialClass, options: AdaptivePoolingOptions & Required) {
    const config = layerOptions(own.className, defaults, options);
    const where = snakeCase(own.className);
    const rank = own.spatialRank;
    const outputSize = perAxis(where, "outputSize", config.outputSize, { rank });
    super(own, defaults, { ...config, outputSize });
  }
}

/** The largest element of each bin. */
abstract class AdaptiveMaxPooling extends AdaptivePooling {
  override call(x: Operand): Operand {
    const { outputSize, dataFormat } = this.options;
    return adaptiveMaxPool(x, outputSize, { dataFormat });
  }
}

/** The mean of each bin. */
abstract class AdaptiveAveragePooling extends AdaptivePooling {
  override call(x: Operand): Operand {
    const { outputSize, dataFormat } = this.options;
    return adaptiveAveragePool(x, outputSize, { dataFormat });
  }
}

/** The largest elements of bins along one axis: [n, steps, c] -> [n, size, c]. */
export class AdaptiveMaxPooling1D extends AdaptiveMaxPooling {
  static override readonly className = "AdaptiveMaxPooling1D";
  static override readonly spatialRank = 1;
  constructor(options: AdaptivePoolingOptions & Required) {
    super(AdaptiveMaxPooling1D, options);
  }
}

/** The largest elements of bins along two axes: [n, height, width, c] -> [n, rows, columns, c]. */
export class AdaptiveMaxPooling2D extends AdaptiveMaxPooling {
  static override readonly className = "AdaptiveMaxPooling2D";
  constructor(options: AdaptivePoolingOptions & Required) {
    super(AdaptiveMaxPooling2D, options);
  }
}

/** The largest elements of bins along three axes: [n, depth, height, width, c] -> [n, sizes.., c]. */
export class AdaptiveMaxPooling3D extends AdaptiveMaxPooling {
  static override readonly className = "AdaptiveMaxPooling3D";
  static override readonly spatialRank = 3;
  constructor(options: AdaptivePoolingOptions & Required) {
    super(AdaptiveMaxPooling3D, options);
  }
}

/** The means of bins along one axis: [n, steps, c] -> [n, size, c]. */
export class AdaptiveAveragePooling1D extends AdaptiveAveragePooling {
  static override readonly className = "AdaptiveAveragePooling1D";
  static override readonly spatialRank = 1;
  constructor(options: AdaptivePoolingOptions & Required) {
    super(AdaptiveAveragePooling1D, options);
  }
}

/** The means of bins along two axes: [n, height, width, c] -> [n, rows, columns, c]. */
export class AdaptiveAveragePooling2D extends AdaptiveAveragePooling {
  static override readonly className = "AdaptiveAveragePooling2D";
  constructor(options: AdaptivePoolingOptions & Required) {
    super(AdaptiveAveragePooling2D, options);
  }
}

/** The means of bins along three axes: [n, depth, height, width, c] -> [n, sizes.., c]. */
export class AdaptiveAveragePooling3D extends AdaptiveAveragePooling {
  static override readonly className = "AdaptiveAveragePooling3D";
  static override readonly spatialRank = 3;
  constructor(options: AdaptivePoolingOptions & Required) {
    super(AdaptiveAveragePooling3D, options);
  }
}

/** `adaptiveMaxPooling1d(4)` */
export const adaptiveMaxPooling1d = (
  outputSize: PerAxis,
  options: AdaptivePoolingOptions = {},
): AdaptiveMaxPooling1D => new AdaptiveMaxPooling1D({ ...options, outputSize });

/** `adaptiveMaxPooling2d(4)` */
export const adaptiveMaxPooling2d = (
  outputSize: PerAxis,
  options: AdaptivePoolingOptions = {},
): AdaptiveMaxPooling2D => new AdaptiveMaxPooling2D({ ...options, outputSize });

/** `adaptiveMaxPooling3d(4)` */
export const adaptiveMaxPooling3d = (
  outputSize: PerAxis,
  options: AdaptivePoolingOptions = {},
): AdaptiveMaxPooling3D => new AdaptiveMaxPooling3D({ ...options, outputSize });

/** `adaptiveAveragePooling1d(4)` */
export const adaptiveAveragePooling1d = (
  outputSize: PerAxis,
  options: AdaptivePoolingOptions = {},
): AdaptiveAveragePooling1D => new AdaptiveAveragePooling1D({ ...options, outputSize });

/** `adaptiveAveragePooling2d(4)` */
export const adaptiveAveragePooling2d = (
  outputSize: PerAxis,
  options: AdaptivePoolingOptions = {},
): AdaptiveAveragePooling2D => new AdaptiveAveragePooling2D({ ...options, outputSize });

/** `adaptiveAveragePooling3d(4)` */
export const adaptiveAveragePooling3d = (
  outputSize: PerAxis,
  options: AdaptivePoolingOptions = {},
): AdaptiveAveragePooling3D => new AdaptiveAveragePooling3D({ ...options, outputSize });
