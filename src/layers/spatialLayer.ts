import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of a layer over images without weights. */
export interface SpatialLayerOptions extends LayerOptions {
  /** Default: the one of `setImageDataFormat`, at first "channels_last". */
  readonly dataFormat?: DataFormat | null | undefined;
}

/** The saved options of every such layer. */
export interface SpatialLayerConfig extends LayerOptions {
  readonly dataFormat: DataFormat;
}

/** What the class of a layer over images says of itself. */
export interface SpatialClass {
  readonly className: string;
  readonly spatialRank: number;
}

/** A layer without weights that works along the spatial axes of images. */
export abstract class SpatialLayer<
  Config extends SpatialLayerConfig = SpatialLayerConfig,
> extends Layer<Config> {
  /** Number of spatial axes. */
  static readonly spatialRank: number = 2;

  constructor(own: SpatialClass, defaults: object, options: object) {
    const config = layerOptions(own.className, { ...defaults, dataFormat: null }, options);
    super({
      ...config,
      dataFormat: expectDataFormat(own.className, config.dataFormat),
    } as unknown as Config);
    this.inputSpec = { rank: own.spatialRank + 2 };
  }

  /** The spatial axes of an input. */
  protected axesOf(x: Operand): number[] {
    const first = this.options.dataFormat === "channels_last" ? 1 : 2;
    return Array.from({ length: x.rank - 2 }, (_, i) => first + i);
  }
}
