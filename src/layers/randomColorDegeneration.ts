import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { clip } from "../ops/maximum.ts";
import { rgbToGrayscale } from "../ops/image/color.ts";
import type { Draws } from "./draws.ts";
import {
  type ColourConfig,
  colourOptions,
  expectValueRange,
  type Factor,
  ImageAugmentation,
  type Plan,
  type ValueRangeOptions,
} from "./imageAugmentation.ts";

/** Options of `randomColorDegeneration`. */
export type RandomColorDegenerationOptions = ValueRangeOptions;

/** Brings each image a share of its own nearer to grey, between the ends of `factor`. */
export class RandomColorDegeneration extends ImageAugmentation<ColourConfig> {
  static override readonly className = "RandomColorDegeneration";

  constructor(options: RandomColorDegenerationOptions & { readonly factor: Factor }) {
    const all = colourOptions("RandomColorDegeneration", options, [-1, 1]);
    super({ ...all, valueRange: expectValueRange("randomColorDegeneration", all.valueRange) });
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
