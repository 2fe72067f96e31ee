import type { Operand } from "../graph/value.ts";
import { pad } from "../ops/pad.ts";
import { layerOptions } from "./layer.ts";
import { marginsOf, type Margin, type Margins } from "./margins.ts";
import {
  SpatialLayer,
  type SpatialClass,
  type SpatialLayerConfig,
  type SpatialLayerOptions,
} from "./spatialLayer.ts";

/** Options of `zeroPadding2d` and its like. */
export type ZeroPaddingOptions = SpatialLayerOptions;

/** What may be said of the margins by name. */
interface Widths {
  /** Default 1. */
  readonly padding?: Margins | undefined;
}

const defaults = { padding: 1 as Margins, dataFormat: null as ZeroPaddingOptions["dataFormat"] };

interface ZeroPaddingConfig extends SpatialLayerConfig {
  readonly padding: Margin | readonly Margin[];
}

/** Zeros around images. */
abstract class ZeroPadding extends SpatialLayer<ZeroPaddingConfig> {
  static override readonly savesBuildShape = true;
  /** Before and behind each spatial axis. */
  protected readonly margins: readonly Margin[];

  constructor(own: SpatialClass, options: ZeroPaddingOptions & Widths) {
    const config = layerOptions(own.className, defaults, options);
    const margins = marginsOf(own, "padding", config.padding);
    super(own, defaults, { ...config, padding: own.spatialRank === 1 ? margins[0] : margins });
    this.margins = margins;
  }

  override call(x: Operand): Operand {
    const axes = this.axesOf(x);
    return pad(
      x,
      x.shape.map((_, axis) => this.margins[axes.indexOf(axis)] ?? ([0, 0] as const)),
    );
  }
}

/** Zeros around images along one axis: [n, steps, c]. */
export class ZeroPadding1D extends ZeroPadding {
  static override readonly className = "ZeroPadding1D";
  static override readonly spatialRank = 1;
  constructor(options: ZeroPaddingOptions & Widths = {}) {
    super(ZeroPadding1D, options);
  }
}

/** Zeros around images along two axes: [n, height, width, c]. */
export class ZeroPadding2D extends ZeroPadding {
  static override readonly className = "ZeroPadding2D";
  constructor(options: ZeroPaddingOptions & Widths = {}) {
    super(ZeroPadding2D, options);
  }
}

/** Zeros around images along three axes: [n, depth, height, width, c]. */
export class ZeroPadding3D extends ZeroPadding {
  static override readonly className = "ZeroPadding3D";
  static override readonly spatialRank = 3;
  constructor(options: ZeroPaddingOptions & Widths = {}) {
    super(ZeroPadding3D, options);
  }
}

/** `zeroPadding1d([0, 3])`; 1 by default. */
export const zeroPadding1d = (
  padding: Margins = 1,
  options: ZeroPaddingOptions = {},
): ZeroPadding1D => new ZeroPadding1D({ ...options, padding });

/** `zeroPadding2d([[1, 0], [2, 1]])`, `zeroPadding2d(1)`; 1 by default. */
export const zeroPadding2d = (
  padding: Margins = 1,
  options: ZeroPaddingOptions = {},
): ZeroPadding2D => new ZeroPadding2D({ ...options, padding });

/** `zeroPadding3d(1)`; 1 by default. */
export const zeroPadding3d = (
  padding: Margins = 1,
  options: ZeroPaddingOptions = {},
): ZeroPadding3D => new ZeroPadding3D({ ...options, padding });
