import type { DataFormat } from "../base/imageDataFormat.ts";
import { add, multiply, negative, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { isnan } from "../ops/isfinite.ts";
import { max, min } from "../ops/max.ts";
import { clip } from "../ops/maximum.ts";
import { where } from "../ops/where.ts";
import type { Range } from "./draws.ts";
import {
  bytes,
  expectValueRange,
  ImageAugmentation,
  type Plan,
  type ImageAugmentationOptions,
  rescaled,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `autoContrast`. */
export interface AutoContrastOptions extends ImageAugmentationOptions {
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
}

interface AutoContrastConfig extends ImageAugmentationOptions {
  readonly dataFormat: DataFormat;
  readonly valueRange: Range;
}

/** Stretches each channel of each image so that its darkest pixel becomes 0 and its lightest 255, with and without training. */
export class AutoContrast extends ImageAugmentation<AutoContrastConfig> {
  static override readonly className = "AutoContrast";
  static override readonly alwaysActs = true;

  constructor(options: AutoContrastOptions = {}) {
    const own = { dataFormat: null, valueRange: [0, 255] };
    const all = withFormat("autoContrast", layerOptions("AutoContrast", own, options));
    super({
      ...all,
      valueRange: expectValueRange("autoContrast", all.valueRange),
    });
  }

  override plan(): Plan {
    const { valueRange } = this.options;
    return {
      images: (x) => {
        const wide = rescaled(x, valueRange, bytes);
        // Keras reduces axes 1 and 2 in either data format.
        const low = min(wide, { axis: [1, 2], keepdims: true });
        const scale = divide(255, subtract(max(wide, { axis: [1, 2], keepdims: true }), low));
        const stretched = add(multiply(wide, scale), multiply(negative(low), scale));
        const result = rescaled(clip(stretched, 0, 255), bytes, valueRange);
        return where(isnan(result), x, result);
      },
    };
  }
}

/** `autoContrast()` */
export const autoContrast = (options: AutoContrastOptions = {}): AutoContrast =>
  new AutoContrast(options);
