import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { clip } from "../ops/maximum.ts";
import { rgbToGrayscale } from "../ops/image/color.ts";
import type { Draws, Range } from "./draws.ts";
import {
  expectValueRange,
  type Factor,
  ImageAugmentation,
  type Plan,
  type RandomImageOptions,
  rangeOf,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randomColorDegeneration`. */
export interface RandomColorDegenerationOptions extends RandomImageOptions {
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
}

interface RandomColorDegenerationConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** Brings each image a share of its own nearer to grey, between the ends of `factor`. */
export class RandomColorDegeneration extends ImageAugmentation<RandomColorDegenerationConfig> {
  static override readonly className = "RandomColorDegeneration";

  constructor(options: RandomColorDegenerationOptions & { readonly factor: Factor }) {
    const own = { dataFormat: null, factor: NaN, valueRange: [0, 255], seed: null };
    const all = withFormat(
      "randomColorDegeneration",
      layerOptions("RandomColorDegeneration", own, options),
    );
    super({
      ...all,
      factor: rangeOf("randomColorDegeneration", "factor", all.factor, [-1, 1]),
      valueRange: expectValueRange("randomColorDegeneration", all.valueRange),
    });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, valueRange, dataFormat } = this.options;
    const share = draws.uniform([images.shape[0]!, 1, 1, 1], factor);
    return {
      images: (x) => {
        const grey = rgbToGrayscale(x, { dataFormat });
        return clip(add(x, multiply(share, subtract(grey, x))), valueRange[0], valueRange[1]);
      },
    };
  }
}

/** `randomColorDegeneration(0.5)` */
export const randomColorDegeneration = (
  factor: Factor,
  options: RandomColorDegenerationOptions = {},
): RandomColorDegeneration => new RandomColorDegeneration({ ...options, factor });
