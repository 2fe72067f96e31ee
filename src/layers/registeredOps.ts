import { fail } from "../base/errors.ts";
import { signatureOf } from "../ops/signature.ts";
import { withOperationName } from "./operation.ts";
import { isCallParameter } from "./savedOperation.ts";

/** An op of the door, called with whatever was saved. */
type AnyOp = (...given: readonly unknown[]) => unknown;

/** Ops by their names in small letters; those of images with "image." in front. */
const ops = new Map<string, AnyOp>();

/** Classes that Keras names otherwise than their ops. */
const aliases: Readonly<Record<string, string>> = {
  batchnorm: "batchnormalization",
  layernorm: "layernormalization",
  rmsnorm: "rmsnormalization",
};

/**
 * Makes ops loadable that stand in saved models: `import * as ops from "hornet/ops"; registerOps(ops)`. A page that loads
 * no such model need not carry them all.
 */
export function registerOps(table: Readonly<Record<string, unknown>>): void {
  if (typeof table !== "object" || table === null)
    fail("value", { where: "registerOps", expected: "ops", received: typeof table });
  for (const [name, own] of Object.entries(table)) {
    if (typeof own === "function") ops.set(name.toLowerCase(), own as AnyOp);
    else if (name === "image") {
      for (const [inner, image] of Object.entries(own as object))
        ops.set(`image.${inner.toLowerCase()}`, image as AnyOp);
    }
  }
}

/** Whether something saved is an op and not a layer. */
export function isSavedOperation({ module }: { readonly module: string | null }): boolean {
  return module?.startsWith("keras.src.ops.") ?? false;
}

/** What an op of a saved model gives for arguments. Throws if it is not registered. */
export function callSavedOperation(
  saved: {
    readonly module: string | null;
    readonly class_name: string;
    readonly config: Readonly<Record<string, unknown>>;
  },
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
): unknown {
  const plain = saved.class_name.toLowerCase();
  const own = aliases[plain] ?? plain;
  const name = saved.module === "keras.src.ops.image" ? `image.${own}` : own;
  const op = ops.get(name);
  if (op === undefined) {
    return fail(ops.size === 0 ? "state" : "name", {
      where: `deserialize: op ${saved.class_name}`,
      expected: "an op that is registered",
      received: ops.size === 0 ? "a model with ops, and none registered" : "one that is not",
      advice: 'Call registerOps(ops) before, with import * as ops from "hornet/ops"',
    });
  }
  const { name: layerName, ...config } = saved.config;
  const known = signatureOf(op)?.parameters ?? [];
  const options: [string, unknown][] = Object.entries({ ...config, ...kwargs }).flatMap(
    ([key, value]) => {
      const small = key.replaceAll("_", "").toLowerCase();
      const parameter = known.find((own) => own.name.toLowerCase() === small);
      // What is null, or unknown here because Keras has no choice either, is left to the default.
      return parameter === undefined || value === null ? [] : [[parameter.name, value]];
    },
  );
  // What it is called with stands in order; the rest of its parameters has names.
  const left = [...args];
  const byName = Object.fromEntries(options);
  for (const { name: parameter, kind } of known) {
    if (kind === "rest" || left.length === 0) break;
    if (isCallParameter(parameter)) byName[parameter] = left.shift();
  }
  const rest = known.findIndex(({ kind }) => kind === "rest");
  const places = known.slice(0, Math.max(0, rest)).map(({ name: parameter }) => {
    const value = byName[parameter];
    delete byName[parameter];
    return value;
  });
  const named = Object.keys(byName).length === 0 ? [] : [byName];
  return withOperationName(String(layerName), () => op(...places, ...left, ...named));
}
