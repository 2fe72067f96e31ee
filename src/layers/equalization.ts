import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { stack } from "../ops/concatenate.ts";
import { cumsum } from "../ops/cumsum.ts";
import { divide } from "../ops/divide.ts";
import { greater, lessEqual } from "../ops/equal.ts";
import { round } from "../ops/floor.ts";
import { min } from "../ops/max.ts";
import { clip } from "../ops/maximum.ts";
import { oneHot } from "../ops/oneHot.ts";
import { ravel } from "../ops/reshape.ts";
import { sum } from "../ops/sum.ts";
import { take } from "../ops/take.ts";
import { where } from "../ops/where.ts";
import { unstack } from "../ops/hstack.ts";
import type { Range } from "./draws.ts";
import {
  bytes,
  expectValueRange,
  ImageAugmentation,
  type Plan,
  type ImageAugmentationOptions,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `equalization`. */
export interface EqualizationOptions extends ImageAugmentationOptions {
  /** Between what pixels lie. Default [0, 255]. */
  readonly valueRange?: Range | undefined;
  /** Of the histogram. Default 256. */
  readonly bins?: number | undefined;
}

/** As Keras does it here: one product and one sum. */
function rescale(x: Operand, [from0, from1]: Range, [to0, to1]: Range): Operand {
  if (from0 === to0 && from1 === to1) return x;
  const scale = (to1 - to0) / (from1 - from0);
  return add(multiply(x, scale), to0 - from0 * scale);
}

interface EqualizationConfig extends ImageAugmentationOptions {
  readonly dataFormat: DataFormat;
  readonly bins: number;
  readonly valueRange: Range;
}

/** Spreads the brightness of each channel evenly over the value range, by the histogram of all images of the batch. */
export class Equalization extends ImageAugmentation<EqualizationConfig> {
  static override readonly className = "Equalization";

  constructor(options: EqualizationOptions = {}) {
    const own = { dataFormat: null, valueRange: [0, 255], bins: 256 };
    const all = withFormat("equalization", layerOptions("Equalization", own, options));
    super({
      ...all,
      valueRange: expectValueRange("equalization", all.valueRange),
    });
  }

  override plan(): Plan {
    const { valueRange, bins, dataFormat } = this.options;
    const channels = dataFormat === "channels_last" ? 3 : 1;
    const equalize = (channel: Operand): Operand => {
      const wide = rescale(channel, valueRange, bytes);
      const places = clip(cast(divide(multiply(wide, bins - 1), 255), "int32"), 0, bins - 1);
      const counts = sum(oneHot(ravel(places), bins, { dtype: "int32" }), { axis: 0 });
      const below = cumsum(counts, { axis: 0 });
      const total = sum(counts);
      // The first count that is not 0 is the least of those.
      const least = min(where(greater(below, 0), below, total));
      const span = subtract(total, least);
      const share = divide(
        multiply(cast(subtract(below, least), "float32"), 255),
        where(greater(span, 0), span, 1),
      );
      const table = clip(round(share), 0, 255);
      const scaled = multiply(divide(wide, 255), bins - 1);
      const found = take(table, cast(clip(scaled, 0, bins - 1), "int32"));
      const isFlat = lessEqual(sum(cast(greater(counts, 0), "int32")), 1);
      return rescale(where(isFlat, wide, found), bytes, valueRange);
    };
    return {
      images: (x) => stack(unstack(x, { axis: channels }).map(equalize), { axis: channels }),
    };
  }
}

/** `equalization()` */
export const equalization = (options: EqualizationOptions = {}): Equalization =>
  new Equalization(options);
