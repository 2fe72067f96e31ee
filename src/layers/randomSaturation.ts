import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { clip } from "../ops/maximum.ts";
import { epsilon } from "../ops/epsilon.ts";
import { stack } from "../ops/concatenate.ts";
import { hsvToRgb, rgbToHsv } from "../ops/image/color.ts";
import { unstack } from "../ops/hstack.ts";
import { reshape } from "../ops/reshape.ts";
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

/** Options of `randomSaturation`. */
export interface RandomSaturationOptions extends RandomImageOptions {
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
}

interface RandomSaturationConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** Multiplies the saturation of each image by f / (1 - f), f between the ends of `factor`: 0 gives grey, 0.5 the image, 1 full colour. */
export class RandomSaturation extends ImageAugmentation<RandomSaturationConfig> {
  static override readonly className = "RandomSaturation";

  constructor(options: RandomSaturationOptions & { readonly factor: Factor }) {
    const own = { dataFormat: null, factor: NaN, valueRange: [0, 255], seed: null };
    const all = withFormat("randomSaturation", layerOptions("RandomSaturation", own, options));
    super({
      ...all,
      factor: rangeOf("randomSaturation", "factor", all.factor, [-1, 1]),
      valueRange: expectValueRange("randomSaturation", all.valueRange),
    });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, valueRange, dataFormat } = this.options;
    const { batch, channels } = this.layoutOf(images);
    const drawn = draws.uniform([batch], factor);
    const share = divide(drawn, add(subtract(1, drawn), epsilon));
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
