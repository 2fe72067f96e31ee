import { fail } from "../../base/errors.ts";
import { input as inputOf } from "../../layers/inputLayer.ts";
import { Layer, layerOf, layerOptions } from "../../layers/layer.ts";
import { SymbolicTensor, type Node } from "../../layers/symbolic.ts";
import { Model, type ModelOptions } from "./model.ts";
import { connect, isInputLayer, type Network } from "../network.ts";

/** One symbolic tensor, or several. */
export type SymbolicLike =
  | SymbolicTensor
  | readonly SymbolicTensor[]
  | Readonly<Record<string, SymbolicTensor>>;

/** Options of `model`. */
export interface FunctionalOptions extends ModelOptions {
  /** What `input` gave; or what layers of another model gave, from which on they are used again. */
  readonly inputs: SymbolicLike;
  /** What the layers gave. */
  readonly outputs: SymbolicLike;
}

const received = (part: unknown): string =>
  part instanceof SymbolicTensor || part instanceof Layer ? String(part) : typeof part;

function toList(where: string, tensors: SymbolicLike): readonly SymbolicTensor[] {
  const list =
    tensors instanceof SymbolicTensor || (tensors as unknown) instanceof Layer
      ? [tensors as SymbolicTensor]
      : Object.values((tensors ?? {}) as Readonly<Record<string, SymbolicTensor>>);
  if (list.length === 0 || !list.every((tensor) => tensor instanceof SymbolicTensor)) {
    fail("value", {
      where,
      expected: "symbolic tensors from input() and layers",
      received: list.map(received).join(", ") || "none",
      ...(list.some((tensor) => (tensor as unknown) instanceof Layer)
        ? { advice: "Call the layer on what goes in: dense(10)(x)" }
        : {}),
    });
  }
  return list;
}

function namesOf(tensors: SymbolicLike): readonly string[] | undefined {
  const isNamed = !(tensors instanceof SymbolicTensor) && !Array.isArray(tensors);
  return isNamed ? Object.keys(tensors) : undefined;
}

/** `flat` in the structure of `like`. */
function restructure(like: SymbolicLike, flat: readonly SymbolicTensor[]): SymbolicLike {
  if (like instanceof SymbolicTensor) return flat[0]!;
  if (Array.isArray(like)) return flat;
  return Object.fromEntries(Object.keys(like).map((key, i) => [key, flat[i]!]));
}

/** Applies the uses of a network once more, on what its inputs are replaced with, by layers that may be others. */
function replay(
  where: string,
  network: Network,
  replaced: Map<SymbolicTensor, SymbolicTensor>,
  layerFor: (layer: Layer) => Layer,
): Network {
  for (const node of network.nodes) {
    const { inputs, outputs, options = {} } = node;
    const layer = layerFor(layerOf(node));
    const given = inputs.map((tensor) => replaced.get(tensor)!);
    const made = given.length === 1 ? layer(given[0]!, options) : layer(given, options);
    const list = Array.isArray(made) ? (made as readonly SymbolicTensor[]) : [made];
    outputs.forEach((tensor, i) => replaced.set(tensor, list[i]!));
  }
  const fresh = (tensors: readonly SymbolicTensor[]): SymbolicTensor[] =>
    tensors.map((tensor) => replaced.get(tensor)!);
  return connect(where, fresh(network.inputs), fresh(network.outputs));
}

/** The same network on inputs of its own, where one begins inside another model: its layers are applied once more. */
function detach(where: string, network: Network): Network {
  if (network.inputs.every(({ node }) => node !== undefined && isInputLayer(node.layer))) {
    return network;
  }
  const replaced = new Map<SymbolicTensor, SymbolicTensor>();
  for (const tensor of network.inputs) {
    const { node, shape, dtype } = tensor;
    const [batchSize = null, ...rest] = shape;
    const isInput = node !== undefined && isInputLayer(node.layer);
    replaced.set(tensor, isInput ? tensor : inputOf(rest, { batchSize, dtype }));
  }
  return replay(where, network, replaced, (layer) => layer);
}

/** Any graph of layers between inputs and outputs: branches, shared layers, several inputs and outputs. */
export class Functional extends Model {
  static override readonly className = "Functional";
  protected override readonly inputNames: readonly string[] | undefined;
  protected override readonly outputNames: readonly string[] | undefined;
  readonly #network: Network;
  readonly #structure: { readonly inputs: SymbolicLike; readonly outputs: SymbolicLike };

  constructor({ inputs, outputs, ...options }: FunctionalOptions) {
    super(layerOptions("Functional", {}, options));
    const [from, to] = [
      toList(`${this.name}: inputs`, inputs),
      toList(`${this.name}: outputs`, outputs),
    ];
    this.#network = detach(this.name, connect(this.name, from, to));
    this.#structure = { inputs, outputs };
    this.inputNames = namesOf(inputs);
    this.outputNames = namesOf(outputs);
    this.built = true;
    if (options.trainable === false) this.trainable = false;
  }

  /** The layers, in order. */
  override get layers(): readonly Layer[] {
    return this.#network.layers;
  }

  protected override get network(): Network {
    return this.#network;
  }

  override get summaryNodes(): readonly Node[] | undefined {
    return this.#network.isChain ? undefined : this.#network.nodes;
  }

  override cloneWith(clone: (layer: Layer) => Layer): Functional {
    const clones = new Map<Layer, Layer>();
    const cloneOnce = (layer: Layer): Layer => {
      const known = clones.get(layer) ?? clone(layer);
      clones.set(layer, known);
      return known;
    };
    const replaced = new Map<SymbolicTensor, SymbolicTensor>();
    for (const tensor of this.inputs) {
      const [batchSize = null, ...rest] = tensor.shape;
      const { name } = layerOf(tensor.node!);
      replaced.set(tensor, inputOf(rest, { batchSize, dtype: tensor.dtype, name }));
    }
    const { inputs, outputs } = replay(this.name, this.#network, replaced, cloneOnce);
    return this.anew({
      inputs: restructure(this.#structure.inputs, inputs),
      outputs: restructure(this.#structure.outputs, outputs),
      name: this.name,
      trainable: this.trainable,
    });
  }

  /** Another graph of layers. */
  protected anew(options: FunctionalOptions): Functional {
    return new Functional(options);
  }

  /** The symbolic tensors that go in and come out, structured as they were given. */
  protected get structured(): { readonly inputs: SymbolicLike; readonly outputs: SymbolicLike } {
    const { inputs, outputs } = this.#structure;
    return {
      inputs: restructure(inputs, this.inputs),
      outputs: restructure(outputs, this.outputs),
    };
  }
}

/** What `model` is given. */
export type ModelArguments =
  | readonly [options: FunctionalOptions]
  | readonly [inputs: SymbolicLike, outputs: SymbolicLike, options?: ModelOptions];

/** What `model` is given, as options. */
export function modelOptions([first, outputs, options]: ModelArguments): FunctionalOptions {
  return outputs === undefined
    ? (first as FunctionalOptions)
    : { ...options, inputs: first as SymbolicLike, outputs };
}

/** `model(x, dense(10)(x))`, or `model({ inputs: x, outputs: dense(10)(x) })` */
export const model = (...given: ModelArguments): Functional => new Functional(modelOptions(given));
