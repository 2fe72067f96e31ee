import type { Operand } from "../graph/value.ts";
import { subtract } from "../ops/add.ts";
import { leftShift, rightShift } from "../ops/bitwise.ts";
import { cast } from "../ops/cast.ts";
import { clip } from "../ops/maximum.ts";
import { full } from "../ops/zeros.ts";
import type { Draws } from "./draws.ts";
import {
  bytes,
  type ColourConfig,
  colourOptions,
  expectValueRange,
  type Factor,
  ImageAugmentation,
  perImage,
  type Plan,
  rescaled,
  type ValueRangeOptions,
} from "./imageAugmentation.ts";

/** Options of `randomPosterization`. */
export type RandomPosterizationOptions = ValueRangeOptions;

/** Keeps so many high bits of each byte: a whole number of 1 to 8, or one drawn for each image from factor[0] to factor[1] - 1. */
export class RandomPosterization extends ImageAugmentation<ColourConfig> {
  static override readonly className = "RandomPosterization";

  constructor(options: RandomPosterizationOptions & { readonly factor: Factor }) {
    const all = colourOptions("RandomPosterization", options, [1, 8]);
    super({ ...all, valueRange: expectValueRange("randomPosterization", all.valueRange) });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, valueRange } = this.options;
    const [low, high] = factor;
    const count = images.shape[0]!;
    const kept =
      low === high ? full([count], low, { dtype: "int32" }) : draws.whole([count], factor);
    const shift = perImage(subtract(8, kept));
    return {
      images: (x) => {
        const whole = cast(clip(rescaled(x, valueRange, bytes), 0, 255), "int32");
        const coarse = leftShift(rightShift(whole, shift), shift);
        return rescaled(cast(coarse, x.dtype), bytes, valueRange);
      },
    };
  }
}

/** `randomPosterization(4)` */
export const randomPosterization = (
  factor: Factor,
  options: RandomPosterizationOptions = {},
): RandomPosterization => new RandomPosterization({ ...options, factor });
