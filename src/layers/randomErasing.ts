import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { less } from "../ops/equal.ts";
import { clip } from "../ops/maximum.ts";
import { sqrt } from "../ops/power.ts";
import { where } from "../ops/where.ts";
import { unstack } from "../ops/hstack.ts";
import { fullLike } from "../ops/zeros.ts";
import { boxMask, stretchWithin } from "./boxes.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Draws, Range } from "./draws.ts";
import {
  bytes,
  type Factor,
  ImageAugmentation,
  perImage,
  type Plan,
  type RandomImageOptions,
  rangeOf,
  withFormat,
  type ValueRangeOptions,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randomErasing`. */
export interface RandomErasingOptions extends ValueRangeOptions {
  /** How probable it is, or between what. Default 1. */
  readonly factor?: Factor | undefined;
  /** Share of the image that is filled. Default [0.02, 0.33]. */
  readonly scale?: Factor | undefined;
  /** A number, or one per channel. Default null: normal noise times the upper end of the value range. */
  readonly fillValue?: number | readonly number[] | null | undefined;
}

interface RandomErasingConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly scale: Range;
  readonly fillValue: number | readonly number[] | null;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** Fills a rectangle of each image with noise, or with `fillValue`, with a probability drawn between the ends of `factor`. */
export class RandomErasing extends ImageAugmentation<RandomErasingConfig> {
  static override readonly className = "RandomErasing";
  static override readonly alwaysFloats = true;

  constructor(options: RandomErasingOptions = {}) {
    const own = {
      dataFormat: null,
      factor: 1,
      scale: [0.02, 0.33],
      fillValue: null,
      valueRange: bytes,
      seed: null,
    };
    const all = withFormat("randomErasing", layerOptions("RandomErasing", own, options));
    super({
      ...all,
      factor: rangeOf("randomErasing", "factor", all.factor, [0, 1]),
      scale: rangeOf("randomErasing", "scale", all.scale, [0, 1]),
      fillValue: all.fillValue,
    });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, scale, fillValue, valueRange } = this.options;
    const layout = this.layoutOf(images);
    const { batch, height, width } = layout;
    const [across, down] = unstack(sqrt(draws.uniform([batch, 2], scale)), { axis: 1 });
    const columns = stretchWithin(width, across!, draws);
    const rows = stretchWithin(height, down!, draws);
    const mask = boxMask(layout, columns, rows);
    const chance = draws.uniform([batch], factor);
    const isChosen = perImage(less(draws.uniform([batch]), chance));
    const noise =
      fillValue === null ? multiply(draws.normal(images.shape), valueRange[1]) : undefined;
    const colour = Array.isArray(fillValue)
      ? new Tensor(Float32Array.from(fillValue), [fillValue.length])
      : fullLike(images, (fillValue ?? 0) as number);
    const fill = clip(noise ?? colour, valueRange[0], valueRange[1]);
    return { images: (x) => where(isChosen, where(mask, fill, x), x) };
  }
}

/** `randomErasing({ scale: [0.02, 0.1] })` */
export const randomErasing = (options: RandomErasingOptions = {}): RandomErasing =>
  new RandomErasing(options);
