import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { slice } from "../ops/slice.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import { marginsOf, type Margin, type Margins } from "./margins.ts";
import {
  SpatialLayer,
  type SpatialClass,
  type SpatialLayerConfig,
  type SpatialLayerOptions,
} from "./spatialLayer.ts";

/** Options of `cropping2d` and `cropping3d`. */
export type CroppingOptions = SpatialLayerOptions;

/** What may be said of the margins by name. */
interface Widths {
  /** Default 0. */
  readonly cropping?: Margins | undefined;
}

const defaults = { cropping: 0 as Margins, dataFormat: null as CroppingOptions["dataFormat"] };

interface CroppingConfig extends SpatialLayerConfig {
  readonly cropping: readonly Margin[];
}

/** x without the margins of its spatial axes. Throws where nothing would be left. */
function crop(
  where: string,
  x: Operand,
  axes: readonly number[],
  margins: readonly Margin[],
): Operand {
  const cut = x.shape.map((_, axis) => margins[axes.indexOf(axis)] ?? ([0, 0] as const));
  const left = x.shape.map((extent, axis) => extent - cut[axis]![0] - cut[axis]![1]);
  if (axes.some((axis) => left[axis]! <= 0)) {
    fail("shape", {
      where,
      expected: "an input larger than what is cut off",
      received: `${formatShape(x.shape)} and cropping ${JSON.stringify(margins)}`,
    });
  }
  return slice(
    x,
    cut.map(([before]) => before),
    left,
  );
}

/** Series without their first and last steps: [n, steps, c] -> [n, fewer, c]. */
export class Cropping1D extends Layer<LayerOptions & { readonly cropping: Margin }> {
  static override readonly className = "Cropping1D";
  static override readonly savesBuildShape = true;

  constructor(options: LayerOptions & Widths = {}) {
    const config = layerOptions("Cropping1D", { cropping: 0 }, options);
    const own = { className: "Cropping1D", spatialRank: 1 };
    super({ ...config, cropping: marginsOf(own, "cropping", config.cropping)[0]! });
    this.inputSpec = { rank: 3 };
  }

  override call(x: Operand): Operand {
    return crop(this.label, x, [1], [this.options.cropping]);
  }
}

/** Images without their margins. */
abstract class Cropping extends SpatialLayer<CroppingConfig> {
  static override readonly savesBuildShape = true;

  constructor(own: SpatialClass, options: CroppingOptions & Widths) {
    const config = layerOptions(own.className, defaults, options);
    super(own, defaults, { ...config, cropping: marginsOf(own, "cropping", config.cropping) });
  }

  override call(x: Operand): Operand {
    return crop(this.label, x, this.axesOf(x), this.options.cropping);
  }
}

/** Images without their margins: [n, height, width, c] -> [n, lower, narrower, c]. */
export class Cropping2D extends Cropping {
  static override readonly className = "Cropping2D";
  constructor(options: CroppingOptions & Widths = {}) {
    super(Cropping2D, options);
  }
}

/** Volumes without their margins: [n, depth, height, width, c] -> smaller ones. */
export class Cropping3D extends Cropping {
  static override readonly className = "Cropping3D";
  static override readonly spatialRank = 3;
  constructor(options: CroppingOptions & Widths = {}) {
    super(Cropping3D, options);
  }
}

/** `cropping1d([0, 3])`; 0 by default. */
export const cropping1d = (cropping: Margins = 0, options: LayerOptions = {}): Cropping1D =>
  new Cropping1D({ ...options, cropping });

/** `cropping2d([[1, 0], [2, 1]])`, `cropping2d(1)`; 0 by default. */
export const cropping2d = (cropping: Margins = 0, options: CroppingOptions = {}): Cropping2D =>
  new Cropping2D({ ...options, cropping });

/** `cropping3d(1)`; 0 by default. */
export const cropping3d = (cropping: Margins = 0, options: CroppingOptions = {}): Cropping3D =>
  new Cropping3D({ ...options, cropping });
