import { fail } from "../base/errors.ts";
import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { less } from "../ops/equal.ts";
import { where } from "../ops/where.ts";
import { rgbToGrayscale } from "../ops/image/color.ts";
import type { Draws } from "./draws.ts";
import {
  ImageAugmentation,
  perImage,
  type Plan,
  type RandomImageOptions,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randomGrayscale`. */
export interface RandomGrayscaleOptions extends RandomImageOptions {
  /** How probable it is. Default 0.5. */
  readonly factor?: number | undefined;
}

function expectShare(factor: number): number {
  if (factor >= 0 && factor <= 1) return factor;
  return fail("value", {
    where: "randomGrayscale: factor",
    expected: "a number between 0 and 1",
    received: String(factor),
  });
}

interface RandomGrayscaleConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: number;
  readonly seed: number | null;
}

/** Makes each image grey with a probability of `factor`, in as many channels as it has. */
export class RandomGrayscale extends ImageAugmentation<RandomGrayscaleConfig> {
  static override readonly className = "RandomGrayscale";

  constructor(options: RandomGrayscaleOptions = {}) {
    const own = { dataFormat: null, factor: 0.5, seed: null };
    const all = withFormat("randomGrayscale", layerOptions("RandomGrayscale", own, options));
    super({
      ...all,
      factor: expectShare(all.factor),
    });
  }

  /** Keras does not save the seed of this one. */
  override getConfig(): Record<string, unknown> {
    const { seed: _, ...config } = super.getConfig();
    return config;
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, dataFormat } = this.options;
    const isChosen = perImage(less(draws.uniform([images.shape[0]!]), factor));
    return { images: (x) => where(isChosen, rgbToGrayscale(x, { dataFormat }), x) };
  }
}

/** `randomGrayscale({ factor: 0.3 })` */
export const randomGrayscale = (options: RandomGrayscaleOptions = {}): RandomGrayscale =>
  new RandomGrayscale(options);
