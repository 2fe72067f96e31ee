import { describe, expect, test } from "vitest";
import { bytesPerElement, isFloat, type DType, type TypedArray } from "../base/dtype.ts";
import { gradients } from "../grad/reverse.ts";
import type { AttributesOf, Primitive } from "../graph/alphabet.ts";
import { topologicalOrder } from "../graph/builder.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import type { Value } from "../graph/value.ts";
import type { Card, Sample } from "../ops/primitives/card.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { cards, emitted } from "../ops/primitives/cards.testing.ts";
import { drawInput, drawNumbers, dtypeOfInput } from "../ops/primitives/draw.ts";
import type { Binding } from "../compiler/binding.ts";
import { compile } from "../compiler/compile.ts";
import type { Buffer, BufferId, Program } from "../program/program.ts";
import type { Engine } from "./engine.ts";

/** What is computed from the samples of one primitive, beside its own results: the gradients, if it has some. */
interface Samples {
  readonly op: Primitive;
  /** Of each sample: the result, then the gradients of its sum with some weights. */
  readonly results: readonly (readonly Value[])[];
}

/** Loops and branches hold graphs of their own: program/controlFlow.test.ts tries them. */
const names = (Object.keys(cards) as Primitive[]).filter(
  (op) => cards[op].kind !== "control" && cards[op].kind !== "part",
);

/** All samples of all primitives, of dtypes that the engine has, in one graph: a compiler is started once. */
function writeSamples(dtypes: readonly DType[]): {
  readonly all: readonly Samples[];
  readonly given: ReadonlyMap<Value, TypedArray>;
} {
  const graph = newGraph();
  const given = new Map<Value, TypedArray>();
  const write = (op: Primitive, sample: Sample<Primitive>): Value[] => {
    const attributes = (sample.attributes ?? {}) as AttributesOf<Primitive>;
    const inputs = sample.shapes.map((shape, i) => {
      const dtype = dtypeOfInput(sample, i);
      const value = graph.parameter(`x${i}`, shape, dtype);
      given.set(value, drawInput(sample, i, dtype));
      return value;
    });
    const out = graph.emit(emitted(op), inputs, attributes);
    if (![...inputs, out].every(({ dtype }) => dtypes.includes(dtype))) return [];
    if (out.is("parameter")) given.set(out, drawNumbers(out.dtype, out.size, [-1.5, 1.5], 1));
    const variables = inputs.filter(({ dtype }) => isFloat(dtype));
    const { vjp } = cards[op] as Card<Primitive>;
    if (!isFloat(out.dtype) || variables.length === 0 || vjp === undefined) return [out];
    const weight = graph.parameter("weight", out.shape, out.dtype);
    given.set(weight, drawNumbers(out.dtype, out.size, [-1.5, 1.5], given.size));
    const first = gradients([out], [weight], variables);
    return [out, ...first.filter((gradient) => gradient !== undefined)];
  };
  const all = names.map((op) => ({
    op,
    results: (cards[op].samples as readonly Sample<Primitive>[]).map((sample) => write(op, sample)),
  }));
  return { all, given };
}

/** Runs a graph on an engine: its results, in order. */
function run(
  results: readonly Value[],
  given: ReadonlyMap<Value, TypedArray>,
  engine: Engine,
): Promise<TypedArray[]> {
  const used = new Set(topologicalOrder(results));
  const parameters = [...given.keys()].filter((value) => used.has(value));
  const bound = (value: Value, buffer: BufferId): Binding => ({ value, buffer, region: "data" });
  const program: Program = compile(
    {
      name: "samples",
      inputs: parameters.map((value, i) => bound(value, `in/${i}`)),
      outputs: results.map((value, i) => bound(value, `out/${i}`)),
    },
    { traits: engine.traits, workspaceBytes: (group) => engine.workspaceBytes(group) },
  );
  const buffer = (id: BufferId, { shape, dtype, size }: Value): Buffer => ({
    id,
    region: "data",
    shape,
    dtype,
    offset: 0,
    bytes: size * bytesPerElement(dtype),
  });
  const arena = engine.open([]);
  arena.place([
    ...parameters.map((value, i) => buffer(`in/${i}`, value)),
    ...results.map((value, i) => buffer(`out/${i}`, value)),
  ]);
  parameters.forEach((value, i) => arena.write(`in/${i}`, given.get(value)!));
  return arena
    .load(program)
    .then((runnable) => runnable.run(1))
    .then(() => results.map((_, i) => arena.readSync(`out/${i}`)));
}

/** float32 in another order of sums, and functions that err by some units in the last place. */
const relative = 2e-5;

function expectNear(actual: TypedArray, expected: TypedArray, what: string): void {
  expect(actual.length, what).toBe(expected.length);
  const finite = Array.from(expected, Number).filter(Number.isFinite);
  const limit = relative * finite.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  expected.forEach((e, i) => {
    const a = actual[i]!;
    if (!Object.is(a, e) && a !== e && !(Math.abs(a - e) <= limit))
      expect.fail(`${what}, element ${i}: expected ${e}, received ${a}`);
  });
}

/** Every primitive's samples and their gradients on an engine, against the interpreter. */
export function primitivesContract(engine: Engine): void {
  describe("every primitive's samples, and their gradients", () => {
    const { all, given } = writeSamples(engine.traits.dtypes);
    const flat = all.flatMap(({ results }) => results.flat());
    let found: Promise<ReadonlyMap<Value, TypedArray>> | undefined;
    const computed = (): Promise<ReadonlyMap<Value, TypedArray>> =>
      (found ??= run(flat, given, engine).then(
        (arrays) => new Map(flat.map((value, i) => [value, arrays[i]!])),
      ));
    test.each(all.map((own) => [own.op, own] as const))("%s", async (op, { results }) => {
      const actual = await computed();
      expect(results.flat().length).toBeGreaterThan(0);
      results.forEach((values, sample) =>
        interpretGraph(values, given).forEach((expected, i) => {
          const what = i === 0 ? "result" : `gradient ${i}`;
          expectNear(actual.get(values[i]!)!, expected, `${op}, sample ${sample}, ${what}`);
        }),
      );
    });
  });
}
