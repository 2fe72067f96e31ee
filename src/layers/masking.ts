import { optionsByPlace } from "../base/config.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "../ops/add.ts";
import { any } from "../ops/any.ts";
import { cast } from "../ops/cast.ts";
import { notEqual } from "../ops/equal.ts";
import { setMask } from "../ops/mask.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `masking`. */
export interface MaskingOptions extends LayerOptions {
  /** Default 0. */
  readonly maskValue?: number | undefined;
}

/** Steps whose features all equal `maskValue` do not count from here on; they become 0. Keeps the shape. */
export class Masking extends Layer<LayerOptions & { readonly maskValue: number }> {
  static override readonly className = "Masking";

  constructor(options: MaskingOptions = {}) {
    super(layerOptions("Masking", { maskValue: 0 }, options));
  }

  override call(x: Operand): Operand {
    const counts = any(notEqual(x, this.options.maskValue), { axis: -1, keepdims: true });
    const output = multiply(x, cast(counts, x.dtype));
    setMask(output, this.computeMask(x));
    return output;
  }

  override computeMask(x: Operand): Operand {
    return any(notEqual(x, this.options.maskValue), { axis: -1 });
  }
}

/** `masking({ maskValue: -1 })` */
export const masking = (
  first: number | MaskingOptions = {},
  options: MaskingOptions = {},
): Masking =>
  new Masking(optionsByPlace(["maskValue"], [first, options], typeof first === "number"));
