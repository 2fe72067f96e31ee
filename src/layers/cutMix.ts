import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { divide } from "../ops/divide.ts";
import { sqrt } from "../ops/power.ts";
import { reshape } from "../ops/reshape.ts";
import { take } from "../ops/take.ts";
import { where } from "../ops/where.ts";
import { boxMask, stretchWithin } from "./boxes.ts";
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

/** Options of `cutMix`. */
export interface CutMixOptions extends RandomImageOptions {
  /** Both shapes of the beta distribution of the share that stays, or between what they lie. Default 1. */
  readonly factor?: Factor | undefined;
}

interface CutMixConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly seed: number | null;
}

/** Labels of both, by the share that stays of the first. */
export function mixedLabels(labels: Operand, order: Operand, share: Operand): Operand {
  const own = cast(labels, "float32");
  const stays = reshape(share, [share.size, 1]);
  const other = multiply(subtract(1, stays), take(own, order, { axis: 0 }));
  return add(multiply(stays, own), other);
}

/** Puts a rectangle of another image of the batch into each. Yun et al. 2019, https://arxiv.org/abs/1905.04899 */
export class CutMix extends ImageAugmentation<CutMixConfig> {
  static override readonly className = "CutMix";
  static override readonly alwaysFloats = true;

  constructor(options: CutMixOptions = {}) {
    const own = { dataFormat: null, factor: 1, seed: null };
    const all = withFormat("cutMix", layerOptions("CutMix", own, options));
    super({ ...all, factor: rangeOf("cutMix", "factor", all.factor, [0, 1]) });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const layout = this.layoutOf(images);
    const { batch, height, width } = layout;
    const alpha = add(draws.uniform([], this.options.factor), 1e-6);
    const ratio = sqrt(subtract(1, draws.beta([batch], alpha)));
    const columns = stretchWithin(width, ratio, draws);
    const rows = stretchWithin(height, ratio, draws);
    const mask = boxMask(layout, columns, rows);
    const area = multiply(subtract(columns.end, columns.start), subtract(rows.end, rows.start));
    const share = subtract(1, divide(area, width * height));
    const order = draws.permutation(batch);
    const mix = (x: Operand): Operand => where(mask, take(x, order, { axis: 0 }), x);
    return { images: mix, masks: mix, labels: (labels) => mixedLabels(labels, order, share) };
  }
}

/** `cutMix()({ images, labels })` */
export const cutMix = (options: CutMixOptions = {}): CutMix => new CutMix(options);
