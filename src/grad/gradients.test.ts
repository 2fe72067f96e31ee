import { describe, expect, test } from "vitest";
import { isFloat, type DType, type TypedArray } from "../base/dtype.ts";
import type { AttributesOf, Primitive } from "../graph/alphabet.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import type { Value } from "../graph/value.ts";
import type { Card, Sample } from "../ops/primitives/card.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { cards, emitted } from "../ops/primitives/cards.testing.ts";
import { drawInput, drawNumbers, dtypeOfInput } from "../ops/primitives/draw.ts";
import { gradients } from "./reverse.ts";

const names = Object.keys(cards) as Primitive[];
const card = (op: Primitive): Card<Primitive> => cards[op] as Card<Primitive>;
const wide = (dtype: DType): DType => (dtype === "float32" ? "float64" : dtype);

/** Why a primitive needs no rule: nothing that a gradient could flow from, or to. */
const withoutRule: Partial<
  Record<
    Primitive,
    "no inputs" | "the result is not a float" | "takes no floats" | "its rule is controlVjp"
  >
> = {
  scan: "its rule is controlVjp",
  whileLoop: "its rule is controlVjp",
  branch: "its rule is controlVjp",
  part: "its rule is controlVjp",
  parameter: "no inputs",
  constant: "no inputs",
  iota: "no inputs",
  isFinite: "the result is not a float",
  eq: "the result is not a float",
  ne: "the result is not a float",
  lt: "the result is not a float",
  le: "the result is not a float",
  gt: "the result is not a float",
  ge: "the result is not a float",
  argMax: "the result is not a float",
  argMin: "the result is not a float",
  argSort: "the result is not a float",
  bitcast: "takes no floats",
  not: "takes no floats",
  and: "takes no floats",
  or: "takes no floats",
  xor: "takes no floats",
  shiftLeft: "takes no floats",
  shiftRight: "takes no floats",
  randomBits: "takes no floats",
  reduceAny: "takes no floats",
  reduceAll: "takes no floats",
};

/** A parameter of a graph with its elements. */
interface Given {
  readonly value: Value;
  readonly data: Float64Array;
}

function give(
  graph: GraphBuilder,
  like: { shape: Value["shape"]; size: number },
  seed: number,
): Given {
  const data = drawNumbers("float64", like.size, [-1.5, 1.5], seed) as Float64Array;
  return { value: graph.parameter(`r${seed}`, like.shape, "float64"), data };
}

/**
 * Compares `analytic`, the gradients of Σ outputs · weights with respect to `variables`, with central differences.
 * The error of a central difference is h²f'''/6 + ε f/h: about 1e-9 here.
 */
function expectCentralDifferences(
  outputs: readonly Value[],
  weights: readonly Given[],
  variables: readonly Given[],
  analytic: readonly (Value | undefined)[],
  given: ReadonlyMap<Value, TypedArray>,
): void {
  const project = (): number =>
    interpretGraph(outputs, given).reduce(
      (sum, data, k) =>
        weights[k]!.data.reduce((partial, weight, i) => partial + weight * data[i]!, sum),
      0,
    );
  const h = 1e-5;
  for (const [k, { data }] of variables.entries()) {
    const gradient =
      analytic[k] === undefined ? undefined : interpretGraph([analytic[k]], given)[0];
    for (let i = 0; i < data.length; i++) {
      const x = data[i]!;
      data[i] = x + h;
      const above = project();
      data[i] = x - h;
      const below = project();
      data[i] = x;
      const numeric = (above - below) / (2 * h);
      const exact = gradient?.[i] ?? 0;
      const difference = Math.abs(exact - numeric) / Math.max(1, Math.abs(numeric));
      expect(
        difference,
        `variable ${k}, element ${i}: rule ${exact}, differences ${numeric}`,
      ).toBeLessThan(2e-7);
    }
  }
}

/** Checks the rule of one sample, then the rule of that rule, both in float64. */
function checkSample(op: Primitive, sample: Sample<Primitive>): boolean {
  const graph = newGraph();
  const attributes = (sample.attributes ?? {}) as AttributesOf<Primitive>;
  const given = new Map<Value, TypedArray>();
  const variables: Given[] = [];
  const inputs = sample.shapes.map((shape, i) => {
    const dtype = wide(dtypeOfInput(sample, i));
    const value = graph.parameter(`x${i}`, shape, dtype);
    const data = drawInput(sample, i, dtype);
    given.set(value, data);
    if (data instanceof Float64Array) variables.push({ value, data });
    return value;
  });
  const out = graph.emit(emitted(op), inputs, attributes);
  if (!isFloat(out.dtype) || variables.length === 0) return false;

  const weight = give(graph, out, 100);
  given.set(weight.value, weight.data);
  const first = gradients(
    [out],
    [weight.value],
    variables.map(({ value }) => value),
  );
  expectCentralDifferences([out], [weight], variables, first, given);

  const defined = first.filter((gradient) => gradient !== undefined);
  const weights = defined.map((gradient, i) => give(graph, gradient, 200 + i));
  for (const { value, data } of weights) given.set(value, data);
  // The weight is a variable too: a linear primitive has no other second derivative.
  const all = [...variables, weight];
  const second = gradients(
    defined,
    weights.map(({ value }) => value),
    all.map(({ value }) => value),
  );
  expectCentralDifferences(defined, weights, all, second, given);
  return true;
}

describe("each card's rule agrees with central differences, and so does the rule of the rule", () => {
  // stopGradient contradicts differences on purpose: see reverse.test.ts.
  for (const op of names.filter(
    (name) => card(name).vjp !== undefined && name !== "stopGradient",
  )) {
    test(op, () => {
      const checked = card(op).samples.filter((sample) => checkSample(op, sample));
      expect(checked.length).toBeGreaterThan(0);
      const distinct = checked.filter(({ shapes }) =>
        shapes.some((shape) => shape.length > 0 && new Set(shape).size === shape.length),
      );
      expect(distinct.length, "samples with distinct extents").toBeGreaterThan(0);
    });
  }
});

test("only primitives without inputs, float inputs or float results have no rule", () => {
  const missing = names.filter((name) => card(name).vjp === undefined);
  expect(missing.toSorted()).toEqual(Object.keys(withoutRule).toSorted());
  for (const op of missing) {
    for (const sample of card(op).samples) {
      const graph = newGraph();
      const inputs = sample.shapes.map((shape, i) =>
        graph.parameter("x", shape, dtypeOfInput(sample, i)),
      );
      const out = graph.emit(emitted(op), inputs, sample.attributes ?? {});
      if (withoutRule[op] === "no inputs") expect(inputs).toEqual([]);
      if (withoutRule[op] === "the result is not a float") expect(isFloat(out.dtype)).toBe(false);
      if (withoutRule[op] === "takes no floats")
        expect(inputs.some(({ dtype }) => isFloat(dtype))).toBe(false);
    }
  }
});
