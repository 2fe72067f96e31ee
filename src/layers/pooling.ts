import { snakeCase } from "../base/names.ts";
import type { Operand } from "../graph/value.ts";
import { averagePool, maxPool, type PoolOptions as PoolSteps } from "../ops/pool.ts";
import { expectPadding, perAxis, type Padding, type PerAxis } from "../ops/spatial.ts";
import { layerOptions } from "./layer.ts";
import {
  SpatialLayer,
  type SpatialClass,
  type SpatialLayerConfig,
  type SpatialLayerOptions,
} from "./spatialLayer.ts";

/** Options of `maxPooling2d` and its like. */
export interface PoolingOptions extends SpatialLayerOptions {
  /** Default null: the pool's size, so that windows lie side by side. */
  readonly strides?: PerAxis | null | undefined;
  /** "valid" (default) or "same", in any case of letters. */
  readonly padding?: Padding | Uppercase<Padding> | undefined;
}

/** What may be said of a pool by name. */
interface Size {
  /** Default 2. */
  readonly poolSize?: PerAxis | undefined;
}

const defaults = {
  poolSize: 2 as PerAxis,
  padding: "valid" as string,
  strides: null as PerAxis | null,
  dataFormat: null as PoolingOptions["dataFormat"],
};

interface PoolingConfig extends SpatialLayerConfig {
  readonly poolSize: readonly number[];
  readonly padding: Padding;
  readonly strides: readonly number[];
}

/** One result per window and channel. */
abstract class Pooling extends SpatialLayer<PoolingConfig> {
  constructor(own: SpatialClass, options: PoolingOptions & Size) {
    const where = snakeCase(own.className);
    const config = layerOptions(own.className, defaults, options);
    const { spatialRank: rank } = own;
    const poolSize = perAxis(where, "poolSize", config.poolSize, { rank });
    const { strides } = config;
    super(own, defaults, {
      ...config,
      poolSize,
      padding: expectPadding(where, config.padding, ["valid", "same"]),
      strides: strides === null ? poolSize : perAxis(where, "strides", strides, { rank }),
    });
  }

  /** What the ops need to be told. */
  protected get steps(): PoolSteps {
    const { strides, padding, dataFormat } = this.options;
    return { strides, padding, dataFormat };
  }
}

/** The largest element of each window; its gradient goes to the first such element. */
abstract class MaxPooling extends Pooling {
  override call(x: Operand): Operand {
    return maxPool(x, this.options.poolSize, this.steps);
  }
}

/** The mean of each window, over what is not padding. */
abstract class AveragePooling extends Pooling {
  override call(x: Operand): Operand {
    return averagePool(x, this.options.poolSize, this.steps);
  }
}

/** The largest elements of windows along one axis: [n, steps, c] -> [n, places, c]. */
export class MaxPooling1D extends MaxPooling {
  static override readonly className = "MaxPooling1D";
  static override readonly spatialRank = 1;
  constructor(options: PoolingOptions & Size = {}) {
    super(MaxPooling1D, options);
  }
}

/** The largest elements of windows along two axes: [n, height, width, c] -> [n, rows, columns, c]. */
export class MaxPooling2D extends MaxPooling {
  static override readonly className = "MaxPooling2D";
  constructor(options: PoolingOptions & Size = {}) {
    super(MaxPooling2D, options);
  }
}

/** The largest elements of windows along three axes: [n, depth, height, width, c] -> [n, places.., c]. */
export class MaxPooling3D extends MaxPooling {
  static override readonly className = "MaxPooling3D";
  static override readonly spatialRank = 3;
  constructor(options: PoolingOptions & Size = {}) {
    super(MaxPooling3D, options);
  }
}

/** The means of windows along one axis: [n, steps, c] -> [n, places, c]. */
export class AveragePooling1D extends AveragePooling {
  static override readonly className = "AveragePooling1D";
  static override readonly spatialRank = 1;
  constructor(options: PoolingOptions & Size = {}) {
    super(AveragePooling1D, options);
  }
}

/** The means of windows along two axes: [n, height, width, c] -> [n, rows, columns, c]. */
export class AveragePooling2D extends AveragePooling {
  static override readonly className = "AveragePooling2D";
  constructor(options: PoolingOptions & Size = {}) {
    super(AveragePooling2D, options);
  }
}

/** The means of windows along three axes: [n, depth, height, width, c] -> [n, places.., c]. */
export class AveragePooling3D extends AveragePooling {
  static override readonly className = "AveragePooling3D";
  static override readonly spatialRank = 3;
  constructor(options: PoolingOptions & Size = {}) {
    super(AveragePooling3D, options);
  }
}

/** `maxPooling1d(2)`; the pool's size is 2 by default. */
export const maxPooling1d = (poolSize: PerAxis = 2, options: PoolingOptions = {}): MaxPooling1D =>
  new MaxPooling1D({ ...options, poolSize });

/** `maxPooling2d(2)`; the pool's size is 2 by default. */
export const maxPooling2d = (poolSize: PerAxis = 2, options: PoolingOptions = {}): MaxPooling2D =>
  new MaxPooling2D({ ...options, poolSize });

/** `maxPooling3d(2)`; the pool's size is 2 by default. */
export const maxPooling3d = (poolSize: PerAxis = 2, options: PoolingOptions = {}): MaxPooling3D =>
  new MaxPooling3D({ ...options, poolSize });

/** `averagePooling1d(2)`; the pool's size is 2 by default. */
export const averagePooling1d = (
  poolSize: PerAxis = 2,
  options: PoolingOptions = {},
): AveragePooling1D => new AveragePooling1D({ ...options, poolSize });

/** `averagePooling2d(2)`; the pool's size is 2 by default. */
export const averagePooling2d = (
  poolSize: PerAxis = 2,
  options: PoolingOptions = {},
): AveragePooling2D => new AveragePooling2D({ ...options, poolSize });

/** `averagePooling3d(2)`; the pool's size is 2 by default. */
export const averagePooling3d = (
  poolSize: PerAxis = 2,
  options: PoolingOptions = {},
): AveragePooling3D => new AveragePooling3D({ ...options, poolSize });
