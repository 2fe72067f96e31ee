import { fail, failUnknownName, HornetError } from "./errors.ts";

/** Names that a mechanical change of spelling would get wrong. */
const exceptions: Readonly<Record<string, string>> = {
  beta1: "beta_1",
  beta2: "beta_2",
  beta2Decay: "beta_2_decay",
  epsilon1: "epsilon_1",
  epsilon2: "epsilon_2",
};
const exceptionsBack: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(exceptions).map(([camel, snake]) => [snake, camel]),
);

/** "kernelInitializer" -> "kernel_initializer", "beta1" -> "beta_1". */
export function toSnakeCase(name: string): string {
  return exceptions[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** "kernel_initializer" -> "kernelInitializer", "beta_1" -> "beta1". */
export function toCamelCase(name: string): string {
  return (
    exceptionsBack[name] ??
    name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  );
}

/** Plain options with Keras's spelling of their names. Only the names at the top change. */
export function toConfig(options: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [toSnakeCase(name), value]),
  );
}

/** A saved config with this package's spelling of its names. Only the names at the top change. Arrays become nested ones. */
export function fromConfig(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [toCamelCase(name), plainArray(value)]),
  );
}

/** The numbers of an array or tensor, which Keras saves under a class name of its own; all else as it is. */
function plainArray(value: unknown): unknown {
  const { class_name, config } = (value ?? {}) as {
    readonly class_name?: unknown;
    readonly config?: { readonly value?: unknown };
  };
  return class_name === "__tensor__" || class_name === "__numpy__" ? config?.value : value;
}

/** Options with their defaults filled in. */
export type AllOptions<Options> = {
  readonly [Key in keyof Options]-?: Exclude<Options[Key], undefined>;
};

/** The options with their defaults filled in; an option given as `undefined` counts as absent. */
export function withDefaults<Defaults extends object, Options extends object>(
  defaults: Defaults,
  options: Options,
): Defaults & Options {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) } as Defaults & Options;
}

/**
 * The options of a word whose first ones may stand in front by place, as Keras's scripts write them: `given` is either the
 * values of `names` and then the other options, or options alone. `isByPlace`: whether it is the former.
 */
export function optionsByPlace<Options extends object>(
  names: readonly (keyof Options)[],
  given: readonly unknown[],
  isByPlace: boolean,
): Options {
  const others = given[names.length] as Options | undefined;
  if (!isByPlace)
    return others === undefined ? (given[0] as Options) : { ...(given[0] as Options), ...others };
  return { ...others, ...Object.fromEntries(names.map((name, i) => [name, given[i]])) } as Options;
}

/**
 * Throws on an option that does not exist; Keras's own spelling of one that does gets a hint. `absent`: options that Keras
 * has and Hornet has not, with what to do instead.
 */
export function checkOptions(
  where: string,
  options: object,
  known: readonly string[],
  absent: Readonly<Record<string, string>> = {},
): void {
  if (typeof options !== "object" || options === null) {
    fail("option", { where, expected: "an object of options", received: String(options) });
  }
  // What a text or a list leaves where it is spread into options.
  if (Object.hasOwn(options, "0")) {
    fail("option", {
      where,
      expected: "an object of options",
      received: "a text or a list",
      advice: "Write { option: value }",
    });
  }
  for (const [name, value] of Object.entries(options)) {
    if (known.includes(name) || value === undefined) continue;
    const advice = absent[toCamelCase(name)];
    if (advice !== undefined) {
      fail("unsupported", {
        where,
        expected: "options that Hornet has",
        received: `"${name}", which only Keras has`,
        advice,
      });
    }
    const plain = name.replaceAll("_", "").toLowerCase();
    const camel = known.find((own) => own === toCamelCase(name) || own.toLowerCase() === plain);
    if (camel !== undefined && name.includes("_")) {
      fail("option", {
        where,
        expected: "options in camelCase",
        received: `"${name}"`,
        advice: `Write "${camel}"`,
      });
    }
    failUnknownOption(where, name, known);
  }
}

function failUnknownOption(where: string, name: string, known: readonly string[]): never {
  try {
    return failUnknownName(where, "option", name, known);
  } catch (error) {
    throw new HornetError("option", error instanceof Error ? error.message : String(error));
  }
}

/** A keras object as it is saved. */
export interface SerializedObject {
  readonly module: string;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly registered_name: string | null;
}

/** The saved form of an object: `serializeObject("keras.initializers", "Zeros", {})`. */
export function serializeObject(
  module: string,
  className: string,
  options: object,
): SerializedObject {
  return { module, class_name: className, config: toConfig(options), registered_name: null };
}

/** Whether something is the saved form of an object. */
export function isSerializedObject(x: unknown): x is SerializedObject {
  return typeof x === "object" && x !== null && "class_name" in x && "config" in x;
}
