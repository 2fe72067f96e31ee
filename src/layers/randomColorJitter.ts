import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import type { Draws, Range } from "./draws.ts";
import {
  type Factor,
  ImageAugmentation,
  type Plan,
  type RandomImageOptions,
  withFormat,
  type ValueRangeOptions,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";
import { RandomBrightness } from "./randomBrightness.ts";
import { RandomContrast } from "./randomContrast.ts";
import { RandomHue } from "./randomHue.ts";
import { RandomSaturation } from "./randomSaturation.ts";

/** Options of `randomColorJitter`. */
export interface RandomColorJitterOptions extends ValueRangeOptions {
  /** As in `randomBrightness`. Default null: none. */
  readonly brightnessFactor?: Factor | null | undefined;
  /** As in `randomContrast`. Default null: none. */
  readonly contrastFactor?: Factor | null | undefined;
  /** As in `randomSaturation`. Default null: none. */
  readonly saturationFactor?: Factor | null | undefined;
  /** As in `randomHue`. Default null: none. */
  readonly hueFactor?: Factor | null | undefined;
}

interface RandomColorJitterConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly valueRange: Range;
  readonly brightnessFactor: Factor | null;
  readonly contrastFactor: Factor | null;
  readonly saturationFactor: Factor | null;
  readonly hueFactor: Factor | null;
  readonly seed: number | null;
}

const defaults = {
  dataFormat: null,
  valueRange: [0, 255],
  brightnessFactor: null,
  contrastFactor: null,
  saturationFactor: null,
  hueFactor: null,
  seed: null,
} as const;

/** Changes brightness, contrast, saturation and hue of each image, one after the other. */
export class RandomColorJitter extends ImageAugmentation<RandomColorJitterConfig> {
  static override readonly className = "RandomColorJitter";
  readonly #steps: readonly ImageAugmentation[];

  constructor(options: RandomColorJitterOptions = {}) {
    const all = withFormat(
      "randomColorJitter",
      layerOptions("RandomColorJitter", defaults, options),
    );
    super(all);
    const {
      valueRange,
      dataFormat,
      brightnessFactor,
      contrastFactor,
      saturationFactor,
      hueFactor,
    } = this.options;
    const shared = { valueRange, dataFormat };
    const given = <T>(factor: Factor | null, make: (factor: Factor) => T): T[] =>
      factor === null ? [] : [make(factor)];
    this.#steps = [
      ...given(brightnessFactor, (factor) => new RandomBrightness({ ...shared, factor })),
      ...given(contrastFactor, (factor) => new RandomContrast({ ...shared, factor })),
      ...given(saturationFactor, (factor) => new RandomSaturation({ ...shared, factor })),
      ...given(hueFactor, (factor) => new RandomHue({ ...shared, factor })),
    ];
  }

  override plan(images: Operand, draws: Draws): Plan {
    const plans = this.#steps.map((step) => step.plan(images, draws));
    return { images: (x) => plans.reduce((changed, plan) => plan.images(changed), x) };
  }
}

/** `randomColorJitter({ brightnessFactor: 0.2, hueFactor: 0.1 })` */
export const randomColorJitter = (options: RandomColorJitterOptions = {}): RandomColorJitter =>
  new RandomColorJitter(options);
