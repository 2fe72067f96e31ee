import type { Operand } from "../graph/value.ts";
import { normalize } from "../ops/normalization.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `unitNormalization`. */
export interface UnitNormalizationOptions extends LayerOptions {
  /** The axis or axes along which the Euclidean norm becomes 1. Default -1. */
  readonly axis?: number | readonly number[] | undefined;
}

type UnitNormalizationConfig = LayerOptions & { readonly axis: number | readonly number[] };

/** x / √(Σ x²) along `axis`; vectors of zeros stay. Keeps the shape. */
export class UnitNormalization extends Layer<UnitNormalizationConfig> {
  static override readonly className = "UnitNormalization";
  static override readonly supportsMasking = true;

  constructor(options: UnitNormalizationOptions = {}) {
    const defaults = { axis: -1 as number | readonly number[] };
    super(layerOptions("UnitNormalization", defaults, options));
  }

  override call(x: Operand): Operand {
    return normalize(x, { axis: this.options.axis, order: 2, epsilon: 1e-12 });
  }
}

/** `unitNormalization({ axis: 1 })` */
export const unitNormalization = (options: UnitNormalizationOptions = {}): UnitNormalization =>
  new UnitNormalization(options);
