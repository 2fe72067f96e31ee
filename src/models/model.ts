import { equipment } from "./equipment.ts";
import type { Equipment } from "./lean/equipment.ts";
import { Model as LeanModel, type ModelOptions } from "./lean/model.ts";

/** A model of one's own: a class with a `call`. Every model is one, as `instanceof` says. */
export abstract class Model<
  Options extends ModelOptions = ModelOptions,
> extends LeanModel<Options> {
  static override readonly equipment: Equipment = equipment;

  static override [Symbol.hasInstance](x: unknown): boolean {
    return this === Model ? x instanceof LeanModel : super[Symbol.hasInstance](x);
  }
}
