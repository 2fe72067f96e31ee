import { fail } from "../base/errors.ts";

/** A class that can be saved by name. */
export interface SerializableClass {
  readonly className: string;
}

/** What was registered in this session: "package>Name" and class. */
const classes = new Map<string, SerializableClass>();

/**
 * Makes models with layers of this class savable and loadable: `registerSerializable("lab>DenseTranspose", DenseTranspose)`.
 * Throws unless the name has a package in front; the same name again replaces the class.
 */
export function registerSerializable(name: string, own: SerializableClass): void {
  if (!/^[^>]+>[^>]+$/u.test(name)) {
    fail("name", {
      where: "registerSerializable",
      expected: `a name such as "package>${own.className}"`,
      received: `"${name}"`,
    });
  }
  classes.set(name, own);
}

/** The class under that name; undefined if there is none. */
export function registeredClass(name: string): SerializableClass | undefined {
  return classes.get(name);
}

/** The name under which a class was registered; null if it was not. */
export function registeredName(own: SerializableClass): string | null {
  for (const [name, candidate] of classes) if (candidate === own) return name;
  return null;
}
