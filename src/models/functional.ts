import { fail } from "../base/errors.ts";
import { Layer, layerOptions } from "../layers/layer.ts";
import { SymbolicTensor, type Node } from "../layers/symbolic.ts";
import { Model, type ModelOptions } from "./model.ts";
import { connect, type Network } from "./network.ts";

/** One symbolic tensor, or several. */
export type SymbolicLike = SymbolicTensor | readonly SymbolicTensor[] | Readonly<Record<string, SymbolicTensor>>;

/** Options of `model`. */
export interface FunctionalOptions extends ModelOptions {
  /** What `input` gave. */
  readonly inputs: SymbolicLike;
  /** What the layers gave. */
  readonly outputs: SymbolicLike;
}

function toList(where: string, tensors: SymbolicLike): readonly SymbolicTensor[] {
  const list = tensors instanceof SymbolicTensor ? [tensors] : Object.values(tensors as Readonly<Record<string, SymbolicTensor>>);
  if (list.length === 0 || !list.every((tensor) => tensor instanceof SymbolicTensor)) {
    fail("value", { where, expected: "symbolic tensors from input() and layers", received: "others" });
  }
  return list;
}

/** Any graph of layers between inputs and outputs: branches, shared layers, several inputs and outputs. */
export class Functional extends Model {
  static override readonly className = "Functional";
  readonly #network: Network;

  constructor({ inputs, outputs, ...options }: FunctionalOptions) {
    super(layerOptions("Functional", {}, options));
    const ends = [toList(`${this.name}: inputs`, inputs), toList(`${this.name}: outputs`, outputs)] as const;
    this.#network = connect(this.name, ...ends);
    this.built = true;
  }

  override get layers(): readonly Layer[] {
    // The base constructor asks before the network exists.
    return this.#network.layers;
  }

  protected override get network(): Network {
    return this.#network;
  }

  override get summaryNodes(): readonly Node[] {
    return this.#network.nodes;
  }
}

/** `model({ inputs: x, outputs: dense(10)(x) })` */
export const model = (options: FunctionalOptions): Functional => new Functional(options);
