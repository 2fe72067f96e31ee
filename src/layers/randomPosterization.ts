import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { subtract } from "../ops/add.ts";
import { leftShift, rightShift } from "../ops/bitwise.ts";
import { cast } from "../ops/cast.ts";
import { clip } from "../ops/maximum.ts";
import { full } from "../ops/zeros.ts";
import type { Draws, Range } from "./draws.ts";
import {
  bytes,
  expectValueRange,
  type Factor,
  ImageAugmentation,
  perImage,
  type Plan,
  type RandomImageOptions,
  rangeOf,
  rescaled,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randomPosterization`. */
export interface RandomPosterizationOptions extends RandomImageOptions {
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
}

interface RandomPosterizationConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** Keeps so many high bits of each byte: a whole number of 1 to 8, or one drawn for each image from factor[0] to factor[1] - 1. */
export class RandomPosterization extends ImageAugmentation<RandomPosterizationConfig> {
  static override readonly className = "RandomPosterization";

  constructor(options: RandomPosterizationOptions & { readonly factor: Factor }) {
    const own = { dataFormat: null, factor: NaN, valueRange: [0, 255], seed: null };
    const all = withFormat(
      "randomPosterization",
      layerOptions("RandomPosterization", own, options),
    );
    super({
      ...all,
      factor: rangeOf("randomPosterization", "factor", all.factor, [1, 8]),
      valueRange: expectValueRange("randomPosterization", all.valueRange),
    });
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
