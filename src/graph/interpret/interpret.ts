import type { TypedArray } from "../../base/dtype.ts";
import type { AttributesOf, Body, Common, Primitive, Typed } from "../alphabet.ts";
import { topologicalOrder } from "../builder.ts";
import type { Emitted } from "../signature.ts";
import type { Value } from "../value.ts";
import { dot } from "./contraction.ts";
import { indexing } from "./indexing.ts";
import { movement } from "./movement.ts";
import { narrow, widen, type ArrayData, type BodyFunction, type Interpreter } from "./numbers.ts";
import { pointwise } from "./pointwise.ts";
import { reduction } from "./reduction.ts";
import { sources } from "./sources.ts";

/** A primitive that is computed from its inputs alone, and known by name. */
type Plain = Exclude<Common, "part">;

/** How each primitive is computed. A primitive that is missing here does not compile. */
const interpreters: { readonly [P in Plain]: Interpreter<P> } = {
  ...sources,
  ...pointwise,
  ...movement,
  ...indexing,
  ...reduction,
  dot,
};

/**
 * Computes one primitive: in float64, then rounded to the dtype of `result`, which must be the type that its card
 * gives. The elements are new, in C order. What the reference engine runs and what constants are folded with.
 */
export function evaluate<P extends Primitive>(
  primitive: Emitted<P>,
  inputs: readonly ArrayData[],
  attributes: AttributesOf<P>,
  result: Typed,
): TypedArray {
  const wide = inputs.map(widen);
  const found =
    typeof primitive === "string"
      ? (interpreters[primitive as Plain] as Interpreter<Primitive>)(wide, attributes, result)
      : primitive.interpret!(wide, attributes, result);
  return narrow(result.dtype, found);
}

/**
 * Computes `results`, in order, from the elements of the values in `given` (of parameters, at least).
 * `values`: what the results need, inputs before users; default: found by walking back.
 */
export function interpretGraph(
  results: readonly Value[],
  given: ReadonlyMap<Value, TypedArray>,
  values: readonly Value[] = topologicalOrder(results),
): TypedArray[] {
  const known = new Map<Value, TypedArray>(given);
  const parts = new Map<Value, readonly TypedArray[]>();
  for (const value of values) {
    if (known.has(value)) continue;
    if (value.kind === "control") {
      const data = value.inputs.map((input) => known.get(input)!);
      parts.set(value, value.brought!.parts!(data, value.attributes, functionOf));
      continue;
    }
    if (value.is("part")) {
      known.set(value, parts.get(value.inputs[0]!)![value.attributes.index]!);
      continue;
    }
    const inputs = value.inputs.map(({ shape, dtype }, i) => ({
      shape,
      dtype,
      data: known.get(value.inputs[i]!)!,
    }));
    known.set(value, evaluate(value.primitive, inputs, value.attributes, value));
  }
  return results.map((result) => known.get(result)!);
}

/** Runs a body; its order is found once. */
function functionOf(body: Body): BodyFunction {
  const { parameters, results } = body as { readonly [Key in keyof Body]: readonly Value[] };
  const values = topologicalOrder(results);
  return (inputs) =>
    interpretGraph(results, new Map(parameters.map((value, i) => [value, inputs[i]!])), values);
}
