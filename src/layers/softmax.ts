import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
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
    // What does not count moves so far down that its power is 0.
    const shift = multiply(subtract(1, cast(mask, x.dtype)), -1e9);
    return softmaxOf(add(x, shift), { axis });
  }
}

/** `softmax()` */
export const softmax = (options: SoftmaxOptions = {}): Softmax => new Softmax(options);
