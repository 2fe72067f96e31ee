import { transformSync } from "esbuild";
import * as ops from "../../src/exports/ops.ts";
import { camelCase, camelKeys, Missing } from "./missing.ts";
import { decode, holdingDType, isKnownDType, isRecord, textOf, toNumber } from "./tensors.ts";
import type { HostTensor, Json, JsonRecord } from "./types.ts";

/** An op as a plain function. */
export type Op = (...inputs: unknown[]) => unknown;

/** The op of Keras's name: "image.gaussian_blur" is `ops.image.gaussianBlur`. Throws `Missing` if there is none. */
export function opOf(name: string): Op {
  let found: unknown = ops;
  for (const part of name.split(".")) {
    const key = camelCase(part);
    found =
      typeof found === "object" && found !== null && key in found
        ? (found as Readonly<Record<string, unknown>>)[key]
        : undefined;
  }
  if (typeof found !== "function") throw new Missing(`op ${name}`);
  return found as Op;
}

/**
 * What a text computes, over the ops and some names of its own. The text is run: goldens are trusted as tests are.
 * Throws `Missing` if it calls an op that is not built.
 */
export function evaluateText(text: string, names: Readonly<Record<string, unknown>> = {}): unknown {
  const { code } = transformSync(`(${text})`, { loader: "ts", format: "esm" });
  const known: Readonly<Record<string, unknown>> = { ...ops, ...names };
  const words = new Set(text.match(/(?<![.\w])[a-zA-Z]\w*/gu));
  for (const [, called] of text.matchAll(/(?<![.\w])([a-zA-Z]\w*)\s*\(/gu)) {
    if (!Object.hasOwn(known, called!)) throw new Missing(`op ${called}`);
  }
  const scope = Object.fromEntries(Object.entries(known).filter(([name]) => words.has(name)));
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- expressions are what these goldens are made of
  const make = new Function(...Object.keys(scope), `return ${code}`) as (
    ...values: unknown[]
  ) => unknown;
  return make(...Object.values(scope));
}

/** What becomes of a tensor among the arguments; `path` says where it stands: "args.0.2", "kwargs.bias". */
export type TensorVisitor = (tensor: HostTensor, path: string) => unknown;

/** Turns written arguments into those of Hornet's ops. */
export class ArgumentReader {
  readonly #functions: Readonly<Record<string, string>>;
  readonly #visit: TensorVisitor;

  constructor(functions: Readonly<Record<string, string>>, visit: TensorVisitor) {
    this.#functions = functions;
    this.#visit = visit;
  }

  /** One argument. */
  read(argument: Json, path: string): unknown {
    if (Array.isArray(argument))
      return (argument as readonly Json[]).map((entry, i) => this.read(entry, `${path}.${i}`));
    if (!isRecord(argument)) return argument;
    if ("tensor" in argument) return this.#tensor(argument["tensor"] as JsonRecord, path);
    if ("float" in argument) return toNumber(argument["float"]);
    if ("complex" in argument) {
      const { tensor } = argument["complex"] as { readonly tensor: JsonRecord };
      return opOf("view_as_complex")(this.#tensor(tensor, `${path}.complex`));
    }
    if ("function" in argument) return this.#function(argument, path);
    // Parts of an index stay as they are written: a slice, an ellipsis.
    return Object.fromEntries(
      Object.entries(argument).map(([key, part]) => [key, this.read(part, `${path}.${key}`)]),
    );
  }

  #tensor(golden: JsonRecord, path: string): unknown {
    if (!isKnownDType(golden["dtype"])) throw new Missing(`dtype ${textOf(golden["dtype"])}`);
    return this.#visit(decode(golden), path);
  }

  #function(argument: JsonRecord, path: string): unknown {
    const name = argument["function"] as string;
    const text = this.#functions[name];
    if (text === undefined) throw new Error(`no function "${name}" in the file`);
    const found = evaluateText(text) as Op;
    const bound = ((argument["bound"] as readonly Json[] | undefined) ?? []).map((entry, i) =>
      this.read(entry, `${path}.bound.${i}`),
    );
    return bound.length === 0 ? found : (...rest: unknown[]) => found(...bound, ...rest);
  }

  /** The arguments of a call: those in order, at "args.0" or "<place>.0", and the named ones as options. */
  call(args: readonly Json[], kwargs: JsonRecord, place = "args"): unknown[] {
    const positional = args.map((argument, i) => this.read(argument, `${place}.${i}`));
    const options = Object.entries(kwargs).map(
      ([key, argument]) => [key, this.read(argument, `kwargs.${key}`)] as const,
    );
    return options.length === 0
      ? positional
      : [...positional, camelKeys(Object.fromEntries(options))];
  }
}

/** Throws `Missing` if some tensor of an answer has a dtype that Hornet does not have. */
export function expectKnownDTypes(expected: Json): void {
  if (Array.isArray(expected)) (expected as readonly Json[]).forEach(expectKnownDTypes);
  else if (isRecord(expected) && "dtype" in expected) {
    if (expected["dtype"] === "complex64") return;
    if (expected["dtype"] === "int64") throw new Missing("dtype int64");
    holdingDType(expected["dtype"]);
  }
}
