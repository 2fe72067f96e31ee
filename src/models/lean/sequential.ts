import { fail } from "../../base/errors.ts";
import { uniqueName } from "../../base/names.ts";
import { formatShape } from "../../base/shape.ts";
import { input as inputOf, InputLayer } from "../../layers/inputLayer.ts";
import { Layer, layerOf, layerOptions } from "../../layers/layer.ts";
import { SymbolicTensor, type PartialShape } from "../../layers/symbolic.ts";
import { changeStructure } from "../../layers/structure.ts";
import type { DataLike, InputLike } from "../../train/data.ts";
import { Model, type ModelOptions } from "./model.ts";
import { connect, expectDistinctNames, isInputLayer, isOnHost, type Network } from "../network.ts";

/** What a sequential model is made of: `input(...)` first, if anywhere, then layers and models. */
export type SequentialPart = Layer | SymbolicTensor;

/** A chain of layers, each fed by the one before. */
export class Sequential extends Model {
  static override readonly className = "Sequential";
  readonly #layers: Layer[] = [];
  #network: Network | undefined;
  #input: SymbolicTensor | undefined;

  constructor(parts: readonly SequentialPart[] = [], options: ModelOptions = {}) {
    if (!Array.isArray(parts)) {
      fail("value", {
        where: "sequential",
        expected: "a list of layers",
        received:
          parts instanceof Layer || (parts as unknown) instanceof SymbolicTensor
            ? String(parts)
            : typeof parts,
        advice: "Write sequential([...])",
      });
    }
    super(layerOptions("Sequential", {}, options));
    for (const part of parts) this.#append(part);
    expectDistinctNames(this.name, this.#layers);
    this.#rebuild();
    if (options.trainable === false) this.trainable = false;
  }

  /** Appends a layer. Throws if it is used here already, or if its name is taken. */
  add(part: SequentialPart): void {
    if (part instanceof Layer) expectDistinctNames(this.name, [...this.#layers, part]);
    this.#append(part);
    this.#rebuild();
  }

  #append(part: SequentialPart): void {
    if (part instanceof SymbolicTensor || isInputLayer(part)) {
      const symbolic = part instanceof SymbolicTensor ? part : part.symbolic;
      if (this.#layers.length > 0 || this.#input !== undefined) {
        fail("value", {
          where: this.name,
          expected: "input(...) as the first entry only",
          received: "it later",
        });
      }
      if (!isInputLayer(symbolic.node!.layer)) {
        fail("value", {
          where: this.name,
          expected: "what input(...) gives",
          received: String(symbolic),
        });
      }
      this.#input = symbolic;
      return;
    }
    if (!(part instanceof Layer)) {
      fail("value", {
        where: this.name,
        expected: "layers, models or input(...)",
        received: typeof part === "function" ? "a function" : String(part),
        advice: "Call the factory: dense(10), not dense",
      });
    }
    this.#layers.push(part);
  }

  /** Removes the last layer and returns it. Throws if there is none. */
  pop(): Layer {
    const last = this.#layers.pop();
    if (last === undefined)
      return fail("state", { where: `${this.name}: pop`, expected: "a layer", received: "none" });
    this.#rebuild();
    return last;
  }

  /** The layers, in order. */
  override get layers(): readonly Layer[] {
    return this.#layers;
  }

  /** The symbolic tensor that goes in, if it is known. */
  protected get start(): SymbolicTensor | undefined {
    return this.#input;
  }

  protected override get network(): Network | undefined {
    return this.#network;
  }

  /** Makes the weights for inputs of this shape, [null, ...]. Throws without layers, or if built for another shape. */
  override build(inputShape: PartialShape): void {
    const known = this.#input?.shape;
    if (this.#layers.length === 0) {
      fail("state", {
        where: this.name,
        expected: "a model with layers",
        received: "one without",
        advice: "Call model.add(layer)",
      });
    }
    if (known !== undefined && formatShape(known) !== formatShape(inputShape)) {
      fail("state", {
        where: this.name,
        expected: `the input shape ${formatShape(known)} that the model was made for`,
        received: formatShape(inputShape),
      });
    }
    if (this.built) return;
    this.#input = new InputLayer({ batchShape: inputShape }).symbolic;
    this.#rebuild();
  }

  override prepareInputs(where: string, x: InputLike): DataLike {
    const [first] = this.#layers;
    if (!this.built && isOnHost(first)) {
      this.#input = new InputLayer(first.inputTypeOf(x)).symbolic;
      this.#rebuild();
    }
    return super.prepareInputs(where, x);
  }

  /** Chains the layers, as soon as the input is known. */
  #rebuild(): void {
    changeStructure();
    const input = this.#input;
    if (input === undefined || this.#layers.length === 0) {
      this.#network = undefined;
      this.built = false;
      return;
    }
    const output = this.locate(() => this.#layers.reduce((tensor, layer) => layer(tensor), input));
    // Keras keeps the chain as a functional model, which takes a name from the same count.
    uniqueName("functional");
    this.#network = connect(this.name, [input], [output]);
    this.built = true;
    this.builtShape = input.shape;
  }

  override cloneWith(clone: (layer: Layer) => Layer): Sequential {
    const known = this.#input;
    const [batchSize = null, ...rest] = known?.shape ?? [];
    const name = known === undefined ? undefined : layerOf(known.node!).name;
    const start =
      known === undefined ? [] : [inputOf(rest, { batchSize, dtype: known.dtype, name })];
    return this.anew([...start, ...this.#layers.map((layer) => clone(layer))], {
      name: this.name,
      trainable: this.trainable,
    });
  }

  /** A chain of other layers. */
  protected anew(parts: readonly SequentialPart[], options: ModelOptions): Sequential {
    return new Sequential(parts, options);
  }
}

/** `sequential([input([28, 28]), flatten(), dense(10, { activation: "softmax" })])` */
export const sequential = (
  parts: readonly SequentialPart[] = [],
  options: ModelOptions = {},
): Sequential => new Sequential(parts, options);
