import type { Operand } from "../graph/value.ts";
import { multiply, negative } from "../ops/add.ts";
import {
  affinePlan,
  checkFilling,
  type Filling,
  filling,
  type FillingOptions,
  mapsOf,
} from "./affine.ts";
import type { Draws, Range } from "./draws.ts";
import {
  type Factor,
  ImageAugmentation,
  type Plan,
  rangeOf,
  withFormat,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randomTranslation`. */
export type RandomTranslationOptions = FillingOptions;

interface RandomTranslationConfig extends Filling {
  readonly heightFactor: Factor;
  readonly widthFactor: Factor;
}

/** Moves each image down and to the right by shares of its own of height and width; negative ones up and to the left. */
export class RandomTranslation extends ImageAugmentation<RandomTranslationConfig> {
  static override readonly className = "RandomTranslation";
  static override readonly alwaysFloats = true;
  readonly #ranges: readonly [height: Range, width: Range];

  constructor(
    options: RandomTranslationOptions & {
      readonly heightFactor: Factor;
      readonly widthFactor: Factor;
    },
  ) {
    const own = { ...filling, heightFactor: NaN, widthFactor: NaN };
    const all = withFormat("randomTranslation", layerOptions("RandomTranslation", own, options));
    super(all);
    checkFilling(this.label, this.options);
    const { heightFactor, widthFactor } = this.options;
    this.#ranges = [
      rangeOf(this.label, "heightFactor", heightFactor, [-1, 1]),
      rangeOf(this.label, "widthFactor", widthFactor, [-1, 1]),
    ];
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { batch, height, width } = this.layoutOf(images);
    const down = multiply(draws.uniform([batch], this.#ranges[0]), height);
    const right = multiply(draws.uniform([batch], this.#ranges[1]), width);
    const maps = mapsOf(down, [1, 0, negative(right), 0, 1, negative(down)]);
    return affinePlan(maps, this.options);
  }
}

/** `randomTranslation(0.1, 0.1)` */
export const randomTranslation = (
  heightFactor: Factor,
  widthFactor: Factor,
  options: RandomTranslationOptions = {},
): RandomTranslation => new RandomTranslation({ ...options, heightFactor, widthFactor });
