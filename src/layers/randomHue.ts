import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { greater, less } from "../ops/equal.ts";
import { clip } from "../ops/maximum.ts";
import { where } from "../ops/where.ts";
import { stack } from "../ops/concatenate.ts";
import { hsvToRgb, rgbToHsv } from "../ops/image/color.ts";
import { unstack } from "../ops/hstack.ts";
import { reshape } from "../ops/reshape.ts";
import type { Draws } from "./draws.ts";
import {
  type ColourConfig,
  colourOptions,
  type Factor,
  ImageAugmentation,
  type Plan,
  rescaled,
  type ValueRangeOptions,
} from "./imageAugmentation.ts";

/** Options of `randomHue`. */
export type RandomHueOptions = ValueRangeOptions;

/** Turns the hue of each image by half a number of its own, between the ends of `factor`, in either direction. */
export class RandomHue extends ImageAugmentation<ColourConfig> {
  static override readonly className = "RandomHue";

  constructor(options: RandomHueOptions & { readonly factor: Factor }) {
    super(colourOptions("RandomHue", options, [0, 1]));
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, valueRange, dataFormat } = this.options;
    const { batch, channels } = this.layoutOf(images);
    const sign = where(greater(draws.uniform([batch]), 0.5), -1, 1);
    const turn = multiply(multiply(sign, draws.uniform([batch], factor)), 0.5);
    return {
      images: (x) => {
        const hsv = rgbToHsv(rescaled(x, valueRange, [0, 1]), { dataFormat });
        const [hue, saturation, value] = unstack(hsv, { axis: channels });
        const turned = add(hue!, reshape(turn, [batch, 1, 1]));
        const below = where(greater(turned, 1), subtract(turned, 1), turned);
        const within = where(less(below, 0), add(below, 1), below);
        const rgb = hsvToRgb(stack([within, saturation!, value!], { axis: channels }), {
          dataFormat,
        });
        return rescaled(clip(rgb, 0, 1), [0, 1], valueRange);
      },
    };
  }
}

/** `randomHue(0.3)` */
export const randomHue = (factor: Factor, options: RandomHueOptions = {}): RandomHue =>
  new RandomHue({ ...options, factor });
