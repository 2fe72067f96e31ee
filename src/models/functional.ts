import type { LayerLoader } from "../layers/layer.ts";
import { equipment } from "./equipment.ts";
import type { Equipment } from "./lean/equipment.ts";
import {
  Functional as LeanFunctional,
  graphOptions,
  modelOptions,
  type FunctionalOptions,
  type ModelArguments,
} from "./lean/functional.ts";
import { needsLoader } from "./lean/model.ts";

/** Any graph of layers between inputs and outputs: branches, shared layers, several inputs and outputs. */
export class Functional extends LeanFunctional {
  static override readonly className = "Functional";
  static override readonly equipment: Equipment = equipment;

  protected override anew(options: FunctionalOptions): Functional {
    return new Functional(options);
  }

  static override fromConfig(
    config: Readonly<Record<string, unknown>>,
    load: LayerLoader = needsLoader,
  ): Functional {
    return new Functional(graphOptions(config, load));
  }
}

/** `model(x, dense(10)(x))`, or `model({ inputs: x, outputs: dense(10)(x) })` */
export const model = (...given: ModelArguments): Functional => new Functional(modelOptions(given));
