import { linear } from "../ops/linear.ts";
import type { Operand } from "../graph/value.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

type ActivationConfig = LayerOptions & { readonly activation: ActivationLike };

/** An activation as a layer: `activation("elu")`. Keeps the shape. */
export class Activation extends Layer<ActivationConfig> {
  static override readonly className = "Activation";
  static override readonly supportsMasking = true;

  constructor(options: LayerOptions & { readonly activation: ActivationLike }) {
    super(layerOptions("Activation", { activation: linear }, options));
    this.words.activation(this.options.activation, this.label);
  }

  override call(x: Operand): Operand {
    return this.words.activation(this.options.activation, this.label)(x);
  }
}

/** `activation("elu")` */
export const activation = (name: ActivationLike, options: LayerOptions = {}): Activation =>
  new Activation({ ...options, activation: name });
