import type { DataFormat } from "../base/imageDataFormat.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply } from "../ops/add.ts";
import { less } from "../ops/equal.ts";
import { perspectiveTransform } from "../ops/image/coordinates.ts";
import { broadcastTo } from "../ops/tile.ts";
import { where } from "../ops/where.ts";
import { Tensor } from "../tensor/tensor.ts";
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
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randomPerspective`. */
export interface RandomPerspectiveOptions extends RandomImageOptions {
  /** How probable it is, or between what. Default 1. */
  readonly factor?: Factor | undefined;
  /** How far corners move, between 0 and 1. Default 1. */
  readonly scale?: number | undefined;
  /** Default "bilinear". */
  readonly interpolation?: "nearest" | "bilinear" | undefined;
  /** What stands beyond the edges. Default 0. */
  readonly fillValue?: number | undefined;
}

interface RandomPerspectiveConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly factor: Range;
  readonly scale: number;
  readonly interpolation: "nearest" | "bilinear";
  readonly fillValue: number;
  readonly seed: number | null;
}

const defaults = {
  dataFormat: null,
  factor: 1,
  scale: 1,
  interpolation: "bilinear",
  fillValue: 0,
  seed: null,
} as const;

/** Shows each image in a perspective of its own, with a probability drawn between the ends of `factor`. */
export class RandomPerspective extends ImageAugmentation<RandomPerspectiveConfig> {
  static override readonly className = "RandomPerspective";
  static override readonly alwaysFloats = true;

  constructor(options: RandomPerspectiveOptions = {}) {
    const all = withFormat(
      "randomPerspective",
      layerOptions("RandomPerspective", defaults, options),
    );
    const factor = rangeOf("randomPerspective", "factor", all.factor, [0, 1]);
    super({ ...all, factor });
    const { scale, interpolation } = this.options;
    expectMode(`${this.label}: interpolation`, interpolation, ["nearest", "bilinear"]);
    if (scale >= 0 && scale <= 1) return;
    fail("value", {
      where: `${this.label}: scale`,
      expected: "a number between 0 and 1",
      received: String(scale),
    });
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor, scale, interpolation, fillValue, dataFormat } = this.options;
    const { batch, height, width } = this.layoutOf(images);
    const chance = draws.uniform([batch], factor);
    const isChosen = perImage(less(draws.uniform([batch]), chance));
    const [right, bottom] = [width - 1, height - 1];
    const corners = Float32Array.of(0, 0, right, 0, 0, bottom, right, bottom);
    const start = broadcastTo(new Tensor(corners, [1, 4, 2]), [batch, 4, 2]);
    const share = draws.uniform([batch, 4, 2], [-0.5 * scale, 0.5 * scale]);
    const end = add(start, multiply(start, share));
    const show = (x: Operand, own: "nearest" | "bilinear"): Operand => {
      const seen = perspectiveTransform(x, start, end, {
        interpolation: own,
        fillValue,
        dataFormat,
      });
      return where(isChosen, seen, x);
    };
    return { images: (x) => show(x, interpolation), masks: (x) => show(x, "nearest") };
  }
}

/** `randomPerspective({ scale: 0.3 })` */
export const randomPerspective = (options: RandomPerspectiveOptions = {}): RandomPerspective =>
  new RandomPerspective(options);
