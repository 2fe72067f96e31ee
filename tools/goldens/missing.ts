import { HornetError } from "../../src/base/errors.ts";

/** Thrown where a case names something that Hornet does not have; the message is its name. */
export class Missing extends Error {
  override readonly name = "Missing";
}

const unknownName = /expected a known ([\w ]+), received "([^"]*)"/u;

/**
 * The name of what is missing, if that is what the error says: of an `unsupported` error always; where `naming` holds,
 * while an object is made of its saved form, also of a name or an option that no table knows.
 */
export function missingFrom(error: unknown, naming = false): string | undefined {
  if (error instanceof Missing) return error.message;
  if (!(error instanceof HornetError)) return undefined;
  const unknown = unknownName.exec(error.message);
  const isName = error.code === "name" || error.code === "option";
  if (naming && isName && unknown !== null) {
    const [, kind, name] = unknown;
    return error.code === "option"
      ? `${error.message.split(":")[0]}: option ${name}`
      : `${kind} ${name}`;
  }
  return error.code === "unsupported" ? error.message : undefined;
}

/** Makes an object of its saved form; a name or option that is not known counts as missing. */
export function construct<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    const missing = missingFrom(error, true);
    throw missing === undefined ? error : new Missing(missing);
  }
}

/** The entry of a table. Throws `Missing` if there is none. */
export function lookUp<T>(
  kind: string,
  table: ReadonlyMap<string, T> | Readonly<Record<string, T>>,
  name: string,
): T {
  const found =
    table instanceof Map
      ? (table as ReadonlyMap<string, T>).get(name)
      : ownEntry(table as Readonly<Record<string, T>>, name);
  if (found === undefined) throw new Missing(`${kind} ${name}`);
  return found;
}

function ownEntry<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** "max_pool" -> "maxPool", also with digits: "log_10" -> "log10". */
export function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

/** The same record with its keys in camelCase. */
export function camelKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [camelCase(key), value]));
}
