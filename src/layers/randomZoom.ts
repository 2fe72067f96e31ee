import type { Operand } from "../graph/value.ts";
import { multiply, subtract } from "../ops/add.ts";
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

/** Options of `randomZoom`. */
export interface RandomZoomOptions extends FillingOptions {
  /** Default null: as the height. */
  readonly widthFactor?: Factor | null | undefined;
}

interface RandomZoomConfig extends Filling {
  readonly heightFactor: Factor;
  readonly widthFactor: Factor | null;
}

/** Zooms each image about its middle: 0.2 shows 1.2 times as much in either direction, -0.2 only 0.8 times. */
export class RandomZoom extends ImageAugmentation<RandomZoomConfig> {
  static override readonly className = "RandomZoom";
  static override readonly alwaysFloats = true;
  readonly #ranges: readonly [height: Range, width: Range | null];

  constructor(options: RandomZoomOptions & { readonly heightFactor: Factor }) {
    const own = { ...filling, heightFactor: NaN, widthFactor: null };
    super(withFormat("randomZoom", layerOptions("RandomZoom", own, options)));
    checkFilling(this.label, this.options);
    const { heightFactor, widthFactor } = this.options;
    this.#ranges = [
      rangeOf(this.label, "heightFactor", heightFactor, [-1, 1]),
      widthFactor === null ? null : rangeOf(this.label, "widthFactor", widthFactor, [-1, 1]),
    ];
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { batch, height, width } = this.layoutOf(images);
    const [ofHeight, ofWidth] = this.#ranges;
    const around = ([low, high]: Range): Operand => draws.uniform([batch], [1 + low, 1 + high]);
    const down = around(ofHeight);
    const across = ofWidth === null ? down : around(ofWidth);
    const left = multiply(subtract(1, across), (width - 1) / 2);
    const top = multiply(subtract(1, down), (height - 1) / 2);
    return affinePlan(mapsOf(down, [across, 0, left, 0, down, top]), this.options);
  }
}

/** `randomZoom(0.2)` */
export const randomZoom = (heightFactor: Factor, options: RandomZoomOptions = {}): RandomZoom =>
  new RandomZoom({ ...options, heightFactor });
