import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { stack } from "../ops/concatenate.ts";
import { reshape } from "../ops/reshape.ts";
import { take } from "../ops/take.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import { partsOf } from "./recurrentCell.ts";
import type { PartialShape } from "./symbolic.ts";

const none: unknown = undefined;

/** A layer applied to every step by itself, with the same weights: [batch, steps, ...] -> [batch, steps, ...]. */
export class TimeDistributed extends Layer<LayerOptions & { readonly layer: Layer }> {
  static override readonly className = "TimeDistributed";
  static override readonly supportsMasking = true;
  static override readonly buildsInnerLayers = true;

  constructor(options: LayerOptions & { readonly layer: Layer }) {
    super(layerOptions("TimeDistributed", { layer: none as Layer }, options));
    if (this.layer instanceof Layer) return;
    fail("value", {
      where: this.label,
      expected: "a layer, such as dense(10)",
      received: typeof this.options.layer,
    });
  }

  /** The layer inside. */
  get layer(): Layer {
    return this.options.layer;
  }

  override build(inputShape: PartialShape): void {
    if (inputShape.length < 3) {
      fail("shape", {
        where: this.label,
        expected: "an input [batch, steps, ...]",
        received: formatShape(inputShape),
      });
    }
    const [batch = null, , ...rest] = inputShape;
    if (!this.layer.built) this.layer.ensureBuilt([[batch, ...rest]]);
    this.inputSpec = { rank: inputShape.length };
  }

  override call(x: Operand, { training }: CallContext): Operand {
    const [batch, steps, ...rest] = x.shape as readonly [number, number, ...number[]];
    const run = (input: Operand): Operand => {
      const [output, ...more] = partsOf(this.layer.apply([input], { training }));
      if (more.length === 0) return output!;
      return fail("unsupported", {
        where: this.label,
        expected: "a layer with one output",
        received: `${more.length + 1} outputs`,
      });
    };
    // What moves on with every call, such as moving averages, moves on with every step.
    const { trainable, weights } = this.layer;
    if (training && trainable && weights.some((weight) => !weight.trainable)) {
      const outputs = Array.from({ length: steps }, (_, i) => run(take(x, i, { axis: 1 })));
      return stack(outputs, { axis: 1 });
    }
    const output = run(reshape(x, [batch * steps, ...rest]));
    return reshape(output, [batch, steps, ...output.shape.slice(1)]);
  }
}

/** `timeDistributed(dense(10))` */
export const timeDistributed = (layer: Layer, options: LayerOptions = {}): TimeDistributed =>
  new TimeDistributed({ ...options, layer });
