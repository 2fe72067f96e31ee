import { add, multiply } from "../ops/add.ts";
import type { Operand } from "../graph/value.ts";
import { clip } from "../ops/maximum.ts";
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

/** Options of `randomBrightness`. */
export type RandomBrightnessOptions = ValueRangeOptions;

/** Adds to each image a number of its own, a share `factor` of the value range: 0.2 means -0.2 to 0.2. */
export class RandomBrightness extends ImageAugmentation<ColourConfig> {
  static override readonly className = "RandomBrightness";

  constructor(options: RandomBrightnessOptions & { readonly factor: Factor }) {
    const all = colourOptions("RandomBrightness", options, [-1, 1]);
    super({ ...all, valueRange: expectValueRange("randomBrightness", all.valueRange) });
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
