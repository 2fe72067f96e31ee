import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { subtract } from "../ops/add.ts";
import { less } from "../ops/equal.ts";
import { where } from "../ops/where.ts";
import type { Draws, Range } from "./draws.ts";
import {
  type Factor,
  ImageAugmentation,
  perImage,
  type Plan,
  type RandomImageOptions,
  rangeOf,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randomInvert`. */
export interface RandomInvertOptions extends RandomImageOptions {
  /** How probable it is, or between what. Default 1. */
  readonly factor?: Factor | undefined;
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
}

interface RandomInvertConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** Turns light and dark around in each image, with a probability drawn between the ends of `factor`. */
export class RandomInvert extends ImageAugmentation<RandomInvertConfig> {
  static override readonly className = "RandomInvert";

  constructor(options: RandomInvertOptions = {}) {
    const own = { dataFormat: null, factor: 1, valueRange: [0, 255], seed: null };
    const all = withFormat("randomInvert", layerOptions("RandomInvert", own, options));
    super({
      ...all,
      factor: rangeOf("randomInvert", "factor", all.factor, [0, 1]),
      valueRange: [...all.valueRange] as unknown as Range,
    });
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
