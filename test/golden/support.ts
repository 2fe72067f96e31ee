import { readFileSync } from "node:fs";
import { allocate, type DType, type TypedArray } from "../../src/base/dtype.ts";
import type { Shape } from "../../src/base/shape.ts";
import { topologicalOrder, type GraphBuilder } from "../../src/graph/builder.ts";
import { interpretGraph } from "../../src/graph/interpret/interpret.ts";
import type { Operand, Value } from "../../src/graph/value.ts";
import { gradients } from "../../src/grad/reverse.ts";

/** A number as the goldens write it. */
export type GoldenNumber = number | "NaN" | "Infinity" | "-Infinity";

/** A tensor as the goldens write it. */
export interface GoldenTensor {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly data: readonly GoldenNumber[];
}

/** How far a number may be from the expected one: |x - y| <= abs + rel · |expected|. */
export interface Tolerance {
  readonly abs: number;
  readonly rel: number;
}

/** The cases of `test/goldens/<area>.json`. */
export function readGoldens<Case>(area: string): Case[] {
  const text = readFileSync(new URL(`../goldens/${area}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as { cases: Case[] }).cases;
}

/** The elements of a golden tensor. */
export function elementsOf({ data, dtype }: GoldenTensor): TypedArray {
  const elements = allocate(dtype, data.length);
  for (const [i, x] of data.entries()) elements[i] = Number(x);
  return elements;
}

/** Where `actual` is not the expected, in words; undefined where all is well. */
export function difference(
  actual: { readonly shape: Shape; readonly dtype: DType; readonly data: TypedArray },
  expected: GoldenTensor,
  tolerance: Tolerance | undefined,
): string | undefined {
  if (actual.shape.join() !== expected.shape.join())
    return `shape [${actual.shape.join()}], not [${expected.shape.join()}]`;
  if (actual.dtype !== expected.dtype) return `dtype ${actual.dtype}, not ${expected.dtype}`;
  const { abs, rel } = tolerance ?? { abs: 0, rel: 0 };
  for (const [i, wanted] of elementsOf(expected).entries()) {
    const found = actual.data[i]!;
    const isSame = Object.is(found, wanted) || found === wanted;
    if (!isSame && !(Math.abs(found - wanted) <= abs + rel * Math.abs(wanted)))
      return `element ${i} is ${found}, not ${wanted}`;
  }
  return undefined;
}

/** Computes operands of one trace: parameters get the data of `given`. */
export function compute(
  operands: readonly Operand[],
  graph: GraphBuilder,
  given: ReadonlyMap<Value, TypedArray>,
): { shape: Shape; dtype: DType; data: TypedArray }[] {
  const values = operands.map((operand) => graph.lift(operand));
  const data = interpretGraph(values, given, topologicalOrder(values));
  return values.map(({ shape, dtype }, i) => ({ shape, dtype, data: data[i]! }));
}

/** The gradients of Σ outputs · cotangents; zeros where there is none. */
export function computeGradients(
  outputs: readonly Operand[],
  cotangents: readonly GoldenTensor[],
  wrt: readonly Value[],
  graph: GraphBuilder,
  given: ReadonlyMap<Value, TypedArray>,
): { shape: Shape; dtype: DType; data: TypedArray }[] {
  const weights = cotangents.map((c) => graph.constant(elementsOf(c), c.shape, c.dtype));
  const found = gradients(
    outputs.map((output) => graph.lift(output)),
    weights,
    wrt,
  );
  const zero = (x: Value): Value => graph.constant(allocate(x.dtype, x.size), x.shape, x.dtype);
  return compute(
    found.map((gradient, i) => gradient ?? zero(wrt[i]!)),
    graph,
    given,
  );
}
