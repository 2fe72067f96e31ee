import type { Operand } from "../graph/value.ts";
import { greater } from "../ops/equal.ts";
import { where } from "../ops/where.ts";
import { softmax as softmaxOf } from "../ops/softmax.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `softmax`. */
export interface SoftmaxOptions extends LayerOptions {
  /** The axis or axes along which the results sum to 1. Default -1. */
  readonly axis?: number | readonly number[] | undefined;
}

type SoftmaxConfig = LayerOptions & { readonly axis: number | readonly number[] };

/** eˣ / Σ eˣ along an axis, over what the mask lets count. Keeps the shape. */
export class Softmax extends Layer<SoftmaxConfig> {
  static override readonly className = "Softmax";
  static override readonly supportsMasking = true;
  static override readonly takesMask = true;

  constructor(options: SoftmaxOptions = {}) {
    super(layerOptions("Softmax", { axis: -1 }, options));
  }

  override call(x: Operand, { mask }: CallContext): Operand {
    const { axis } = this.options;
    if (mask === undefined) return softmaxOf(x, { axis });
    const counts = mask.dtype === "bool" ? mask : greater(mask, 0.5);
    // What does not count moves so far down that its power is 0; where nothing counts, all results are 0.
    const kept = where(counts, x, x.dtype === "float16" ? -3e4 : -1e9);
    return where(counts, softmaxOf(kept, { axis }), 0);
  }
}

/** `softmax()` */
export const softmax = (options: SoftmaxOptions = {}): Softmax => new Softmax(options);
