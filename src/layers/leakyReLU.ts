import { optionsByPlace } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { leakyRelu } from "../ops/relu.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `leakyReLU`. */
export interface LeakyReLUOptions extends LayerOptions {
  /** Slope below 0. Default 0.3. */
  readonly negativeSlope?: number | undefined;
}

type LeakyReLUConfig = LayerOptions & { readonly negativeSlope: number };

/** x where x ≥ 0, else negativeSlope · x. Maas et al. 2013, https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf */
export class LeakyReLU extends Layer<LeakyReLUConfig> {
  static override readonly className = "LeakyReLU";
  static override readonly supportsMasking = true;

  constructor(options: LeakyReLUOptions = {}) {
    super(layerOptions("LeakyReLU", { negativeSlope: 0.3 }, options));
    const { negativeSlope } = this.options;
    if (!(negativeSlope >= 0)) {
      fail("value", {
        where: this.label,
        expected: "a negativeSlope of 0 or more",
        received: `${negativeSlope}`,
      });
    }
  }

  override call(x: Operand): Operand {
    return leakyRelu(x, this.options);
  }
}

/** `leakyReLU({ negativeSlope: 0.2 })` */
export const leakyReLU = (
  first: number | LeakyReLUOptions = {},
  options: LeakyReLUOptions = {},
): LeakyReLU =>
  new LeakyReLU(optionsByPlace(["negativeSlope"], [first, options], typeof first === "number"));
