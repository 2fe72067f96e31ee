import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { clip } from "../ops/maximum.ts";
import { mean } from "../ops/sum.ts";
import type { Draws } from "./draws.ts";
import {
  type ColourConfig,
  colourOptions,
  type Factor,
  ImageAugmentation,
  type Plan,
  type ValueRangeOptions,
} from "./imageAugmentation.ts";

/** Options of `randomContrast`. */
export type RandomContrastOptions = ValueRangeOptions;

/** Stretches the distance of each image's pixels to their mean by a number of its own, between 1 - factor[0] and 1 + factor[1]. */
export class RandomContrast extends ImageAugmentation<ColourConfig> {
  static override readonly className = "RandomContrast";

  constructor(options: RandomContrastOptions & { readonly factor: Factor }) {
    super(colourOptions("RandomContrast", options, [0, 1]));
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
