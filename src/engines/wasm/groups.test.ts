import fc from "fast-check";
import { expect, test } from "vitest";
import type { DType, TypedArray } from "../../base/dtype.ts";
import type { GraphBuilder } from "../../graph/builder.ts";
import type { Value } from "../../graph/value.ts";
import { wasmEngine } from "./engine.ts";
import { interpretGroup, runGroup, traceGroup, type InPlace } from "./groupRunner.ts";
import { Choices, GraphWriter } from "./randomGraph.ts";

const engines = [wasmEngine(), wasmEngine({ fusedMultiplyAdd: false })];
const dtypes: readonly DType[] = ["float32", "int32", "uint32", "uint8"];

/** Equal for integers; for floats within `relative` of the largest magnitude that went into the sum. */
function expectClose(actual: TypedArray, expected: TypedArray, relative: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    if (Object.is(a, e) || a === e) continue;
    const limit = relative * Math.max(1, Math.abs(e));
    if (!(Math.abs(a - e) <= limit)) expect.fail(`element ${i}: expected ${e}, received ${a}`);
  }
}

function check(seed: number, write: (graph: GraphBuilder, choices: Choices) => readonly Value[], relative = 0, inPlace: InPlace = {}): void {
  const choices = new Choices(seed);
  const group = traceGroup((graph) => write(graph, choices));
  const data = group.parameters.map(({ dtype, size }) => choices.data(dtype, size));
  const expected = interpretGroup(group, data);
  for (const engine of engines) {
    runGroup(group, data, engine, inPlace).forEach((actual, i) => expectClose(actual, expected[i]!, relative));
  }
}

const seeds = fc.integer();

test("chains of movement and pointwise primitives equal the interpreter's", () => {
  fc.assert(
    fc.property(seeds, (seed) =>
      check(seed, (graph, choices) => {
        const dtype = choices.pick(dtypes);
        const shape = choices.shape(choices.integer(0, 4), choices.pick([3, 7, 17]));
        const writer = new GraphWriter(graph, choices, dtype);
        const results = Array.from({ length: choices.integer(1, 2) }, () => writer.expression(shape, choices.integer(0, 4)));
        return results;
      }),
    ),
    { numRuns: 400 },
  );
});

test("reductions with prologue and epilogue equal the interpreter's", () => {
  fc.assert(
    fc.property(seeds, (seed) =>
      check(
        seed,
        (graph, choices) => {
          const dtype = choices.pick(dtypes);
          const shape = choices.shape(choices.integer(1, 4), choices.pick([3, 7, 37]));
          const writer = new GraphWriter(graph, choices, dtype);
          const x = writer.expression(shape, choices.integer(0, 3));
          const axes = shape.flatMap((_, axis) => (choices.real() < 0.5 ? [axis] : []));
          const op = choices.pick(["reduceSum", "reduceMax", "reduceMin", "argMax", "argMin"] as const);
          const axis = choices.integer(0, shape.length - 1);
          const root =
            op === "argMax" || op === "argMin" ? graph.emit(op, [x], { axis }) : graph.emit(op, [x], { axes });
          const other = new GraphWriter(graph, choices, root.dtype).expression(root.shape, 2);
          return [graph.emit("sub", [other, root as Value], {}) as Value, root as Value];
        },
        2e-6,
      ),
    ),
    { numRuns: 400 },
  );
});
