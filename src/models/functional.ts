import type { LayerLoader } from "../layers/layer.ts";
import { equipment } from "./equipment.ts";
import type { Equipment } from "./lean/equipment.ts";
import {
  Functional as LeanFunctional,
  graphOptions,
  modelOptions,
  type FunctionalOptions,
  type SymbolicLike,
} from "./lean/functional.ts";
import { needsLoader, type ModelOptions } from "./lean/model.ts";

/** Any graph of layers between inputs and outputs: branches, shared layers, several inputs and outputs. */
export class Functional extends LeanFunctional {
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
export function model(options: FunctionalOptions): Functional;
export function model(
  inputs: SymbolicLike,
  outputs: SymbolicLike,
  options?: ModelOptions,
): Functional;
export function model(
  first: FunctionalOptions | SymbolicLike,
  outputs?: SymbolicLike,
  options: ModelOptions = {},
): Functional {
  return new Functional(modelOptions(first, outputs, options));
}
