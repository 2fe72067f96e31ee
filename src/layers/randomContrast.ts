import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { clip } from "../ops/maximum.ts";
import { mean } from "../ops/sum.ts";
import type { Draws, Range } from "./draws.ts";
import {
  type Factor,
  ImageAugmentation,
  type Plan,
  type RandomImageOptions,
  rangeOf,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randomContrast`. */
export interface RandomContrastOptions extends RandomImageOptions {
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
}

interface RandomContrastConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** Stretches the distance of each image's pixels to their mean by a number of its own, between 1 - factor[0] and 1 + factor[1]. */
export class RandomContrast extends ImageAugmentation<RandomContrastConfig> {
  static override readonly className = "RandomContrast";

  constructor(options: RandomContrastOptions & { readonly factor: Factor }) {
    const own = { dataFormat: null, factor: NaN, valueRange: [0, 255], seed: null };
    const all = withFormat("randomContrast", layerOptions("RandomContrast", own, options));
    super({
      ...all,
      factor: rangeOf("randomContrast", "factor", all.factor, [0, 1]),
      valueRange: [...all.valueRange] as unknown as Range,
    });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, valueRange } = this.options;
    const { batch, rows, columns } = this.layoutOf(images);
    const stretch = draws.uniform([batch, 1, 1, 1], [1 - factor[0], 1 + factor[1]]);
    return {
      images: (x) => {
        const middle = mean(mean(x, { axis: rows, keepdims: true }), {
          axis: columns,
          keepdims: true,
        });
        const stretched = add(multiply(subtract(x, middle), stretch), middle);
        return clip(stretched, valueRange[0], valueRange[1]);
      },
    };
  }
}

/** `randomContrast(0.3)` */
export const randomContrast = (
  factor: Factor,
  options: RandomContrastOptions = {},
): RandomContrast => new RandomContrast({ ...options, factor });
