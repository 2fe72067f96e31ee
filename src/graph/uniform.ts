import type { Value } from "./value.ts";

/** The number that every element of the value has, if that is known: looks through views of constants. */
export function uniformValue(value: Value): number | undefined {
  let current = value;
  while (current.is("broadcast") || current.is("reshape") || current.is("transpose")) {
    current = current.inputs[0]!;
  }
  return current.is("constant") && current.size === 1 ? current.data[0] : undefined;
}
