import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import { smartResize } from "../ops/image/smartResize.ts";
import { imageBatch } from "../ops/image/images.ts";
import { builderFor, floatOf } from "../ops/convert.ts";
import { expectExtents } from "./imageExtents.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `centerCrop`. */
export interface CenterCropOptions extends LayerOptions {
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
}

interface Size {
  readonly height: number;
  readonly width: number;
}

type CenterCropConfig = LayerOptions & Size & { readonly dataFormat: DataFormat };

/**
 * The middle of images, in floats: [.., h, w, c] -> [.., height, width, c]. An image that is too small is cut to the
 * proportions and then enlarged.
 */
export class CenterCrop extends Layer<CenterCropConfig> {
  static override readonly className = "CenterCrop";
  static override readonly savesBuildShape = true;

  constructor(options: CenterCropOptions & Size) {
    const { dataFormat, ...rest } = options;
    super({
      dataFormat: expectDataFormat("centerCrop", dataFormat),
      ...layerOptions("CenterCrop", { height: NaN, width: NaN }, rest),
    });
    expectExtents(this.label, this.options);
  }

  override call(input: Operand): Operand {
    const { height, width, dataFormat } = this.options;
    const images = cast(input, floatOf(input.dtype));
    const { x, rows, columns, finish } = imageBatch(this.label, images, { dataFormat });
    const [h, w] = [x.shape[rows]!, x.shape[columns]!];
    if (h < height || w < width) return smartResize(images, [height, width], { dataFormat });
    const [top, left] = [Math.floor((h - height) / 2), Math.floor((w - width) / 2)];
    return finish(
      builderFor(this.label, [x]).emit("slice", [x], {
        starts: x.shape
          .map(() => 0)
          .with(rows, top)
          .with(columns, left),
        limits: x.shape.with(rows, top + height).with(columns, left + width),
        strides: x.shape.map(() => 1),
      }),
    );
  }
}

/** `centerCrop(224, 224)` */
export const centerCrop = (
  height: number,
  width: number,
  options: CenterCropOptions = {},
): CenterCrop => new CenterCrop({ ...options, height, width });
