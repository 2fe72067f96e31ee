import {
  fromConfig,
  isSerializedObject,
  serializeObject,
  toConfig,
  type SerializedObject,
} from "../base/config.ts";
import type { LayerWords } from "./words.ts";

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

/** A layer, as far as its config is written. */
interface Named {
  readonly words: LayerWords;
  readonly label: string;
  readonly name: string;
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

function isLayer(value: unknown): value is { toJSON(): SavedLayer } {
  return typeof value === "function" && "toJSON" in value;
}

/** Options whose values stand for something that layers have words for. */
const wordOption = /(?:nitializer|egularizer|onstraint|ctivation)$/;

function saveOption(words: LayerWords, where: string, name: string, value: unknown): unknown {
  if (isLayer(value)) return value.toJSON();
  if (Array.isArray(value) && value.length > 0 && value.every(isLayer))
    return value.map((layer) => layer.toJSON());
  return wordOption.test(name) ? words.save(where, name, value) : value;
}

/**
 * A layer's options as Keras saves them: its names, objects written out in full. A missing penalty on the output is
 * left out, as Keras does for the option that all layers have.
 */
export function saveConfig(
  { words, label, name }: Named,
  trainable: boolean,
  options: { readonly dtype?: string | undefined },
): Record<string, unknown> {
  const own = Object.entries(options)
    .filter(([key]) => key !== "name" && key !== "trainable" && key !== "dtype")
    .map(([key, value]) => [key, saveOption(words, label, key, value)] as const)
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
