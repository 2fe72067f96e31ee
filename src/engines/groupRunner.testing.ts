import { expect } from "vitest";
import { bytesPerElement, type TypedArray } from "../base/dtype.ts";
import { groupOperations } from "../compiler/groupOperations.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import type { Value } from "../graph/value.ts";
import { kernelOf } from "../kernels/kernel.ts";
import { unknownVariables } from "../kernels/scope.testing.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { aligned } from "../program/plan.ts";
import { formatGroup, programKey } from "../program/printProgram.ts";
import type { Buffer, BufferId, Group, Program, Step } from "../program/program.ts";
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

/**
 * A program of groups that know nothing of each other: parameters in state, results in data. `prepared`: parameters are
 * brought into the form that a kernel wants, by launches before the others.
 */
export function programOf(
  runs: readonly Pick<GroupRun, "group" | "inPlace">[],
  engine: Engine,
  prepared = false,
): Program {
  const buffers = new Map<BufferId, Buffer>();
  const preparations: Group[] = [];
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
    const plain = { values, parameters, results };
    const wanted = prepared ? engine.preparation(plain) : undefined;
    const own = wanted === undefined ? plain : { ...plain, prepared: wanted.parameter };
    if (wanted !== undefined) {
      const { parameter, bytes } = wanted;
      const form = add("form", "data", { shape: [bytes], dtype: "uint8", bytes, offset: 0 });
      const read = [parameters[parameter]!];
      const copied = { values: read, parameters: read, results: read };
      const prepares = { group: plain, parameter };
      preparations.push({
        name: `${g}:prepare`,
        ...copied,
        key: formatGroup({ ...copied, prepares }),
        inputs: [inputs[parameter]!],
        outputs: [form],
        operations: groupOperations(copied.values),
        workspace: undefined,
        prepares,
      });
      inputs[parameter] = form;
    }
    const bytes = engine.workspaceBytes(own);
    scratchBytes = Math.max(scratchBytes, aligned(bytes));
    const workspace =
      bytes > 0
        ? add("work", "scratch", { shape: [bytes], dtype: "uint8", bytes, offset: 0 })
        : undefined;
    return {
      name: `${g}:test`,
      ...own,
      key: formatGroup(own),
      inputs,
      outputs,
      operations: groupOperations(own.values),
      workspace,
    };
  });
  const launch = (group: number): Step => ({ kind: "launch", group });
  const steps = [
    ...preparations.map((_, i) => launch(groups.length + i)),
    ...groups.map((_, group) => launch(group)),
  ];
  const program = {
    name: "test",
    buffers,
    groups: [...groups, ...preparations],
    steps,
    scratchBytes,
  };
  return { ...program, key: programKey(program) };
}

/** Runs groups on the engine, all in one program; gives the results of each. Their kernels must read what they know. */
export function runGroups(
  runs: readonly GroupRun[],
  engine: Engine,
  prepared = false,
): TypedArray[][] {
  const program = programOf(runs, engine, prepared);
  for (const group of program.groups)
    expect(unknownVariables(kernelOf(group, engine.traits)), group.name).toEqual([]);
  const inRegion = (region: Buffer["region"]): Buffer[] =>
    [...program.buffers.values()].filter((buffer) => buffer.region === region);
  const arena = engine.open(inRegion("state"));
  arena.place(inRegion("data"));
  runs.forEach(({ data }, g) => data.forEach((array, i) => arena.write(`${g}/in${i}`, array)));
  arena.loadSync(program).runSync(1);
  return program.groups
    .slice(0, runs.length)
    .map(({ outputs }) => outputs.map((id) => arena.readSync(id)));
}

/** What the interpreter makes of it. */
export function interpretGroup(
  { parameters, results }: TestGroup,
  data: readonly TypedArray[],
): TypedArray[] {
  return interpretGraph(results, new Map(parameters.map((value, i) => [value, data[i]!])));
}
