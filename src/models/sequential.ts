import type { LayerLoader } from "../layers/layer.ts";
import { equipment } from "./equipment.ts";
import type { Equipment } from "./lean/equipment.ts";
import { needsLoader, type ModelOptions } from "./lean/model.ts";
import { chainOf, Sequential as LeanSequential, type SequentialPart } from "./lean/sequential.ts";

/** A chain of layers, each fed by the one before. */
export class Sequential extends LeanSequential {
  static override readonly className = "Sequential";
  static override readonly equipment: Equipment = equipment;

  protected override anew(parts: readonly SequentialPart[], options: ModelOptions): Sequential {
    return new Sequential(parts, options);
  }

  static override fromConfig(
    config: Readonly<Record<string, unknown>>,
    load: LayerLoader = needsLoader,
  ): Sequential {
    return chainOf(config, load, (parts, options) => new Sequential(parts, options));
  }
}

/** `sequential([input([28, 28]), flatten(), dense(10, { activation: "softmax" })])` */
export const sequential = (
  parts: readonly SequentialPart[] = [],
  options: ModelOptions = {},
): Sequential => new Sequential(parts, options);
