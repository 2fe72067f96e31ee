import type { DataFormat } from "../base/imageDataFormat.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { switchOp } from "../ops/cond.ts";
import { augmentations } from "./augmentations.ts";
import type { Draws, Range } from "./draws.ts";
import { expectMode } from "./encodeCategories.ts";
import {
  type Factor,
  ImageAugmentation,
  type Plan,
  type RandomImageOptions,
  rangeOf,
  withFormat,
  type ValueRangeOptions,
} from "./imageAugmentation.ts";
import { layerOptions } from "./layer.ts";

/** Options of `randAugment`. */
export interface RandAugmentOptions extends ValueRangeOptions {
  /** How many augmentations are done one after the other. Default 2. */
  readonly numOps?: number | undefined;
  /** How strong they are, between 0 and 1. Default 0.5. */
  readonly factor?: Factor | undefined;
  /** Default "bilinear". */
  readonly interpolation?: "nearest" | "bilinear" | undefined;
}

interface RandAugmentConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly valueRange: Range;
  readonly numOps: number;
  readonly factor: Range;
  readonly interpolation: "nearest" | "bilinear";
  readonly seed: number | null;
}

const defaults = {
  dataFormat: null,
  valueRange: [0, 255],
  numOps: 2,
  factor: 0.5,
  interpolation: "bilinear",
  seed: null,
} as const;

/** Augmentations chosen at random for each batch, of one strength. Cubuk et al. 2020, https://arxiv.org/abs/1909.13719 */
export class RandAugment extends ImageAugmentation<RandAugmentConfig> {
  static override readonly className = "RandAugment";
  static override readonly alwaysFloats = true;
  readonly #choices: readonly ImageAugmentation[];

  constructor(options: RandAugmentOptions = {}) {
    const all = withFormat("randAugment", layerOptions("RandAugment", defaults, options));
    const factor = rangeOf("randAugment", "factor", all.factor, [0, 1]);
    super({ ...all, factor });
    const { numOps, interpolation } = this.options;
    expectMode(`${this.label}: interpolation`, interpolation, ["nearest", "bilinear"]);
    if (!(Number.isInteger(numOps) && numOps >= 1)) {
      fail("value", {
        where: `${this.label}: numOps`,
        expected: "a whole number of 1 or more",
        received: String(numOps),
      });
    }
    this.#choices = augmentations(this.options, true);
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { numOps } = this.options;
    const chosen = Array.from({ length: numOps }, () => draws.whole([], [0, this.#choices.length]));
    const plans = this.#choices.map((choice) => choice.plan(images, draws));
    const apply = (x: Operand, change: (plan: Plan, x: Operand) => Operand): Operand =>
      chosen.reduce(
        (changed, number) =>
          switchOp(
            number,
            plans.map((plan) => () => change(plan, changed)),
          ),
        x,
      );
    return {
      images: (x) => apply(x, (plan, own) => plan.images(own)),
      masks: (x) => apply(x, (plan, own) => plan.masks?.(own) ?? multiply(own, 1)),
    };
  }
}

/** `randAugment({ numOps: 3, factor: 0.3 })` */
export const randAugment = (options: RandAugmentOptions = {}): RandAugment =>
  new RandAugment(options);
