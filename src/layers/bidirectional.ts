import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply } from "../ops/add.ts";
import { concatenate } from "../ops/concatenate.ts";
import { flip } from "../ops/slice.ts";
import { cloneLayer } from "./cloneLayer.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import { Recurrent } from "./recurrent.ts";
import { partsOf } from "./recurrentCell.ts";
import type { PartialShape } from "./symbolic.ts";

/** How the two outputs become one; null: they stay two. */
export type MergeMode = "concat" | "sum" | "mul" | "ave" | null;

/** Options of `bidirectional`. */
export interface BidirectionalOptions extends LayerOptions {
  /** Default "concat": side by side. */
  readonly mergeMode?: MergeMode | undefined;
  /** The layer from the last step to the first. Default: one like the other. */
  readonly backwardLayer?: Recurrent | null | undefined;
}

type BidirectionalConfig = LayerOptions & {
  readonly mergeMode: MergeMode;
  readonly layer: Recurrent;
  readonly backwardLayer: Recurrent;
};

const modes: readonly unknown[] = ["concat", "sum", "mul", "ave", null];
const none: unknown = undefined;

/**
 * A recurrent layer from both ends: one like it named "forward_..", one "backward_..". With `returnState` the output is
 * followed by the states of the first, then of the second. Weights: of the first, then of the second.
 */
export class Bidirectional extends Layer<BidirectionalConfig> {
  static override readonly className = "Bidirectional";
  static override readonly takesMask = true;
  static override readonly buildsInnerLayers = true;

  constructor(options: BidirectionalOptions & { readonly layer: Recurrent }) {
    const { layer, mergeMode = "concat", backwardLayer: given, ...rest } = options;
    if (!(layer instanceof Recurrent)) {
      fail("value", {
        where: "bidirectional",
        expected: "a recurrent layer, such as lstm(32)",
        received: (layer as unknown) instanceof Layer ? String(layer) : typeof layer,
      });
    }
    const backward = given ?? undefined;
    const { returnSequences, goBackwards } = layer.options;
    const named = (prefix: string, own: Recurrent): string =>
      `${prefix}_${own.name.replace(new RegExp(`^${prefix}_`, "u"), "")}`;
    const both = { zeroOutputForMask: returnSequences };
    super(
      layerOptions(
        "Bidirectional",
        { mergeMode, layer: none as Recurrent, backwardLayer: none as Recurrent },
        {
          ...rest,
          layer: cloneLayer(layer, { ...both, name: named("forward", layer) }),
          backwardLayer: cloneLayer(backward ?? layer, {
            ...both,
            name: named("backward", backward ?? layer),
            goBackwards: backward === undefined ? !goBackwards : backward.options.goBackwards,
          }),
        },
      ),
    );
    if (!modes.includes(mergeMode)) {
      fail("value", {
        where: this.label,
        expected: 'mergeMode "concat", "sum", "mul", "ave" or null',
        received: JSON.stringify(mergeMode),
      });
    }
    for (const key of ["returnSequences", "returnState", "stateful"] as const) {
      if (this.forwardLayer.options[key] === this.backwardLayer.options[key]) continue;
      fail("value", {
        where: this.label,
        expected: `layers with the same ${key}`,
        received: `${this.forwardLayer.options[key]} and ${this.backwardLayer.options[key]}`,
      });
    }
    if (this.forwardLayer.options.goBackwards === this.backwardLayer.options.goBackwards) {
      fail("value", {
        where: this.label,
        expected: "layers that go opposite ways",
        received: `goBackwards: ${this.forwardLayer.options.goBackwards} in both`,
      });
    }
  }

  /** The layer that goes as the given one. */
  get forwardLayer(): Recurrent {
    return this.options.layer;
  }

  /** The layer that goes the other way. */
  get backwardLayer(): Recurrent {
    return this.options.backwardLayer;
  }

  override build(inputShape: PartialShape): void {
    for (const layer of [this.forwardLayer, this.backwardLayer])
      if (!layer.built) layer.ensureBuilt([inputShape]);
  }

  override buildMany([input]: readonly PartialShape[]): void {
    this.build(input!);
  }

  override call(x: Operand, context: CallContext): Operand | readonly Operand[] {
    const { initialState } = context;
    return this.callMany(
      [x, ...(initialState === undefined ? [] : partsOf(initialState))],
      context,
    );
  }

  /** As in Keras, not where the first states are given: then the caller says which steps count, or all do. */
  protected override followsMask(inputs: readonly Operand[], context: CallContext): boolean {
    return inputs.length === 1 && context.initialState === undefined;
  }

  /** [input, ...states of the first, ...states of the second]. */
  override callMany(
    [x, ...states]: readonly Operand[],
    context: CallContext,
  ): Operand | readonly Operand[] {
    const half = states.length / 2;
    const run = (layer: Recurrent, own: readonly Operand[]): readonly Operand[] => {
      const initialState = own.length === 0 ? undefined : own;
      return partsOf(layer.apply([x!], { ...context, initialState }));
    };
    const [forward, ...after] = run(this.forwardLayer, states.slice(0, half));
    const [backward, ...before] = run(this.backwardLayer, states.slice(half));
    const { returnSequences, returnState } = this.forwardLayer.options;
    const turned = returnSequences ? flip(backward!, { axis: 1 }) : backward!;
    const merged = this.#merge(forward!, turned);
    if (!returnState) return merged;
    return [...partsOf(merged), ...after, ...before];
  }

  #merge(forward: Operand, backward: Operand): Operand | readonly Operand[] {
    switch (this.options.mergeMode) {
      case "concat":
        return concatenate([forward, backward], { axis: -1 });
      case "sum":
        return add(forward, backward);
      case "mul":
        return multiply(forward, backward);
      case "ave":
        return multiply(add(forward, backward), 0.5);
      case null:
        return [forward, backward];
    }
  }

  /** Sets the states of stateful layers to zeros. */
  resetState(): void {
    this.forwardLayer.resetState();
    this.backwardLayer.resetState();
  }

  override computeMask(_input: Operand, mask?: Operand): Operand | undefined {
    return this.forwardLayer.options.returnSequences ? mask : undefined;
  }
}

/** `bidirectional(lstm(32, { returnSequences: true }))` */
export const bidirectional = (
  layer: Recurrent,
  options: BidirectionalOptions = {},
): Bidirectional => new Bidirectional({ ...options, layer });
