import { fail } from "../base/errors.ts";
import { hostDataOf, type HostData } from "../layers/hostLayer.ts";
import type { SymbolicTensor } from "../layers/symbolic.ts";
import type { InputLike } from "../train/data.ts";
import { toTensor, type TensorLike } from "../tensor/tensor.ts";
import { isTexts, Texts } from "../tensor/texts.ts";

function toHostData(where: string, source: unknown, { shape }: SymbolicTensor): HostData {
  const isText = source instanceof Texts || isTexts(source);
  const data = hostDataOf(where, isText ? source : toTensor(source as TensorLike));
  // As Keras does: a last axis of 1 that is missing is added.
  if (data.shape.length !== shape.length - 1 || shape.at(-1) !== 1) return data;
  const wider = [...data.shape, 1];
  return data instanceof Texts ? new Texts(data.data, wider) : data.reshape(wider);
}

/** The inputs of a model that begins on the host, texts and numbers: alone, as a list or by name. */
export function hostInputs(
  where: string,
  x: InputLike,
  names: readonly string[],
  inputs: readonly SymbolicTensor[],
): HostData[] {
  if (inputs.length === 1) {
    const isRecord = typeof x === "object" && x !== null && Object.hasOwn(x, names[0]!);
    const own: unknown = isRecord ? (x as Readonly<Record<string, unknown>>)[names[0]!] : x;
    return [toHostData(where, own, inputs[0]!)];
  }
  const parts: readonly unknown[] = Array.isArray(x)
    ? x
    : names.map((name) => (x as Readonly<Record<string, unknown>> | undefined)?.[name]);
  if (parts.length !== inputs.length || parts.includes(undefined)) {
    return fail("data", {
      where,
      expected: `one array for each of ${names.join(", ")}`,
      received: Array.isArray(x) ? `a list of ${x.length}` : Object.keys(x as object).join(", "),
    });
  }
  return parts.map((part, i) => toHostData(`${where}: ${names[i]}`, part, inputs[i]!));
}
