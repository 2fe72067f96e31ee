import {
  type Dense,
  dense,
  flatten,
  input,
  Layer,
  type LayerOptions,
  reshape,
} from "hornet/layers";
import type { Operand } from "../../src/graph/value.ts";
import type { Variable } from "../../src/graph/variable.ts";
import { layerOptions } from "../../src/layers/layer.ts";
import type { Model } from "../../src/models/model.ts";
import { sequential } from "../../src/models/sequential.ts";
import { getActivation, type ActivationName } from "../../src/ops/activations.ts";
import { add } from "../../src/ops/add.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { transpose } from "../../src/ops/transpose.ts";
import { sgd } from "../../src/optimizers/sgd.ts";

/** activation(x · kernelᵀ + bias), with the kernel of another dense layer: [..., units] -> [..., in]. */
class DenseTranspose extends Layer {
  static override readonly className = "DenseTranspose";
  // A function, so that the dense layer is no layer inside this one: its weights stay the encoder's.
  readonly #tied: () => Dense;
  readonly #activation: ActivationName;
  #bias!: Variable;

  constructor(tied: Dense, activation: ActivationName, options: LayerOptions) {
    super(layerOptions("DenseTranspose", {}, options));
    this.#tied = () => tied;
    this.#activation = activation;
  }

  override build(): void {
    this.#bias = this.addWeight("bias", [this.#tied().kernel.shape[0]!], "zeros");
  }

  override call(x: Operand): Operand {
    return getActivation(this.#activation)(
      add(matmul(x, transpose(this.read(this.#tied().kernel, x))), this.#bias),
    );
  }
}

const extents = (text: string): number[] => text.split(",").map(Number);

/**
 * The autoencoder with tied weights that a note describes: "Sequential([encoder = Sequential([Input((8,8)), Flatten,
 * d1 = Dense(20, selu), ...]), decoder = Sequential([DenseTranspose(d2, selu), ..., Reshape([8,8])])])", compiled as in
 * the lectures. Undefined if the note describes none.
 */
export function tiedAutoencoder(note: string): Model | undefined {
  const shape = /Input\(\(([\d, ]+)\)\)/u.exec(note)?.[1];
  const target = /Reshape\(\[([\d, ]+)\]\)/u.exec(note)?.[1];
  const tied = [...note.matchAll(/DenseTranspose\((\w+), (\w+)\)/gu)].filter(
    ([, name]) => name !== "dense",
  );
  if (shape === undefined || target === undefined || tied.length === 0) return undefined;
  const layers = new Map(
    [...note.matchAll(/(\w+) = Dense\((\d+), (\w+)\)/gu)].map(([, name, units, activation]) => [
      name!,
      dense(Number(units), { name: name!, activation: activation as ActivationName }),
    ]),
  );
  const encoder = sequential([input(extents(shape)), flatten(), ...layers.values()], {
    name: "tied_encoder",
  });
  const back = tied.map(
    ([, name, activation]) =>
      new DenseTranspose(layers.get(name!)!, activation as ActivationName, {
        name: name!.replace("d", "t"),
      }),
  );
  const decoder = sequential([...back, reshape(extents(target))], { name: "tied_decoder" });
  const model = sequential([encoder, decoder]);
  model.ensureBuilt([[null, ...extents(shape)]]);
  model.compile({ loss: "binary_crossentropy", optimizer: sgd({ learningRate: 1.5 }) });
  return model;
}
