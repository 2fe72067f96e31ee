import type { Value } from "../../graph/value.ts";
import type { Group, Program } from "../../program/program.ts";

/** About how many operations on elements a step of the program takes, from shapes alone. */
export function operationsOf({ groups }: Program): number {
  return groups.reduce((sum, group) => sum + operationsOfGroup(group), 0);
}

function operationsOfGroup({ values, results }: Group): number {
  const elements = results.reduce((sum, { size }) => sum + size, 0);
  let operations = 0;
  for (const value of values) {
    if (value.kind === "pointwise") operations += value.size;
    else if (value.is("dot")) operations += value.size * depthOf(value);
    else if (value.kind === "reduction" || value.kind === "rowwise" || value.is("scatterAdd"))
      operations += value.inputs.reduce((most, { size }) => Math.max(most, size), value.size);
  }
  return elements + operations;
}

/** Products per sum. */
function depthOf({ inputs, attributes }: Value<"dot">): number {
  return attributes.contract[0].reduce((depth, axis) => depth * inputs[0]!.shape[axis]!, 1);
}
