import type { LayerLoader } from "../layers/layer.ts";
import type { SavedLayer } from "../layers/saved.ts";
import { equipment } from "./equipment.ts";
import type { Equipment } from "./lean/equipment.ts";
import {
  Functional as LeanFunctional,
  modelOptions,
  type FunctionalOptions,
  type ModelArguments,
} from "./lean/functional.ts";
import { needsLoader } from "./lean/model.ts";
import { loadGraph, saveGraph, type SavedGraph } from "./savedGraph.ts";

/** Any graph of layers between inputs and outputs: branches, shared layers, several inputs and outputs. */
export class Functional extends LeanFunctional {
  static override readonly className = "Functional";
  static override readonly equipment: Equipment = equipment;

  protected override anew(options: FunctionalOptions): Functional {
    return new Functional(options);
  }

  /** Name, layers with their uses, inputs and outputs, as Keras saves them. */
  override getConfig(): Record<string, unknown> {
    const { inputs, outputs } = this.structured;
    const graph = saveGraph(this.network, inputs, outputs);
    return { name: this.name, trainable: this.trainable, ...graph };
  }

  override toJSON(): SavedLayer {
    return {
      module: "keras.src.models.functional",
      class_name: "Functional",
      config: this.getConfig(),
      registered_name: "Functional",
      build_config: { input_shape: null },
      compile_config: this.savedCompile,
    };
  }

  /** The model of a saved config; `load` makes the layers inside. */
  static override fromConfig(
    config: Readonly<Record<string, unknown>>,
    load: LayerLoader = needsLoader,
  ): Functional {
    const { name, trainable, ...graph } = config as Readonly<Record<string, unknown>> &
      SavedGraph & {
        readonly name: string;
        readonly trainable?: boolean;
      };
    return new Functional({ name, trainable, ...loadGraph(name, graph, load) });
  }
}

/** `model(x, dense(10)(x))`, or `model({ inputs: x, outputs: dense(10)(x) })` */
export const model = (...given: ModelArguments): Functional => new Functional(modelOptions(given));
