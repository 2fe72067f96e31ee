import { layerOf, type LayerLoader } from "../layers/layer.ts";
import { savePolicy, type SavedLayer } from "../layers/saved.ts";
import type { PartialShape } from "../layers/symbolic.ts";
import { equipment } from "./equipment.ts";
import type { Equipment } from "./lean/equipment.ts";
import { needsLoader, type ModelOptions } from "./lean/model.ts";
import { Sequential as LeanSequential, type SequentialPart } from "./lean/sequential.ts";

/** A chain of layers, each fed by the one before. */
export class Sequential extends LeanSequential {
  static override readonly className = "Sequential";
  static override readonly equipment: Equipment = equipment;

  protected override anew(parts: readonly SequentialPart[], options: ModelOptions): Sequential {
    return new Sequential(parts, options);
  }

  /** Name, layers (the input in front, if it is known) and input shape, as Keras saves them. */
  override getConfig(): Record<string, unknown> {
    const { start } = this;
    const layers = [...(start === undefined ? [] : [layerOf(start.node!)]), ...this.layers];
    return {
      name: this.name,
      trainable: this.trainable,
      dtype: savePolicy(this.dtypePolicy.name),
      layers: layers.map((layer) => layer.toJSON()),
      ...(this.network === undefined ? {} : { build_input_shape: this.inputShape }),
    };
  }

  override toJSON(): SavedLayer {
    return {
      module: "keras",
      class_name: "Sequential",
      config: this.getConfig(),
      registered_name: null,
      ...(this.network === undefined ? {} : { build_config: { input_shape: this.inputShape } }),
      compile_config: this.savedCompile,
    };
  }

  /** The model of a saved config; `load` makes the layers inside. */
  static override fromConfig(
    config: Readonly<Record<string, unknown>>,
    load: LayerLoader = needsLoader,
  ): Sequential {
    const { name, trainable, layers, build_input_shape } = config as {
      readonly name?: string;
      readonly trainable?: boolean;
      readonly layers: readonly SavedLayer[];
      readonly build_input_shape?: PartialShape | null;
    };
    const model = new Sequential(
      layers.map((saved) => load(saved)),
      { name, trainable },
    );
    if (!model.built && Array.isArray(build_input_shape))
      model.build(build_input_shape as PartialShape);
    return model;
  }
}

/** `sequential([input([28, 28]), flatten(), dense(10, { activation: "softmax" })])` */
export const sequential = (
  parts: readonly SequentialPart[] = [],
  options: ModelOptions = {},
): Sequential => new Sequential(parts, options);
