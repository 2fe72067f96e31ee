import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { clip } from "../ops/maximum.ts";
import { epsilon } from "../base/epsilon.ts";
import { stack } from "../ops/concatenate.ts";
import { hsvToRgb, rgbToHsv } from "../ops/image/color.ts";
import { unstack } from "../ops/hstack.ts";
import { reshape } from "../ops/reshape.ts";
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

/** Options of `randomSaturation`. */
export type RandomSaturationOptions = ValueRangeOptions;

/** Multiplies the saturation of each image by f / (1 - f), f between the ends of `factor`: 0 gives grey, 0.5 the image, 1 full colour. */
export class RandomSaturation extends ImageAugmentation<ColourConfig> {
  static override readonly className = "RandomSaturation";

  constructor(options: RandomSaturationOptions & { readonly factor: Factor }) {
    const all = colourOptions("RandomSaturation", options, [-1, 1]);
    super({ ...all, valueRange: expectValueRange("randomSaturation", all.valueRange) });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, valueRange, dataFormat } = this.options;
    const { batch, channels } = this.layoutOf(images);
    const drawn = draws.uniform([batch], factor);
    const share = divide(drawn, add(subtract(1, drawn), epsilon()));
    return {
      images: (x) => {
        const [hue, saturation, value] = unstack(rgbToHsv(x, { dataFormat }), { axis: channels });
        const scaled = multiply(saturation!, reshape(share, [batch, 1, 1]));
        const held = clip(scaled, valueRange[0], valueRange[1]);
        return hsvToRgb(stack([hue!, held, value!], { axis: channels }), { dataFormat });
      },
    };
  }
}

/** `randomSaturation([0.2, 0.8])` */
export const randomSaturation = (
  factor: Factor,
  options: RandomSaturationOptions = {},
): RandomSaturation => new RandomSaturation({ ...options, factor });
