import type { DataFormat } from "../base/imageDataFormat.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { switchOp } from "../ops/cond.ts";
import { divide } from "../ops/divide.ts";
import { unstack } from "../ops/hstack.ts";
import { clip } from "../ops/maximum.ts";
import { sum } from "../ops/sum.ts";
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

/** Options of `augMix`. */
export interface AugMixOptions extends ValueRangeOptions {
  /** How many chains are blended. Default 3. */
  readonly numChains?: number | undefined;
  /** How many augmentations a chain has at most. Default 3. */
  readonly chainDepth?: number | undefined;
  /** How strong they are, between 0 and 1. Default 0.3. */
  readonly factor?: Factor | undefined;
  /** Shape of the distributions of the shares. Default 1. */
  readonly alpha?: number | undefined;
  /** Whether those of colour are among them. Default true. */
  readonly allOps?: boolean | undefined;
  /** Default "bilinear". */
  readonly interpolation?: "nearest" | "bilinear" | undefined;
}

interface AugMixConfig extends RandomImageOptions {
  readonly dataFormat: DataFormat;
  readonly valueRange: Range;
  readonly numChains: number;
  readonly chainDepth: number;
  readonly factor: Range;
  readonly alpha: number;
  readonly allOps: boolean;
  readonly interpolation: "nearest" | "bilinear";
  readonly seed: number | null;
}

const defaults = {
  dataFormat: null,
  valueRange: [0, 255],
  numChains: 3,
  chainDepth: 3,
  factor: 0.3,
  alpha: 1,
  allOps: true,
  interpolation: "bilinear",
  seed: null,
} as const;

/** Blends the images with chains of augmentations of them, chosen at every call. Hendrycks et al. 2020, https://arxiv.org/abs/1912.02781 */
export class AugMix extends ImageAugmentation<AugMixConfig> {
  static override readonly className = "AugMix";
  static override readonly alwaysFloats = true;
  readonly #choices: readonly ImageAugmentation[];

  constructor(options: AugMixOptions = {}) {
    const all = withFormat("augMix", layerOptions("AugMix", defaults, options));
    const factor = rangeOf("augMix", "factor", all.factor, [0, 1]);
    super({ ...all, factor });
    const { numChains, chainDepth, interpolation } = this.options;
    expectMode(`${this.label}: interpolation`, interpolation, ["nearest", "bilinear"]);
    for (const [name, count] of Object.entries({ numChains, chainDepth })) {
      if (Number.isInteger(count) && count >= 1) continue;
      fail("value", {
        where: `${this.label}: ${name}`,
        expected: "a whole number of 1 or more",
        received: String(count),
      });
    }
    this.#choices = augmentations(this.options, this.options.allOps);
  }

  override plan(images: Operand, draws: Draws): Plan {
    const { numChains, chainDepth, alpha, valueRange } = this.options;
    const gammas = draws.gamma([numChains], alpha);
    const shares = unstack(divide(gammas, sum(gammas)));
    const stays = draws.beta([], alpha);
    const chains = shares.map((share) => ({
      share,
      steps: Array.from({ length: chainDepth }, () => ({
        // One number more than there are choices: nothing.
        number: draws.whole([], [0, this.#choices.length + 1]),
        plans: this.#choices.map((choice) => choice.plan(images, draws)),
      })),
    }));
    const blend = (x: Operand, change: (plan: Plan, x: Operand) => Operand): Operand => {
      const parts = chains.map(({ share, steps }) => {
        const last = steps.reduce(
          (changed, { number, plans }) =>
            switchOp(number, [
              ...plans.map((plan) => () => change(plan, changed)),
              () => multiply(changed, 1),
            ]),
          x,
        );
        return multiply(last, share);
      });
      const chained = parts.reduce((all, part) => add(all, part));
      return add(multiply(stays, x), multiply(subtract(1, stays), chained));
    };
    return {
      images: (x) =>
        clip(
          blend(x, (plan, own) => plan.images(own)),
          valueRange[0],
          valueRange[1],
        ),
      masks: (x) => blend(x, (plan, own) => plan.masks?.(own) ?? multiply(own, 1)),
    };
  }
}

/** `augMix({ numChains: 2 })` */
export const augMix = (options: AugMixOptions = {}): AugMix => new AugMix(options);
