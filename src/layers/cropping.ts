import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { slice } from "../ops/slice.ts";
import { layerOptions } from "./layer.ts";
import { marginsOf, type Margin, type Margins } from "./margins.ts";
import {
  SpatialLayer,
  type SpatialClass,
  type SpatialLayerConfig,
  type SpatialLayerOptions,
} from "./spatialLayer.ts";

/** Options of `cropping2d` and its like. */
export type CroppingOptions = SpatialLayerOptions;

/** What may be said of the margins by name. */
interface Widths {
  /** Default 0. */
  readonly cropping?: Margins | undefined;
}

const defaults = { cropping: 0 as Margins, dataFormat: null as CroppingOptions["dataFormat"] };

interface CroppingConfig extends SpatialLayerConfig {
  readonly cropping: Margin | readonly Margin[];
}

/** Images without their margins. */
abstract class Cropping extends SpatialLayer<CroppingConfig> {
  static override readonly savesBuildShape = true;
  /** Before and behind each spatial axis. */
  protected readonly margins: readonly Margin[];

  constructor(own: SpatialClass, options: CroppingOptions & Widths) {
    const config = layerOptions(own.className, defaults, options);
    const margins = marginsOf(own, "cropping", config.cropping);
    super(own, defaults, { ...config, cropping: own.spatialRank === 1 ? margins[0] : margins });
    this.margins = margins;
  }

  override call(x: Operand): Operand {
    const axes = this.axesOf(x);
    const cut = x.shape.map((_, axis) => this.margins[axes.indexOf(axis)] ?? ([0, 0] as const));
    const left = x.shape.map((extent, axis) => extent - cut[axis]![0] - cut[axis]![1]);
    if (left.some((extent, axis) => extent <= 0 && axes.includes(axis))) {
      fail("shape", {
        where: this.label,
        expected: "images larger than what is cut off",
        received: `${formatShape(x.shape)} and cropping ${JSON.stringify(this.margins)}`,
      });
    }
    return slice(
      x,
      cut.map(([before]) => before),
      left,
    );
  }
}

/** Images without their margins along one axis: [n, steps, c]. */
export class Cropping1D extends Cropping {
  static override readonly className = "Cropping1D";
  static override readonly spatialRank = 1;
  constructor(options: CroppingOptions & Widths = {}) {
    super(Cropping1D, options);
  }
}

/** Images without their margins along two axes: [n, height, width, c]. */
export class Cropping2D extends Cropping {
  static override readonly className = "Cropping2D";
  constructor(options: CroppingOptions & Widths = {}) {
    super(Cropping2D, options);
  }
}

/** Images without their margins along three axes: [n, depth, height, width, c]. */
export class Cropping3D extends Cropping {
  static override readonly className = "Cropping3D";
  static override readonly spatialRank = 3;
  constructor(options: CroppingOptions & Widths = {}) {
    super(Cropping3D, options);
  }
}

/** `cropping1d([0, 3])`; 0 by default. */
export const cropping1d = (cropping: Margins = 0, options: CroppingOptions = {}): Cropping1D =>
  new Cropping1D({ ...options, cropping });

/** `cropping2d([[1, 0], [2, 1]])`, `cropping2d(1)`; 0 by default. */
export const cropping2d = (cropping: Margins = 0, options: CroppingOptions = {}): Cropping2D =>
  new Cropping2D({ ...options, cropping });

/** `cropping3d(1)`; 0 by default. */
export const cropping3d = (cropping: Margins = 0, options: CroppingOptions = {}): Cropping3D =>
  new Cropping3D({ ...options, cropping });
