import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TypedArray } from "../base/dtype.ts";
import type { Engine } from "../engines/engine.ts";
import { reference } from "../engines/reference/reference.ts";
import { wasmEngine } from "../engines/wasm/engine.ts";
import { Choices } from "../engines/randomGraph.testing.ts";
import { gradients } from "../grad/reverse.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import type { Operand, Value } from "../graph/value.ts";
import { workspaceBytes } from "../kernels/workspace.ts";
import { absolute, add, multiply, subtract } from "../ops/add.ts";
import { divide } from "../ops/divide.ts";
import { exp } from "../ops/exp.ts";
import { matmul } from "../ops/matmul.ts";
import { max } from "../ops/max.ts";
import { maximum } from "../ops/maximum.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { relu } from "../ops/relu.ts";
import { reshape } from "../ops/reshape.ts";
import { tanh } from "../ops/sin.ts";
import { softmax } from "../ops/softmax.ts";
import { sum } from "../ops/sum.ts";
import { transpose } from "../ops/transpose.ts";
import type { Program } from "../program/program.ts";
import { formatProgram } from "../program/printProgram.ts";
import type { Binding, StepGraph } from "./binding.ts";
import { compile } from "./compile.ts";
import { passes } from "./passes.ts";

/** A step that reads states s0.. and data d0.., and gives the states new values. */
interface Step {
  readonly graph: StepGraph;
  readonly states: readonly { readonly start: Value; readonly end: Value }[];
  readonly data: readonly Value[];
  readonly results: readonly Value[];
}

function step(
  builder: GraphBuilder,
  states: readonly [Value, Operand][],
  data: readonly Value[],
  results: readonly Operand[],
): Step {
  const updates = states.map(([start, end]) => ({ start, end: builder.lift(end) }));
  const inputs: Binding[] = [
    ...updates.map(({ start }, i) => ({
      value: start,
      buffer: `state/s${i}`,
      region: "state" as const,
    })),
    ...data.map((value, i) => ({ value, buffer: `data/d${i}`, region: "data" as const })),
  ];
  const outputs: Binding[] = [
    ...results.map((value, i) => ({
      value: builder.lift(value),
      buffer: `out/r${i}`,
      region: "data" as const,
    })),
    ...updates.map(({ end }, i) => ({
      value: end,
      buffer: `state/s${i}`,
      region: "state" as const,
    })),
  ];
  return {
    graph: { name: "test", inputs, outputs },
    states: updates,
    data,
    results: results.map((value) => builder.lift(value)),
  };
}

/** A random step over matrices [n, n], so that everything fits everything. */
function randomStep(seed: number): Step {
  const choices = new Choices(seed);
  const builder = newGraph();
  const n = choices.integer(1, 9);
  const shape = [n, n];
  const parameters = Array.from({ length: 4 }, (_, i) =>
    builder.parameter(`p${i}`, shape, "float32"),
  );
  const known: Operand[] = [...parameters];
  const any = (): Operand => choices.pick(known.slice(-8));
  const makers: (() => Operand)[] = [
    () => add(any(), any()),
    () => subtract(any(), multiply(any(), 0.5)),
    () => multiply(any(), tanh(any())),
    () => relu(any()),
    () => maximum(any(), any()),
    () => tanh(any()),
    () => exp(multiply(absolute(any()), -1)),
    () => multiply(matmul(any(), any()), 1 / n),
    () => transpose(any()),
    () =>
      add(
        multiply(any(), 0),
        sum(multiply(any(), 0.1), { axis: choices.integer(0, 1), keepdims: true }),
      ),
    () => subtract(any(), max(any(), { axis: 1, keepdims: true })),
    () => add(any(), reshape(sum(any(), { axis: 0 }), [1, n])),
    () => softmax(any()),
    () => divide(any(), add(sum(absolute(any()), { axis: -1, keepdims: true }), 1)),
    () => reshape(reshape(any(), [n * n]), shape),
    () => matmul(transpose(any()), any()),
  ];
  const count = choices.integer(1, 14);
  for (let i = 0; i < count; i++) known.push(tanh(choices.pick(makers)()));
  const pickOutput = (): Operand => choices.pick(known);
  const states = parameters
    .slice(0, 2)
    .map((parameter): [Value, Operand] => [parameter, pickOutput()]);
  return step(builder, states, parameters.slice(2), [pickOutput(), pickOutput()]);
}

function compileFor(engine: Engine, { graph }: Step, without: readonly string[] = []): Program {
  return compile(graph, { traits: engine.traits, workspaceBytes, without });
}

/** Runs a compiled step some times; gives the results and states after each. */
function runOn(
  engine: Engine,
  made: Step,
  program: Program,
  given: readonly TypedArray[],
  steps: number,
): TypedArray[] {
  const buffers = [...program.buffers.values()];
  const arena = engine.open(buffers.filter(({ region }) => region === "state"));
  arena.place(buffers.filter(({ region }) => region === "data"));
  const runnable = arena.loadSync(program);
  made.states.forEach((_, i) => arena.write(`state/s${i}`, given[i]!));
  made.data.forEach((_, i) => arena.write(`data/d${i}`, given[made.states.length + i]!));
  runnable.runSync(steps);
  return [
    ...made.results.map((_, i) => arena.readSync(`out/r${i}`)),
    ...made.states.map((_, i) => arena.readSync(`state/s${i}`)),
  ];
}

/** The same by interpreting the whole graph. */
function interpreted(made: Step, given: readonly TypedArray[], steps: number): TypedArray[] {
  let states = given.slice(0, made.states.length);
  const data = given.slice(made.states.length);
  let all: TypedArray[] = [];
  for (let i = 0; i < steps; i++) {
    const values = new Map<Value, TypedArray>([
      ...made.states.map(({ start }, k) => [start, states[k]!] as const),
      ...made.data.map((value, k) => [value, data[k]!] as const),
    ]);
    all = interpretGraph([...made.results, ...made.states.map(({ end }) => end)], values);
    states = all.slice(made.results.length);
  }
  return all;
}

function expectClose(
  actual: readonly TypedArray[],
  expected: readonly TypedArray[],
  tolerance: number,
): void {
  expected.forEach((part, i) =>
    part.forEach((x, k) =>
      expect(Math.abs(actual[i]![k]! - x)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(x))),
    ),
  );
}

describe.each([
  ["reference", reference, 1e-6],
  ["wasm", wasmEngine(), 3e-5],
] as const)("a compiled step on %s", (name, engine, tolerance) => {
  test("equals its graph, with all passes and with each one left out", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const choices = new Choices(seed ^ 0x1234);
        const made = randomStep(seed);
        const given = [...made.states.map(({ start }) => start), ...made.data].map(({ size }) =>
          choices.data("float32", size),
        );
        const expected = interpreted(made, given, 2);
        const leaveOut = choices.pick([
          [],
          ["rows"],
          [choices.pick(passes).name],
          [...passes.map((pass) => pass.name), "rows"],
        ]);
        const program = compileFor(engine, randomStep(seed), leaveOut);
        expectClose(runOn(engine, made, program, given, 2), expected, tolerance);
      }),
      { numRuns: name === "wasm" ? 150 : 300 },
    );
  });

  test("states that take each other's place", () => {
    const builder = newGraph();
    const [a, b, c] = ["a", "b", "c"].map((text) => builder.parameter(text, [3], "float32")) as [
      Value,
      Value,
      Value,
    ];
    const made = step(
      builder,
      [
        [a, b],
        [b, c],
        [c, add(a, 1)],
      ],
      [],
      [a],
    );
    const given = [
      [1, 2, 3],
      [10, 20, 30],
      [5, 6, 7],
    ].map((x) => Float32Array.from(x));
    const [first, ...states] = runOn(engine, made, compileFor(engine, made), given, 1);
    expect([...first!]).toEqual([1, 2, 3]);
    expect(states.map((x) => [...x])).toEqual([
      [10, 20, 30],
      [5, 6, 7],
      [2, 3, 4],
    ]);
  });
});

describe("what a launch holds", () => {
  const groupsOf = (made: Step): string[] =>
    compileFor(reference, made).groups.map(({ name }) => name.replace(/^\d+:/, ""));

  test("bias and activation join the matrix product", () => {
    const builder = newGraph();
    const x = builder.parameter("x", [4, 5], "float32");
    const w = builder.parameter("w", [5, 3], "float32");
    const bias = builder.parameter("bias", [3], "float32");
    const made = step(builder, [], [x, w, bias], [relu(add(matmul(x, w), bias))]);
    expect(groupsOf(made)).toEqual(["dot+add+max"]);
  });

  test("a product that others take with its axes in another order is written so", () => {
    const builder = newGraph();
    const scores = builder.parameter("scores", [2, 3, 4, 5], "float32");
    const values = builder.parameter("values", [2, 5, 3, 7], "float32");
    const w = builder.parameter("w", [3, 7, 6], "float32");
    const seen = builder.emit("dot", [scores, values], { contract: [[3], [1]], batch: [[0, 1], [0, 2]] }); // prettier-ignore
    const heads = builder.emit("transpose", [seen], { permutation: [0, 2, 1, 3] });
    const out = builder.emit("dot", [heads, w], { contract: [[2, 3], [0, 1]], batch: [[], []] }); // prettier-ignore
    const { groups } = compileFor(reference, step(builder, [], [scores, values, w], [out]));
    expect(groups.map(({ values: own }) => own.map(({ op }) => op))).toEqual([
      ["parameter", "parameter", "dot", "transpose"],
      ["parameter", "parameter", "dot"],
    ]);
  });

  test("softmax and layer normalisation are one launch, forward and backward", () => {
    const builder = newGraph();
    const x = builder.parameter("x", [8, 20], "float32");
    const d = builder.parameter("d", [8, 20], "float32");
    const centred = subtract(x, divide(sum(x, { axis: -1, keepdims: true }), 20));
    const variance = divide(sum(multiply(centred, centred), { axis: -1, keepdims: true }), 20);
    for (const y of [softmax(x), divide(centred, exp(variance))]) {
      const value = builder.lift(y);
      const [dx] = gradients([value], [d], [x]);
      expect(groupsOf(step(builder, [], [x, d], [value]))).toHaveLength(1);
      expect(groupsOf(step(builder, [], [x, d], [dx!]))).toHaveLength(1);
    }
  });

  test("the update of a weight joins its gradient and writes in place", () => {
    const builder = newGraph();
    const w = builder.parameter("w", [5, 3], "float32");
    const momentum = builder.parameter("m", [5, 3], "float32");
    const x = builder.parameter("x", [4, 5], "float32");
    const dy = builder.parameter("dy", [4, 3], "float32");
    const next = subtract(multiply(momentum, 0.9), multiply(matmul(transpose(x), dy), 0.1));
    const made = step(
      builder,
      [
        [w, add(w, next)],
        [momentum, next],
      ],
      [x, dy],
      [],
    );
    const program = compileFor(reference, made);
    expect(program.groups).toHaveLength(1);
    expect(program.groups[0]!.outputs.toSorted()).toEqual(["state/s0", "state/s1"]);
    expect(program.scratchBytes).toBe(0);
  });

  test("a weight is not overwritten before its last reader", () => {
    const builder = newGraph();
    const w = builder.parameter("w", [3, 3], "float32");
    const x = builder.parameter("x", [3, 3], "float32");
    const made = step(builder, [[w, multiply(w, 2)]], [x], [matmul(x, w)]);
    expect(groupsOf(made)).toEqual(["dot", "mul"]);
  });

  test("a scalar is computed once, not once per element", () => {
    const builder = newGraph();
    const rate = builder.parameter("rate", [], "float32");
    const x = builder.parameter("x", [100], "float32");
    const made = step(builder, [], [rate, x], [multiply(x, exp(rate))]);
    expect(groupsOf(made)).toEqual(["exp", "mul"]);
  });

  test("what is expensive and read twice stays in memory", () => {
    const builder = newGraph();
    const x = builder.parameter("x", [10, 10], "float32");
    const e = exp(x);
    const made = step(builder, [], [x], [sum(e, { axis: 1 }), transpose(tanh(e))]);
    expect(groupsOf(made).filter((name) => name.includes("exp"))).toHaveLength(1);
  });

  test("a program prints as text that a reader can follow", () => {
    const builder = newGraph();
    const x = builder.parameter("x", [2, 3], "float32");
    const w = builder.parameter("w", [3, 2], "float32");
    const h = relu(matmul(x, w));
    const made = step(
      builder,
      [[w, subtract(w, multiply(matmul(transpose(x), h), 0.5))]],
      [x],
      [sum(h)],
    );
    expect(formatProgram(compileFor(reference, made))).toMatchSnapshot();
  });

  test("equal steps have equal keys, other shapes another", () => {
    const make = (n: number): string => {
      const builder = newGraph();
      const x = builder.parameter("x", [n], "float32");
      return compileFor(reference, step(builder, [], [x], [exp(x)])).key;
    };
    expect(make(3)).toBe(make(3));
    expect(make(3)).not.toBe(make(4));
  });
});
