import { checkOptions } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import { cloneLayer } from "../layers/cloneLayer.ts";
import { Layer } from "../layers/layer.ts";
import { Model } from "./lean/model.ts";

/** Options of `cloneModel`. */
export interface CloneOptions {
  /** Makes the new layer of a layer, perhaps another one. Default: one with the same options. */
  readonly cloneFunction?: ((layer: Layer) => Layer) | undefined;
}

function cloneOf(layer: Layer): Layer {
  return layer instanceof Model ? layer.cloneWith(cloneOf) : cloneLayer(layer);
}

/**
 * A model of new layers, put together in the same way, with weights newly drawn and nothing compiled. Layers that are
 * used several times are so in the clone. `cloneModel(model).setWeights(model.getWeights())` copies the weights too.
 */
export function cloneModel<M extends Model>(model: M, options: CloneOptions = {}): M {
  checkOptions("cloneModel", options, ["cloneFunction"]);
  if (!(model instanceof Model))
    return fail("value", { where: "cloneModel", expected: "a model", received: typeof model });
  const { cloneFunction } = options;
  const clone = (layer: Layer): Layer => {
    if (cloneFunction === undefined) return cloneOf(layer);
    const made = cloneFunction(layer);
    if (made instanceof Layer) return made;
    return fail("value", {
      where: "cloneModel: cloneFunction",
      expected: `a layer for "${layer.name}"`,
      received: typeof made,
    });
  };
  return model.cloneWith(clone) as M;
}
