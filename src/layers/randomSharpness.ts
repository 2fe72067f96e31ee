import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { clip } from "../ops/maximum.ts";
import { depthwiseConv } from "../ops/conv.ts";
import { Tensor } from "../tensor/tensor.ts";
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

/** Options of `randomSharpness`. */
export type RandomSharpnessOptions = ValueRangeOptions;

/** Blurs or sharpens each image by a number f of its own between the ends of `factor`: 0 blurs, 0.5 leaves it, 1 sharpens. */
export class RandomSharpness extends ImageAugmentation<ColourConfig> {
  static override readonly className = "RandomSharpness";
  static override readonly alwaysFloats = true;

  constructor(options: RandomSharpnessOptions & { readonly factor: Factor }) {
    const all = colourOptions("RandomSharpness", options, [0, 1]);
    super({ ...all, valueRange: expectValueRange("randomSharpness", all.valueRange) });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, valueRange, dataFormat } = this.options;
    const { channels } = this.layoutOf(images);
    const share = subtract(1, multiply(draws.uniform([images.shape[0]!, 1, 1, 1], factor), 2));
    return {
      images: (x) => {
        const count = x.shape[channels]!;
        const kernel = Float32Array.from({ length: 9 * count }, (_, i) =>
          Math.floor(i / count) === 4 ? 5 / 13 : 1 / 13,
        );
        const weights = new Tensor(kernel, [3, 3, count, 1]);
        const smooth = depthwiseConv(x, weights, { padding: "same", dataFormat });
        const changed = add(x, multiply(share, subtract(smooth, x)));
        return clip(changed, valueRange[0], valueRange[1]);
      },
    };
  }
}

/** `randomSharpness(0.5)` */
export const randomSharpness = (
  factor: Factor,
  options: RandomSharpnessOptions = {},
): RandomSharpness => new RandomSharpness({ ...options, factor });
