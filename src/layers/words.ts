import { fail } from "../base/errors.ts";
import { Constraint } from "../constraints/constraint.ts";
import { Initializer } from "../initializers/initializer.ts";
import type { Activation } from "../ops/activations.ts";
import { linear } from "../ops/linear.ts";
import { Regularizer } from "../regularizers/regularizer.ts";

/** What layers understand where their options stand for something. Each throws on what it does not. */
export interface LayerWords {
  /** Null and undefined: none, which is linear. */
  activation(like: unknown, where: string): Activation;
  initializer(like: unknown, where: string): Initializer;
  /** Null and undefined: none. */
  regularizer(like: unknown, where: string): Regularizer | null;
  constraint(like: unknown, where: string): Constraint | null;
  /** The value of an option that stands for one of these, as Keras saves it. */
  save(where: string, option: string, value: unknown): unknown;
}

/** A factory whose options of these kinds are no names. */
export type ObjectsOnly<Make> = Make extends (...given: infer Given) => infer Made
  ? (...given: { [Index in keyof Given]: WithoutNames<Given[Index]> }) => Made
  : never;

type WithoutNames<Options> = Options extends string
  ? never
  : Options extends (...given: never) => unknown
    ? Options
    : Options extends object
      ? {
          [
            Key in keyof Options
          ]: Key extends `${string}${"nitializer" | "egularizer" | "onstraint" | "ctivation"}`
            ? Exclude<Options[Key], string>
            : Options[Key];
        }
      : Options;

function refuse(where: string, kind: string, door: string, like: unknown): never {
  return fail("option", {
    where,
    expected: `${kind} itself, for layers of "hornet/lean" know no names`,
    received: typeof like === "string" ? `"${like}"` : typeof like,
    advice: `Import it from "hornet/${door}", or the layer from "hornet/layers"`,
  });
}

/** Objects and functions: a page that gives these carries nothing that it does not name. */
const objectsOnly: LayerWords = {
  activation(like, where) {
    if (typeof like === "function") return like as Activation;
    return like === null || like === undefined
      ? linear
      : refuse(where, "an activation", "activations", like);
  },
  initializer: (like, where) =>
    like instanceof Initializer ? like : refuse(where, "an initializer", "initializers", like),
  regularizer: (like, where) =>
    like === null || like === undefined || like instanceof Regularizer
      ? (like ?? null)
      : refuse(where, "a regularizer", "regularizers", like),
  constraint: (like, where) =>
    like === null || like === undefined || like instanceof Constraint
      ? (like ?? null)
      : refuse(where, "a constraint", "constraints", like),
  save: (where, option, value) =>
    value === null
      ? null
      : fail("state", {
          where: `${where}: ${option}`,
          expected: 'a layer of "hornet/layers", to be saved',
          received: 'one of "hornet/lean"',
        }),
};

let spoken = objectsOnly;

/** What layers that are made now understand. */
export function wordsNow(): LayerWords {
  return spoken;
}

/** Runs `action`; layers that it makes understand these words. */
export function speaking<T>(words: LayerWords, action: () => T): T {
  const before = spoken;
  spoken = words;
  try {
    return action();
  } finally {
    spoken = before;
  }
}
