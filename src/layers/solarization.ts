import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { add, subtract } from "../ops/add.ts";
import { less } from "../ops/equal.ts";
import { clip } from "../ops/maximum.ts";
import { where } from "../ops/where.ts";
import type { Draws, Range } from "./draws.ts";
import {
  bytes,
  expectValueRange,
  type Factor,
  ImageAugmentation,
  type Plan,
  type RandomImageOptions,
  rangeOf,
  rescaled,
  withFormat,
  type ValueRangeOptions,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `solarization`. */
export interface SolarizationOptions extends ValueRangeOptions {
  /** What is added at most, from 0 on, or between what. Default 0. */
  readonly additionFactor?: Factor | undefined;
  /** The highest threshold, from 0 on, or between what. Default 0. */
  readonly thresholdFactor?: Factor | undefined;
}

function fromZero(name: string, factor: unknown): Range {
  const [, high] = rangeOf("solarization", name, factor, [0, 1]);
  return typeof factor === "number" ? [0, high] : rangeOf("solarization", name, factor, [0, 1]);
}

interface SolarizationConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly additionFactor: Range;
  readonly thresholdFactor: Range;
  readonly valueRange: Range;
  readonly seed: number | null;
}

/** Adds to each image a number of its own and turns around what lies above a threshold: both drawn as shares of 255. */
export class Solarization extends ImageAugmentation<SolarizationConfig> {
  static override readonly className = "Solarization";
  static override readonly alwaysFloats = true;

  constructor(options: SolarizationOptions = {}) {
    const own = {
      dataFormat: null,
      additionFactor: 0,
      thresholdFactor: 0,
      valueRange: [0, 255],
      seed: null,
    };
    const all = withFormat("solarization", layerOptions("Solarization", own, options));
    super({
      ...all,
      additionFactor: fromZero("additionFactor", all.additionFactor),
      thresholdFactor: fromZero("thresholdFactor", all.thresholdFactor),
      valueRange: expectValueRange("solarization", all.valueRange),
    });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { additionFactor, thresholdFactor, valueRange } = this.options;
    const shape = [images.shape[0]!, 1, 1, 1];
    // As in Keras, only the upper ends are shares of 255.
    const addition = draws.uniform(shape, [additionFactor[0], additionFactor[1] * 255]);
    const threshold = draws.uniform(shape, [thresholdFactor[0], thresholdFactor[1] * 255]);
    return {
      images: (x) => {
        const shifted = clip(add(rescaled(x, valueRange, bytes), addition), 0, 255);
        const turned = where(less(shifted, threshold), shifted, subtract(255, shifted));
        return rescaled(turned, bytes, valueRange);
      },
    };
  }
}

/** `solarization({ thresholdFactor: 0.5 })` */
export const solarization = (options: SolarizationOptions = {}): Solarization =>
  new Solarization(options);
