import type { Operand } from "../graph/value.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Passes its input on. */
export class Identity extends Layer {
  static override readonly className = "Identity";
  static override readonly supportsMasking = true;

  constructor(options: LayerOptions = {}) {
    super(layerOptions("Identity", {}, options));
  }

  override call(x: Operand): Operand {
    return x;
  }
}

/** `identity()` */
export const identity = (options: LayerOptions = {}): Identity => new Identity(options);
