import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { less } from "../ops/equal.ts";
import { elasticTransform } from "../ops/image/coordinates.ts";
import { clip } from "../ops/maximum.ts";
import { where } from "../ops/where.ts";
import type { Draws, Range } from "./draws.ts";
import { expectMode } from "./encodeCategories.ts";
import {
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

const fillModes = ["constant", "nearest", "wrap", "mirror", "reflect"] as const;

/** Options of `randomElasticTransform`. */
export interface RandomElasticTransformOptions extends ValueRangeOptions {
  /** How probable it is, or between what. Default 1. */
  readonly factor?: Factor | undefined;
  /** How far and how smoothly pixels move, between 0 and 1. Default 1. */
  readonly scale?: Factor | undefined;
  /** Default "bilinear". */
  readonly interpolation?: "nearest" | "bilinear" | undefined;
  /** What stands beyond the edges. Default "reflect". */
  readonly fillMode?: (typeof fillModes)[number] | undefined;
  /** Of fill mode "constant". Default 0. */
  readonly fillValue?: number | undefined;
}

interface RandomElasticTransformConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly scale: Range;
  readonly interpolation: "nearest" | "bilinear";
  readonly fillMode: (typeof fillModes)[number];
  readonly fillValue: number;
  readonly valueRange: Range;
  readonly seed: number | null;
}

const defaults = {
  dataFormat: null,
  factor: 1,
  scale: 1,
  interpolation: "bilinear",
  fillMode: "reflect",
  fillValue: 0,
  valueRange: [0, 255],
  seed: null,
} as const;

/** Moves the pixels of each image by smooth noise, with a probability drawn between the ends of `factor`. */
export class RandomElasticTransform extends ImageAugmentation<RandomElasticTransformConfig> {
  static override readonly className = "RandomElasticTransform";
  static override readonly alwaysFloats = true;

  constructor(options: RandomElasticTransformOptions = {}) {
    const where = "randomElasticTransform";
    const all = withFormat(where, layerOptions("RandomElasticTransform", defaults, options));
    super({
      ...all,
      factor: rangeOf(where, "factor", all.factor, [0, 1]),
      scale: rangeOf(where, "scale", all.scale, [0, 1]),
    });
    const { interpolation, fillMode } = this.options;
    expectMode(`${this.label}: interpolation`, interpolation, ["nearest", "bilinear"]);
    expectMode(`${this.label}: fillMode`, fillMode, fillModes);
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, scale, interpolation, fillMode, fillValue, valueRange, dataFormat } =
      this.options;
    if (scale[1] === 0 || factor[1] === 0) return { images: (x) => x };
    const { batch, height, width } = this.layoutOf(images);
    const chance = draws.uniform([batch], factor);
    const isChosen = perImage(less(draws.uniform([batch]), chance));
    const strength = draws.uniform([], scale);
    const alpha = multiply(strength, 0.1 * Math.max(height, width));
    const sigma = multiply(strength, 0.05 * Math.min(height, width));
    const smoothest = 0.05 * Math.min(height, width) * scale[1];
    const seeds = [draws.next(), draws.next()] as const;
    const move = (x: Operand, own: "nearest" | "bilinear"): Operand => {
      const moved = elasticTransform(x, seeds, {
        alpha,
        sigma,
        kernelSize: Math.trunc(6 * smoothest) | 1,
        interpolation: own,
        fillMode,
        fillValue,
        dataFormat,
      });
      return clip(where(isChosen, moved, x), valueRange[0], valueRange[1]);
    };
    return { images: (x) => move(x, interpolation), masks: (x) => move(x, "nearest") };
  }
}

/** `randomElasticTransform({ scale: 0.5 })` */
export const randomElasticTransform = (
  options: RandomElasticTransformOptions = {},
): RandomElasticTransform => new RandomElasticTransform(options);
