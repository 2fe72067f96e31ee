import { serializeObject, type SerializedObject } from "../base/config.ts";
import { fail } from "../base/errors.ts";
import { getConstraint } from "../constraints/constraint.ts";
import { getInitializer } from "../initializers/getInitializer.ts";
import { activationName, getActivation, type Activation } from "../ops/activations.ts";
import { getRegularizer } from "../regularizers/regularizer.ts";
import type { LayerWords } from "./words.ts";

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

/** Keras's names, and objects and functions. */
export const names: LayerWords = {
  activation: (like, where) => getActivation(like as Activation | string | null, where),
  initializer: getInitializer,
  regularizer: getRegularizer,
  constraint: getConstraint,
  save: (where, option, value) =>
    savers.find(([ending]) => option.endsWith(ending))![1](where, value),
};
