import type { Value } from "../graph/value.ts";
import type { Program } from "./program.ts";

/** Arithmetic operations of one step, about: what an engine's choice may depend on, for it never changes. */
export function operationsOf({ groups }: Program): number {
  return groups.reduce(
    (total, { values }) => total + values.reduce((sum, value) => sum + operationsOfValue(value), 0),
    0,
  );
}

function operationsOfValue(value: Value): number {
  if (value.is("dot")) {
    const [x] = value.inputs;
    const depth = value.attributes.contract[0].reduce((n, axis) => n * x!.shape[axis]!, 1);
    return 2 * value.size * depth;
  }
  if (value.kind === "pointwise") return value.size;
  return value.kind === "reduction" ? value.inputs[0]!.size : 0;
}
