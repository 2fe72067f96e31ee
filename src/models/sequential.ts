import { fail } from "../base/errors.ts";
import { uniqueName } from "../base/names.ts";
import { InputLayer } from "../layers/inputLayer.ts";
import { Layer, layerOptions } from "../layers/layer.ts";
import { SymbolicTensor, type PartialShape } from "../layers/symbolic.ts";
import { Model, type ModelOptions } from "./model.ts";
import { connect, isInputLayer, type Network } from "./network.ts";

/** What a sequential model is made of: `input(...)` first, if anywhere, then layers and models. */
export type SequentialPart = Layer | SymbolicTensor;

/** A chain of layers, each fed by the one before. */
export class Sequential extends Model {
  static override readonly className = "Sequential";
  readonly #layers: Layer[] = [];
  #network: Network | undefined;
  #input: SymbolicTensor | undefined;

  constructor(parts: readonly SequentialPart[] = [], options: ModelOptions = {}) {
    super(layerOptions("Sequential", {}, options));
    for (const part of parts) this.add(part);
  }

  /** Appends a layer. Throws if it is used here already, or if its name is taken. */
  add(part: SequentialPart): void {
    if (part instanceof SymbolicTensor || isInputLayer(part as Layer)) {
      const symbolic = part instanceof SymbolicTensor ? part : (part as InputLayer).symbolic;
      if (this.#layers.length > 0 || this.#input !== undefined) {
        fail("value", { where: this.name, expected: "input(...) as the first entry only", received: "it later" });
      }
      this.#input = symbolic;
      this.#rebuild();
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
    if (this.#layers.some(({ name }) => name === part.name)) {
      fail("name", {
        where: this.name,
        expected: "layers with names of their own",
        received: `a second "${part.name}"`,
        advice: "Give one of them another name",
      });
    }
    this.#layers.push(part);
    this.#rebuild();
  }

  /** Removes the last layer and returns it. Throws if there is none. */
  pop(): Layer {
    const last = this.#layers.pop();
    if (last === undefined) return fail("state", { where: `${this.name}: pop`, expected: "a layer", received: "none" });
    this.#rebuild();
    return last;
  }

  override get layers(): readonly Layer[] {
    return this.#layers;
  }

  protected override get network(): Network | undefined {
    return this.#network;
  }

  override build(inputShape: PartialShape): void {
    this.#input = new InputLayer({ batchShape: [null, ...inputShape.slice(1)], name: uniqueName("input_layer") }).symbolic;
    this.#rebuild();
  }

  /** Chains the layers, as soon as the input is known. */
  #rebuild(): void {
    const input = this.#input;
    if (input === undefined || this.#layers.length === 0) {
      this.#network = undefined;
      this.built = false;
      return;
    }
    const output = this.locate(() => this.#layers.reduce((tensor, layer) => layer(tensor), input));
    this.#network = connect(this.name, [input], [output]);
    this.built = true;
    this.builtShape = input.shape;
  }
}

/** `sequential([input([28, 28]), flatten(), dense(10, { activation: "softmax" })])` */
export const sequential = (parts: readonly SequentialPart[] = [], options: ModelOptions = {}): Sequential =>
  new Sequential(parts, options);
