import { fail } from "../base/errors.ts";
import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { add } from "../ops/add.ts";
import { less } from "../ops/equal.ts";
import { clip } from "../ops/maximum.ts";
import { where } from "../ops/where.ts";
import { gaussianBlur } from "../ops/image/filters.ts";
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

/** Options of `randomGaussianBlur`. */
export interface RandomGaussianBlurOptions extends ValueRangeOptions {
  /** How probable it is, or between what. Default 1. */
  readonly factor?: Factor | undefined;
  /** Odd extents of the bell curve. Default 3. */
  readonly kernelSize?: number | readonly [number, number] | undefined;
  /** Width of the bell curve, between 0 and 1. Default 1. */
  readonly sigma?: Factor | undefined;
}

function oddPair(size: unknown): readonly [number, number] {
  const pair = (Array.isArray(size) ? size : [size, size]) as readonly number[];
  if (pair.length === 2 && pair.every((extent) => Number.isInteger(extent) && extent % 2 === 1))
    return [pair[0]!, pair[1]!];
  return fail("value", {
    where: "randomGaussianBlur: kernelSize",
    expected: "an odd number or two",
    received: JSON.stringify(size),
  });
}

interface RandomGaussianBlurConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly kernelSize: readonly [number, number];
  readonly sigma: Range;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** Blurs each image with a probability drawn between the ends of `factor`, all by a width drawn between the ends of `sigma`. */
export class RandomGaussianBlur extends ImageAugmentation<RandomGaussianBlurConfig> {
  static override readonly className = "RandomGaussianBlur";
  static override readonly alwaysFloats = true;

  constructor(options: RandomGaussianBlurOptions = {}) {
    const own = {
      dataFormat: null,
      factor: 1,
      kernelSize: 3,
      sigma: 1,
      valueRange: bytes,
      seed: null,
    };
    const all = withFormat("randomGaussianBlur", layerOptions("RandomGaussianBlur", own, options));
    super({
      ...all,
      factor: rangeOf("randomGaussianBlur", "factor", all.factor, [0, 1]),
      kernelSize: oddPair(all.kernelSize),
      sigma: rangeOf("randomGaussianBlur", "sigma", all.sigma, [0, 1]),
    });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, kernelSize, sigma, valueRange, dataFormat } = this.options;
    const count = images.shape[0]!;
    const chance = draws.uniform([count], factor);
    const isChosen = perImage(less(draws.uniform([count]), chance));
    const widths = add(draws.uniform([2], sigma), 1e-6);
    return {
      images: (x) => {
        const blurred = gaussianBlur(x, { kernelSize, sigma: widths, dataFormat });
        return clip(where(isChosen, blurred, x), valueRange[0], valueRange[1]);
      },
    };
  }
}

/** `randomGaussianBlur({ sigma: 0.8 })` */
export const randomGaussianBlur = (options: RandomGaussianBlurOptions = {}): RandomGaussianBlur =>
  new RandomGaussianBlur(options);
