import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import { GraphBuilder } from "../graph/builder.ts";
import type { Operand } from "../graph/value.ts";
import { stack } from "../ops/concatenate.ts";
import { reshape } from "../ops/reshape.ts";
import { take } from "../ops/take.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import { withoutOwnPenalty } from "./ownPenalty.ts";
import { partsOf } from "./recurrentCell.ts";
import type { PartialShape } from "./symbolic.ts";

const none: unknown = undefined;

/**
 * A layer applied to every step by itself, with the same weights: [batch, steps, ...] -> [batch, steps, ...]. As in Keras,
 * an `activityRegularizer` of that layer does not count; those of layers inside it do, at every step.
 */
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
      const [output, ...more] = partsOf(
        withoutOwnPenalty(this.layer, () => this.layer.apply([input], { training })),
      );
      if (more.length === 0) return output!;
      return fail("unsupported", {
        where: this.label,
        expected: "a layer with one output",
        received: `${more.length + 1} outputs`,
      });
    };
    const stepByStep = (): Operand =>
      stack(
        Array.from({ length: steps }, (_, i) => run(take(x, i, { axis: 1 }))),
        { axis: 1 },
      );
    // What moves on with every call, such as moving averages, moves on with every step.
    const { trainable, weights } = this.layer;
    if (training && trainable && weights.some((weight) => !weight.trainable)) return stepByStep();
    const losses = x.builder instanceof GraphBuilder ? x.builder.losses : [];
    const before = losses.length;
    const output = run(reshape(x, [batch * steps, ...rest]));
    if (losses.length === before) return reshape(output, [batch, steps, ...output.shape.slice(1)]);
    // What is added to the loss is added at every step.
    losses.length = before;
    return stepByStep();
  }
}

/** `timeDistributed(dense(10))` */
export const timeDistributed = (layer: Layer, options: LayerOptions = {}): TimeDistributed =>
  new TimeDistributed({ ...options, layer });
