import { bytesPerElement, type TypedArray } from "../../base/dtype.ts";
import type { GraphBuilder } from "../../graph/builder.ts";
import { interpretGraph } from "../../graph/interpret/interpret.ts";
import type { Value } from "../../graph/value.ts";
import { workspaceBytes } from "../../kernels/workspace.ts";
import { newGraph } from "../../ops/primitives/cards.ts";
import { aligned } from "../../program/plan.ts";
import { programKey } from "../../program/printProgram.ts";
import type { Buffer, BufferId, Group, Program } from "../../program/program.ts";
import type { Engine } from "../engine.ts";

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

/** A program of one group: parameters in state, results in data. */
export function programOf(
  { graph, parameters, results }: TestGroup,
  engine: Engine,
  inPlace: InPlace = {},
): Program {
  const buffers = new Map<BufferId, Buffer>();
  const add = (id: BufferId, region: Buffer["region"], { shape, dtype, size }: Value): BufferId => {
    buffers.set(id, { id, region, shape, dtype, bytes: size * bytesPerElement(dtype), offset: 0 });
    return id;
  };
  const inputs = parameters.map((value, i) => add(`in${i}`, "state", value));
  const outputs = results.map((value, i) =>
    inPlace[i] === undefined ? add(`out${i}`, "data", value) : `in${inPlace[i]}`,
  );
  const values = graph.values;
  const bytes = workspaceBytes({ values, parameters, results }, engine.traits);
  if (bytes > 0)
    buffers.set("work", {
      id: "work",
      region: "scratch",
      shape: [bytes],
      dtype: "uint8",
      bytes,
      offset: 0,
    });
  const group: Group = {
    name: "0:test",
    values,
    parameters,
    results,
    inputs,
    outputs,
    workspace: bytes > 0 ? "work" : undefined,
  };
  const program = { name: "test", buffers, groups: [group], scratchBytes: aligned(bytes) };
  return { ...program, key: programKey(program) };
}

/** Runs a group on the engine; gives its results. */
export function runGroup(
  group: TestGroup,
  data: readonly TypedArray[],
  engine: Engine,
  inPlace: InPlace = {},
): TypedArray[] {
  const program = programOf(group, engine, inPlace);
  const arena = engine.open(
    [...program.buffers.values()].filter(({ region }) => region === "state"),
  );
  arena.place([...program.buffers.values()].filter(({ region }) => region === "data"));
  data.forEach((array, i) => arena.write(`in${i}`, array));
  arena.loadSync(program).runSync(1);
  return program.groups[0]!.outputs.map((id) => arena.readSync(id));
}

/** What the interpreter makes of it. */
export function interpretGroup(
  { parameters, results }: TestGroup,
  data: readonly TypedArray[],
): TypedArray[] {
  return interpretGraph(results, new Map(parameters.map((value, i) => [value, data[i]!])));
}
