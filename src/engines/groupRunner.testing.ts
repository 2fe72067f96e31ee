import { expect } from "vitest";
import { bytesPerElement, type TypedArray } from "../base/dtype.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import type { Value } from "../graph/value.ts";
import { kernelOf } from "../kernels/kernel.ts";
import { unknownVariables } from "../kernels/scope.testing.ts";
import { workspaceBytes } from "../kernels/workspace.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { aligned } from "../program/plan.ts";
import { formatGroup, programKey } from "../program/printProgram.ts";
import type { Buffer, BufferId, Group, Program } from "../program/program.ts";
import type { Engine } from "./engine.ts";

/** For tests: a group of its own. `write` traces it; the graph's parameters are its inputs. */
export interface TestGroup {
  readonly graph: GraphBuilder;
  readonly parameters: readonly Value[];
  readonly results: readonly Value[];
}

/** Traces a group. */
export function traceGroup(write: (graph: GraphBuilder) => readonly Value[]): TestGroup {
  const graph = newGraph();
  const results = write(graph);
  return { graph, parameters: graph.values.filter((value) => value.is("parameter")), results };
}

/** `inPlace[i]`: the parameter whose buffer result i is written to. */
export type InPlace = Readonly<Record<number, number>>;

/** A group to run. */
export interface GroupRun {
  readonly group: TestGroup;
  readonly data: readonly TypedArray[];
  readonly inPlace?: InPlace;
}

/** A program of groups that know nothing of each other: parameters in state, results in data. */
export function programOf(
  runs: readonly Pick<GroupRun, "group" | "inPlace">[],
  engine: Engine,
): Program {
  const buffers = new Map<BufferId, Buffer>();
  let scratchBytes = 0;
  const groups = runs.map(({ group, inPlace = {} }, g): Group => {
    const { graph, parameters, results } = group;
    const add = (
      id: string,
      region: Buffer["region"],
      value: Omit<Buffer, "id" | "region">,
    ): BufferId => {
      buffers.set(`${g}/${id}`, { id: `${g}/${id}`, region, ...value });
      return `${g}/${id}`;
    };
    const whole = ({ shape, dtype, size }: Value): Omit<Buffer, "id" | "region"> => ({
      shape,
      dtype,
      bytes: size * bytesPerElement(dtype),
      offset: 0,
    });
    const inputs = parameters.map((value, i) => add(`in${i}`, "state", whole(value)));
    const outputs = results.map((value, i) =>
      inPlace[i] === undefined ? add(`out${i}`, "data", whole(value)) : inputs[inPlace[i]]!,
    );
    const { values } = graph;
    const bytes = workspaceBytes({ values, parameters, results }, engine.traits);
    scratchBytes = Math.max(scratchBytes, aligned(bytes));
    const workspace =
      bytes > 0
        ? add("work", "scratch", { shape: [bytes], dtype: "uint8", bytes, offset: 0 })
        : undefined;
    const key = formatGroup({ values, parameters, results });
    return { name: `${g}:test`, values, parameters, results, key, inputs, outputs, workspace };
  });
  const steps = groups.map((_, group) => ({ kind: "launch", group }) as const);
  const program = { name: "test", buffers, groups, steps, scratchBytes };
  return { ...program, key: programKey(program) };
}

/** Runs groups on the engine, all in one program; gives the results of each. Their kernels must read what they know. */
export function runGroups(runs: readonly GroupRun[], engine: Engine): TypedArray[][] {
  const program = programOf(runs, engine);
  for (const group of program.groups)
    expect(unknownVariables(kernelOf(group, engine.traits)), group.name).toEqual([]);
  const inRegion = (region: Buffer["region"]): Buffer[] =>
    [...program.buffers.values()].filter((buffer) => buffer.region === region);
  const arena = engine.open(inRegion("state"));
  arena.place(inRegion("data"));
  runs.forEach(({ data }, g) =>
    data.forEach((array, i) => arena.write(program.groups[g]!.inputs[i]!, array)),
  );
  arena.loadSync(program).runSync(1);
  return program.groups.map(({ outputs }) => outputs.map((id) => arena.readSync(id)));
}

/** What the interpreter makes of it. */
export function interpretGroup(
  { parameters, results }: TestGroup,
  data: readonly TypedArray[],
): TypedArray[] {
  return interpretGraph(results, new Map(parameters.map((value, i) => [value, data[i]!])));
}
