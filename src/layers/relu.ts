import { optionsByPlace } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { relu as reluOf } from "../ops/relu.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `reLU`. */
export interface ReLUOptions extends LayerOptions {
  /** Upper limit. Default null: none. */
  readonly maxValue?: number | null | undefined;
  /** Slope below the threshold. Default 0. */
  readonly negativeSlope?: number | undefined;
  /** Below it, values are damped. Default 0. */
  readonly threshold?: number | undefined;
}

type ReLUConfig = LayerOptions & {
  readonly maxValue: number | null;
  readonly negativeSlope: number;
  readonly threshold: number;
};

/** max(x, 0), with Keras's options: maxValue above, x between, negativeSlope · (x - threshold) below the threshold. */
export class ReLU extends Layer<ReLUConfig> {
  static override readonly className = "ReLU";
  static override readonly supportsMasking = true;

  constructor(options: ReLUOptions = {}) {
    super(layerOptions("ReLU", { maxValue: null, negativeSlope: 0, threshold: 0 }, options));
    for (const name of ["maxValue", "negativeSlope", "threshold"] as const) {
      const value = this.options[name];
      if (value === null || value >= 0) continue;
      fail("value", {
        where: this.label,
        expected: `${name} to be 0 or more`,
        received: `${value}`,
      });
    }
  }

  override call(x: Operand): Operand {
    return reluOf(x, this.options);
  }
}

/** `reLU({ maxValue: 6 })` */
export const reLU = (first: number | ReLUOptions = {}, options: ReLUOptions = {}): ReLU =>
  new ReLU(optionsByPlace(["maxValue"], [first, options], typeof first === "number"));
