import { formatShape } from "../base/shape.ts";
import { attributesKey } from "./commonSubexpressions.ts";
import type { Group, Program } from "./program.ts";

/** One line per value of a group, numbered within the group: equal groups print alike. */
export function formatGroup(group: Pick<Group, "values" | "parameters" | "results">): string {
  const numbers = new Map(group.values.map((value, i) => [value, i]));
  const lines = group.values.map((value, i) => {
    const inputs = value.inputs.map((input) => ` %${numbers.get(input)}`).join("");
    const attributes = value.is("parameter") ? "" : attributesKey(value);
    return `  %${i} = ${value.op} ${value.dtype}${formatShape(value.shape)}${inputs}${attributes === "{}" ? "" : ` ${attributes}`}`;
  });
  return [
    ...lines,
    `  return${group.results.map((value) => ` %${numbers.get(value)}`).join("")}`,
  ].join("\n");
}

/** The whole program for a reader: buffers with their places, then launches with what they read, write and compute. */
export function formatProgram({
  name,
  buffers,
  groups,
  scratchBytes,
}: Omit<Program, "key">): string {
  const places = [...buffers.values()].map(
    ({ id, region, dtype, shape, offset, bytes }) =>
      `  ${id}: ${dtype}${formatShape(shape)}, ${bytes} bytes${region === "scratch" ? ` at ${offset}` : ` of ${region}`}`,
  );
  const launches = groups.map((group) => {
    const workspace = group.workspace === undefined ? "" : ` with ${group.workspace}`;
    return `${group.name}: ${group.inputs.join(", ")} -> ${group.outputs.join(", ")}${workspace}\n${formatGroup(group)}`;
  });
  return [`program ${name}, scratch ${scratchBytes} bytes`, ...places, ...launches].join("\n");
}

/** Everything that decides the code of a program, as one text. */
export function programKey(program: Omit<Program, "key">): string {
  return formatProgram({ ...program, name: "" });
}
