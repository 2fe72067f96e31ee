import type { Operand } from "../graph/value.ts";
import { multiply, negative, subtract } from "../ops/add.ts";
import { cos, sin } from "../ops/sin.ts";
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

/** Options of `randomRotation`. */
export type RandomRotationOptions = FillingOptions;

interface RandomRotationConfig extends Filling {
  readonly factor: Range;
}

/** Turns each image by an angle of its own: a share `factor` of a full turn, in either direction. */
export class RandomRotation extends ImageAugmentation<RandomRotationConfig> {
  static override readonly className = "RandomRotation";
  static override readonly alwaysFloats = true;

  constructor(options: RandomRotationOptions & { readonly factor: Factor }) {
    const own = { ...filling, factor: NaN };
    const all = withFormat("randomRotation", layerOptions("RandomRotation", own, options));
    super({
      ...all,
      factor: rangeOf("randomRotation", "factor", all.factor, [-1, 1]),
    });
    checkFilling(this.label, this.options);
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { factor } = this.options;
    const { batch, height, width } = this.layoutOf(images);
    const degrees = draws.uniform([batch], [factor[0] * 360, factor[1] * 360]);
    const angle = multiply(degrees, Math.PI / 180);
    const [cosine, sine] = [cos(angle), sin(angle)];
    const [x, y] = [0.5 * (width - 1), 0.5 * (height - 1)];
    const right = subtract(subtract(x, multiply(cosine, x)), multiply(negative(sine), y));
    const down = subtract(subtract(y, multiply(sine, x)), multiply(cosine, y));
    const maps = mapsOf(angle, [cosine, negative(sine), right, sine, cosine, down]);
    return affinePlan(maps, this.options);
  }
}

/** `randomRotation(0.1)` */
export const randomRotation = (
  factor: Factor,
  options: RandomRotationOptions = {},
): RandomRotation => new RandomRotation({ ...options, factor });
