import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { take } from "../ops/take.ts";
import { mixedLabels } from "./cutMix.ts";
import type { Draws } from "./draws.ts";
import {
  ImageAugmentation,
  perImage,
  type Plan,
  type RandomImageOptions,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `mixUp`. */
export interface MixUpOptions extends RandomImageOptions {
  /** Both shapes of the beta distribution of the share that stays. Default 0.2. */
  readonly alpha?: number | undefined;
}

interface MixUpConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly alpha: number;
  readonly seed: number | null;
}

/** Blends each image with another of the batch, and their labels. Zhang et al. 2018, https://arxiv.org/abs/1710.09412 */
export class MixUp extends ImageAugmentation<MixUpConfig> {
  static override readonly className = "MixUp";

  constructor(options: MixUpOptions = {}) {
    const own = { dataFormat: null, alpha: 0.2, seed: null };
    super(withFormat("mixUp", layerOptions("MixUp", own, options)));
  }

  override plan(images: Operand, draws: Draws): Plan {
    const count = images.shape[0]!;
    const order = draws.permutation(count);
    const share = draws.beta([count], this.options.alpha);
    const stays = perImage(share);
    const blend = (x: Operand): Operand =>
      add(multiply(stays, x), multiply(subtract(1, stays), take(x, order, { axis: 0 })));
    return { images: blend, masks: blend, labels: (labels) => mixedLabels(labels, order, share) };
  }
}

/** `mixUp()({ images, labels })` */
export const mixUp = (options: MixUpOptions = {}): MixUp => new MixUp(options);
