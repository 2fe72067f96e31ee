import type { DType } from "../base/dtype.ts";
import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import { resize } from "../ops/image/resize.ts";
import { builderFor } from "../ops/convert.ts";
import { slice } from "../ops/slice.ts";
import { stack } from "../ops/concatenate.ts";
import { zeros } from "../ops/zeros.ts";
import type { Draws } from "./draws.ts";
import { expectExtents } from "./imageExtents.ts";
import {
  ImageAugmentation,
  type Plan,
  type RandomImageOptions,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions, type CallOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";
import type { OutputType } from "./traceShapes.ts";

/** Options of `randomCrop`. */
export type RandomCropOptions = RandomImageOptions;

interface Size {
  readonly height: number;
  readonly width: number;
}

interface RandomCropConfig extends RandomImageOptions, Size {
  readonly dataFormat: DataFormat;
  readonly seed: number | null;
}

/**
 * A part of the images [height, width], at one random place for the whole batch; of images that are not larger in both
 * directions the middle of those proportions, resized.
 */
export class RandomCrop extends ImageAugmentation<RandomCropConfig> {
  static override readonly className = "RandomCrop";

  constructor(options: RandomCropOptions & Size) {
    const own = { dataFormat: null, height: NaN, width: NaN, seed: null };
    super(withFormat("randomCrop", layerOptions("RandomCrop", own, options)));
    expectExtents(this.label, this.options);
  }

  /** In a model, as in Keras, the shape is that of training; asked without training, images pass through as they are. */
  override computeOutputs(
    inputShapes: readonly PartialShape[],
    dtypes: readonly DType[],
    options: CallOptions = {},
  ): OutputType[] {
    return super.computeOutputs(inputShapes, dtypes, { training: true, ...options });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { height, width } = this.options;
    const layout = this.layoutOf(images);
    const { rows, columns } = layout;
    if (layout.height > height && layout.width > width) {
      const top = cast(draws.uniform([], [0, layout.height - height + 1]), "int32");
      const left = cast(draws.uniform([], [0, layout.width - width + 1]), "int32");
      const none = zeros([], { dtype: "int32" });
      const place = (axis: number): Operand =>
        axis === rows ? top : axis === columns ? left : none;
      const starts = stack([0, 1, 2, 3].map(place));
      const cut = (x: Operand): Operand =>
        slice(x, starts, x.shape.with(rows, height).with(columns, width));
      return { images: cut, masks: cut };
    }
    return {
      images: (x) => this.#middle(x, "bilinear"),
      masks: (x) => this.#middle(x, "nearest"),
    };
  }

  #middle(x: Operand, interpolation: "bilinear" | "nearest"): Operand {
    const { height, width, dataFormat } = this.options;
    const layout = this.layoutOf(x);
    const { rows, columns } = layout;
    const high = Math.max(1, Math.min(layout.height, Math.trunc((layout.width * height) / width)));
    const wide = Math.max(1, Math.min(layout.width, Math.trunc((layout.height * width) / height)));
    const top = Math.trunc((layout.height - high) / 2);
    const left = Math.trunc((layout.width - wide) / 2);
    // As in Keras, so many rows and columns as are wanted or left are taken from there.
    const cut = builderFor(this.label, [x]).emit("slice", [x], {
      starts: [0, 0, 0, 0].with(rows, top).with(columns, left),
      limits: x.shape
        .with(rows, Math.min(layout.height, top + height))
        .with(columns, Math.min(layout.width, left + width)),
      strides: [1, 1, 1, 1],
    });
    const fits = cut.shape[rows] === height && cut.shape[columns] === width;
    return fits ? cut : resize(cut, [height, width], { interpolation, dataFormat });
  }
}

/** `randomCrop(24, 24)` */
export const randomCrop = (
  height: number,
  width: number,
  options: RandomCropOptions = {},
): RandomCrop => new RandomCrop({ ...options, height, width });
