import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { greater } from "../ops/equal.ts";
import { where } from "../ops/where.ts";
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

/** Options of `randomShear`. */
export interface RandomShearOptions extends FillingOptions {
  /** How far columns move per row. Default 0. */
  readonly xFactor?: Factor | undefined;
  /** How far rows move per column. Default 0. */
  readonly yFactor?: Factor | undefined;
}

/** A number stands for both directions; it is at least 0. */
function slantOf(name: string, factor: unknown): Range {
  const isNegative = typeof factor === "number" && factor < 0;
  return rangeOf("randomShear", name, isNegative ? NaN : factor, [-1, 1]);
}

interface RandomShearConfig extends Filling {
  readonly xFactor: Range;
  readonly yFactor: Range;
}

/** Slants each image by shares of its own, both to one side. */
export class RandomShear extends ImageAugmentation<RandomShearConfig> {
  static override readonly className = "RandomShear";
  static override readonly alwaysFloats = true;

  constructor(options: RandomShearOptions = {}) {
    const own = { ...filling, xFactor: 0, yFactor: 0 };
    const all = withFormat("randomShear", layerOptions("RandomShear", own, options));
    super({
      ...all,
      xFactor: slantOf("xFactor", all.xFactor),
      yFactor: slantOf("yFactor", all.yFactor),
    });
    checkFilling(this.label, this.options);
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { xFactor, yFactor } = this.options;
    const count = images.shape[0]!;
    const sign = where(greater(draws.uniform([count]), 0.5), -1, 1);
    const down = multiply(draws.uniform([count], yFactor), sign);
    const across = multiply(draws.uniform([count], xFactor), sign);
    return affinePlan(mapsOf(down, [1, across, 0, down, 1, 0]), this.options);
  }
}

/** `randomShear({ xFactor: 0.2 })` */
export const randomShear = (options: RandomShearOptions = {}): RandomShear =>
  new RandomShear(options);
