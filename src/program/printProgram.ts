import { formatShape } from "../base/shape.ts";
import { attributesKey } from "../graph/attributesKey.ts";
import type { Buffer, Group, GroupGraph, Program, Step } from "./program.ts";

/** One line per value of a group, numbered within the group: equal groups print alike. */
export function formatGroup(group: GroupGraph): string {
  const numbers = new Map(group.values.map((value, i) => [value, i]));
  const lines = group.values.map((value, i) => {
    const inputs = value.inputs.map((input) => ` %${numbers.get(input)}`).join("");
    const attributes = value.is("parameter") ? "" : attributesKey(value);
    return `  %${i} = ${value.op} ${value.dtype}${formatShape(value.shape)}${inputs}${attributes === "{}" ? "" : ` ${attributes}`}`;
  });
  const { prepared, prepares } = group;
  if (prepares !== undefined)
    return `  prepared parameter ${prepares.parameter} of\n${formatGroup(prepares.group)}`;
  return [
    ...(prepared === undefined ? [] : [`  with parameter ${prepared} prepared`]),
    ...lines,
    `  return${group.results.map((value) => ` %${numbers.get(value)}`).join("")}`,
  ].join("\n");
}

/** Where a buffer lies, and how large it is. */
function formatBuffer({ id, region, dtype, shape, offset, bytes, entry }: Buffer): string {
  const where =
    entry !== undefined
      ? ` in ${entry.of}, ${entry.first} + ${entry.step} per round of loop ${entry.loop}`
      : region === "scratch"
        ? ` at ${offset}`
        : ` of ${region}`;
  return `  ${id}: ${dtype}${formatShape(shape)}, ${bytes} bytes${where}`;
}

function formatLaunch(group: Group): string {
  const workspace = group.workspace === undefined ? "" : ` with ${group.workspace}`;
  return `${group.name}: ${group.inputs.join(", ")} -> ${group.outputs.join(", ")}${workspace}\n${group.key}`;
}

function formatSteps(steps: readonly Step[], groups: readonly Group[]): string[] {
  const inner = (of: readonly Step[]): string =>
    formatSteps(of, groups).join("\n").replaceAll(/^/gmu, "  ");
  return steps.map((step) => {
    switch (step.kind) {
      case "launch":
        return formatLaunch(groups[step.group]!);
      case "loop": {
        const count = step.count === null ? "" : ` ${step.count} times`;
        const { condition } = step;
        const test =
          condition === undefined ? "" : ` while ${condition.holds}\n${inner(condition.steps)}`;
        return `loop ${step.loop}${count}${test}\ndo\n${inner(step.body)}`;
      }
      case "branch":
        return [
          `branch ${step.index}`,
          ...step.cases.map((own, i) => `case ${i}\n${inner(own)}`),
        ].join("\n");
    }
  });
}

/** The whole program for a reader: buffers with their places, then launches with what they read, write and compute. */
export function formatProgram({
  name,
  buffers,
  groups,
  steps,
  scratchBytes,
}: Omit<Program, "key">): string {
  return [
    `program ${name}, scratch ${scratchBytes} bytes`,
    ...[...buffers.values()].map(formatBuffer),
    ...formatSteps(steps, groups),
  ].join("\n");
}

/** Everything that decides the code of a program, as one text. */
export function programKey(program: Omit<Program, "key">): string {
  return formatProgram({ ...program, name: "" });
}
