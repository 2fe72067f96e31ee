import { checkOptions } from "../base/config.ts";
import { fail } from "../base/errors.ts";

/** One parameter of an op. */
interface Parameter {
  readonly name: string;
  /** Required ones are passed on by place; the others as named options, or by place all the same. */
  readonly kind: "required" | "option" | "place" | "rest";
}

const kinds: Readonly<Record<string, Parameter["kind"]>> = {
  "?": "option",
  "=": "place",
  "*": "rest",
};

/** What the text of a signature says. */
type Parts = Pick<Signature, "parameters" | "required" | "open">;

/**
 * What an op takes, in Keras's order, by a text: "x axis? keepdims?". A "?" marks an option, "=" one that is passed on by
 * place, "*" any number of arguments; "**" alone: options of any name. Hundreds are made at import: each is read when it
 * is first needed.
 */
export class Signature {
  readonly where: string;
  readonly #text: string;
  #parts: Parts | undefined;

  constructor(where: string, text: string) {
    this.where = where;
    this.#text = text;
  }

  get parameters(): readonly Parameter[] {
    return this.#known.parameters;
  }

  get required(): number {
    return this.#known.required;
  }

  /** Whether options of any name are taken. */
  get open(): boolean {
    return this.#known.open;
  }

  get #known(): Parts {
    return (this.#parts ??= read(this.#text));
  }
}

function read(text: string): Parts {
  const words = text.split(" ").filter((word) => word !== "");
  const parameters = words
    .filter((word) => word !== "**")
    .map((word): Parameter => {
      const kind = kinds[word.at(-1)!];
      return kind === undefined
        ? { name: word, kind: "required" }
        : { name: word.slice(0, -1), kind };
    });
  const required = parameters.filter(({ kind }) => kind === "required").length;
  return { parameters, required, open: words.includes("**") };
}

/** Whether something is an object of options: a plain one, no tensor, list or function. */
export function isPlain(x: unknown): x is Readonly<Record<string, unknown>> {
  if (typeof x !== "object" || x === null) return false;
  const prototype: unknown = Object.getPrototypeOf(x);
  return prototype === Object.prototype || prototype === null;
}

/** Keras has a few names of one capital letter: `N` means `n`. No dtype is the default one. */
function lowered(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options)
      .filter(([key, value]) => key !== "dtype" || value !== null)
      .map(([key, value]) => [key.length === 1 ? key.toLowerCase() : key, value]),
  );
}

/** The arguments by place, and the options behind them. A record before the last required place may be an argument of its own. */
function divide(
  { parameters, required, open }: Signature,
  given: readonly unknown[],
): readonly [readonly unknown[], Record<string, unknown>] {
  const last = given.at(-1);
  if (!isPlain(last)) return [given, {}];
  const keys = Object.keys(lowered(last));
  const areOptions =
    open ||
    given.length > required ||
    (keys.length > 0 && keys.every((key) => parameters.some(({ name }) => name === key)));
  return areOptions ? [given.slice(0, -1), lowered(last)] : [given, {}];
}

/**
 * The arguments as the op's function takes them: required ones by place, then an object of options if there are any in
 * the signature. As in Keras, each may be given by place or by name. Throws on an option that does not exist, on one
 * given twice, and on too few or too many arguments.
 */
export function arrange(signature: Signature, given: readonly unknown[]): readonly unknown[] {
  const { where, parameters, open } = signature;
  const rest = parameters.findIndex(({ kind }) => kind === "rest");
  const byPlace = rest === -1 ? parameters : parameters.slice(0, rest);
  const [places, options] = divide(signature, given);
  if (!open) {
    checkOptions(
      where,
      options,
      parameters.map(({ name }) => name),
    );
  }
  if (rest === -1 && places.length > parameters.length) {
    fail("value", {
      where,
      expected: `at most ${parameters.length} arguments (${parameters.map(({ name }) => name).join(", ")})`,
      received: `${places.length}`,
    });
  }
  const values = new Map<string, unknown>(Object.entries(options));
  for (const [i, { name }] of byPlace.entries()) {
    if (i >= places.length) break;
    if (values.get(name) !== undefined) {
      fail("option", { where, expected: `${name} once`, received: "it by place and by name" });
    }
    values.set(name, places[i]);
  }
  const answer: unknown[] = [];
  for (const { name, kind } of parameters) {
    if (kind === "rest") answer.push(...places.slice(rest));
    if (kind === "required" && values.get(name) === undefined)
      fail("value", { where, expected: name, received: "nothing" });
    if (kind === "required" || kind === "place") {
      answer.push(values.get(name));
      values.delete(name);
    }
  }
  const takesOptions = open || parameters.some(({ kind }) => kind === "option");
  return takesOptions ? [...answer, Object.fromEntries(values)] : answer;
}

/** The function behind each op of the package's door. */
const plain = new WeakMap<object, object>();

/** The signature of each op of the package's door. */
const signatures = new WeakMap<object, Signature>();

/** Notes which function an op of the door stands for, and what it takes. */
export function standsFor<Called extends object>(
  called: Called,
  compute: object,
  signature: Signature,
): Called {
  plain.set(called, compute);
  signatures.set(called, signature);
  return called;
}

/** What an op of the door takes; undefined of any other function. */
export function signatureOf(called: object): Signature | undefined {
  return signatures.get(called);
}

/** The function that an op of the door stands for; any other function is itself. */
export function plainOf<F extends object>(f: F): F {
  return (plain.get(f) as F | undefined) ?? f;
}

/** A function with a signature: arguments may be given by place or by name, and unknown names are errors. */
export function named<F extends (...inputs: never) => unknown>(
  name: string,
  parameters: string,
  compute: F,
): F {
  const signature = new Signature(name, parameters);
  const plain = compute as unknown as (...inputs: readonly unknown[]) => unknown;
  const called = (...given: readonly unknown[]): unknown => plain(...arrange(signature, given));
  return standsFor(called, compute, signature) as unknown as F;
}
