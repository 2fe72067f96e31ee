import type { Operand } from "../graph/value.ts";
import { softmax as softmaxOf } from "../ops/softmax.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `softmax`. */
export interface SoftmaxOptions extends LayerOptions {
  /** The axis or axes along which the results sum to 1. Default -1. */
  readonly axis?: number | readonly number[] | undefined;
}

type SoftmaxConfig = LayerOptions & { readonly axis: number | readonly number[] };

/** eˣ / Σ eˣ along an axis. Keeps the shape. */
export class Softmax extends Layer<SoftmaxConfig> {
  static override readonly className = "Softmax";
  static override readonly takesMask = true;

  constructor(options: SoftmaxOptions = {}) {
    super(layerOptions("Softmax", { axis: -1 }, options) as SoftmaxConfig);
  }

  override call(x: Operand): Operand {
    return softmaxOf(x, { axis: this.options.axis });
  }
}

/** `softmax()` */
export const softmax = (options: SoftmaxOptions = {}): Softmax => new Softmax(options);
