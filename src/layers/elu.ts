import { optionsByPlace } from "../base/config.ts";
import type { Operand } from "../graph/value.ts";
import { elu as eluOf } from "../ops/elu.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `elu`. */
export interface ELUOptions extends LayerOptions {
  /** The negative of the limit for x → -∞. Default 1. */
  readonly alpha?: number | undefined;
}

type ELUConfig = LayerOptions & { readonly alpha: number };

/** x where x > 0, else alpha · (eˣ - 1). Clevert et al. 2016, https://arxiv.org/abs/1511.07289 */
export class ELU extends Layer<ELUConfig> {
  static override readonly className = "ELU";
  static override readonly supportsMasking = true;

  constructor(options: ELUOptions = {}) {
    super(layerOptions("ELU", { alpha: 1 }, options));
  }

  override call(x: Operand): Operand {
    return eluOf(x, { alpha: this.options.alpha });
  }
}

/** `elu({ alpha: 0.5 })` */
export const elu = (first: number | ELUOptions = {}, options: ELUOptions = {}): ELU =>
  new ELU(optionsByPlace(["alpha"], [first, options], typeof first === "number"));
