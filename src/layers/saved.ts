import {
  fromConfig,
  isSerializedObject,
  serializeObject,
  toConfig,
  type SerializedObject,
} from "../base/config.ts";
import { fail } from "../base/errors.ts";
import { getConstraint } from "../constraints/constraint.ts";
import { getInitializer } from "../initializers/getInitializer.ts";
import { activationName, type Activation } from "../ops/activations.ts";
import { getRegularizer } from "../regularizers/regularizer.ts";

/** A layer or model as Keras saves it. */
export interface SavedLayer {
  readonly module: string | null;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly registered_name: string | null;
  /** For which input shape the weights were made. */
  readonly build_config?: Readonly<Record<string, unknown>>;
  /** Of models: what was given to `compile`. */
  readonly compile_config?: Readonly<Record<string, unknown>>;
}

/** The rooms whose objects are options of layers, not layers. */
const partModules = ["keras.initializers", "keras.regularizers", "keras.constraints"];

/** Whether an option of a saved config is a layer. */
function isSavedLayer(value: unknown): value is SavedLayer {
  return isSerializedObject(value) && !partModules.includes(value.module);
}

/** A dtype policy as it is saved. */
export function savePolicy(name = "float32"): SerializedObject {
  return serializeObject("keras", "DTypePolicy", { name });
}

/** An object with options under a class name, as initializers, regularizers and constraints are. */
interface Configured {
  readonly options: object;
  readonly constructor: unknown;
}

function saveObject(module: string, object: Configured | null): SerializedObject | null {
  if (object === null) return null;
  const { className } = object.constructor as { readonly className: string };
  return serializeObject(module, className, object.options);
}

function saveActivation(where: string, activation: unknown): unknown {
  if (typeof activation !== "function") return activation ?? "linear";
  return (
    activationName(activation as Activation) ??
    fail("unsupported", {
      where: `${where}: activation`,
      expected: "the name of an activation, so that it can be saved",
      received: "a function",
      advice:
        "Put a layer of your own with this function behind the layer, and register it with registerSerializable",
    })
  );
}

/** How the options whose names end so are saved: they may be given by name. */
const savers: readonly (readonly [
  ending: string,
  save: (where: string, value: unknown) => unknown,
])[] = [
  ["nitializer", (where, value) => saveObject("keras.initializers", getInitializer(value, where))],
  ["egularizer", (where, value) => saveObject("keras.regularizers", getRegularizer(value, where))],
  ["onstraint", (where, value) => saveObject("keras.constraints", getConstraint(value, where))],
  ["ctivation", saveActivation],
];

/** Throws on a name of an initializer, regularizer or constraint that is not known, with the nearest one. */
export function checkParts(where: string, options: object): void {
  for (const [key, value] of Object.entries(options)) {
    if (typeof value !== "string") continue;
    if (key.endsWith("nitializer")) getInitializer(value, where);
    if (key.endsWith("egularizer")) getRegularizer(value, where);
    if (key.endsWith("onstraint")) getConstraint(value, where);
  }
}

function isLayer(value: unknown): value is { toJSON(): SavedLayer } {
  return typeof value === "function" && "toJSON" in value;
}

function saveOption(where: string, name: string, value: unknown): unknown {
  if (isLayer(value)) return value.toJSON();
  if (Array.isArray(value) && value.length > 0 && value.every(isLayer))
    return value.map((layer) => layer.toJSON());
  const saver = savers.find(([ending]) => name.endsWith(ending));
  return saver === undefined ? value : saver[1](where, value);
}

/**
 * A layer's options as Keras saves them: its names, objects written out in full. A missing penalty on the output is
 * left out, as Keras does for the option that all layers have.
 */
export function saveConfig(
  where: string,
  name: string,
  trainable: boolean,
  options: { readonly dtype?: string | undefined },
): Record<string, unknown> {
  const own = Object.entries(options)
    .filter(([key]) => key !== "name" && key !== "trainable" && key !== "dtype")
    .map(([key, value]) => [key, saveOption(where, key, value)] as const)
    .filter(([key, value]) => key !== "activityRegularizer" || value !== null);
  return {
    name,
    trainable,
    dtype: savePolicy(options.dtype),
    ...toConfig(Object.fromEntries(own)),
  };
}

/** A saved config as options: names in camelCase, the dtype policy as its name, layers inside made by `load`. */
export function decodeConfig(
  config: Readonly<Record<string, unknown>>,
  load?: (saved: SavedLayer) => unknown,
): Record<string, unknown> {
  const { dtype, ...options } = fromConfig(config);
  for (const [key, value] of Object.entries(options)) {
    if (load === undefined) continue;
    if (isSavedLayer(value)) options[key] = load(value);
    if (Array.isArray(value) && value.length > 0 && value.every(isSavedLayer))
      options[key] = value.map(load);
  }
  return { ...options, dtype: isSerializedObject(dtype) ? dtype.config["name"] : dtype };
}
