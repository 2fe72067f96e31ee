import type { Value } from "../graph/value.ts";
import { multiplyAdds } from "../ops/primitives/cards.ts";

/** Operations of a launch: see `operations` of a group. */
export function groupOperations(values: readonly Value[]): number {
  return 2 * multiplyAdds(values) + values.reduce((sum, value) => sum + perElement(value), 0);
}

function perElement(value: Value): number {
  if (value.kind === "pointwise") return value.size;
  const folds = value.kind === "reduction" || value.kind === "rowwise" || value.kind === "window";
  if (!folds && !value.is("scatterAdd")) return 0;
  return value.inputs.reduce((most, { size }) => Math.max(most, size), value.size);
}
