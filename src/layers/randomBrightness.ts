import { add, multiply } from "../ops/add.ts";
import type { Operand } from "../graph/value.ts";
import { clip } from "../ops/maximum.ts";
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
import type { DataFormat } from "../base/imageDataFormat.ts";

/** Options of `randomBrightness`. */
export interface RandomBrightnessOptions extends RandomImageOptions {
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
}

interface RandomBrightnessConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** Adds to each image a number of its own, a share `factor` of the value range: 0.2 means -0.2 to 0.2. */
export class RandomBrightness extends ImageAugmentation<RandomBrightnessConfig> {
  static override readonly className = "RandomBrightness";

  constructor(options: RandomBrightnessOptions & { readonly factor: Factor }) {
    const own = { dataFormat: null, factor: NaN, valueRange: [0, 255], seed: null };
    const all = withFormat("randomBrightness", layerOptions("RandomBrightness", own, options));
    super({
      ...all,
      factor: rangeOf("randomBrightness", "factor", all.factor, [-1, 1]),
      valueRange: expectValueRange("randomBrightness", all.valueRange),
    });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, valueRange } = this.options;
    const [low, high] = valueRange;
    const delta = multiply(draws.uniform([images.shape[0]!, 1, 1, 1], factor), high - low);
    return { images: (x) => clip(add(x, delta), low, high) };
  }
}

/** `randomBrightness(0.2, { valueRange: [0, 1] })` */
export const randomBrightness = (
  factor: Factor,
  options: RandomBrightnessOptions = {},
): RandomBrightness => new RandomBrightness({ ...options, factor });
