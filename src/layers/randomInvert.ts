import type { Operand } from "../graph/value.ts";
import { subtract } from "../ops/add.ts";
import { less } from "../ops/equal.ts";
import { where } from "../ops/where.ts";
import type { Draws } from "./draws.ts";
import {
  type ColourConfig,
  colourOptions,
  type Factor,
  ImageAugmentation,
  perImage,
  type Plan,
  type ValueRangeOptions,
} from "./imageAugmentation.ts";

/** Options of `randomInvert`. */
export interface RandomInvertOptions extends ValueRangeOptions {
  /** How probable it is, or between what. Default 1. */
  readonly factor?: Factor | undefined;
}

/** Turns light and dark around in each image, with a probability drawn between the ends of `factor`. */
export class RandomInvert extends ImageAugmentation<ColourConfig> {
  static override readonly className = "RandomInvert";

  constructor(options: RandomInvertOptions = {}) {
    super(colourOptions("RandomInvert", options, [0, 1], 1));
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, valueRange } = this.options;
    const count = images.shape[0]!;
    const chance = draws.uniform([count], factor);
    const isChosen = perImage(less(draws.uniform([count]), chance));
    return { images: (x) => where(isChosen, subtract(valueRange[1], x), x) };
  }
}

/** `randomInvert()` */
export const randomInvert = (options: RandomInvertOptions = {}): RandomInvert =>
  new RandomInvert(options);
