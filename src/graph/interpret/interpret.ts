import type { TypedArray } from "../../base/dtype.ts";
import type { AttributesOf, Primitive, PrimitiveOf } from "../alphabet.ts";
import { topologicalOrder, type ResultType } from "../builder.ts";
import type { Value } from "../value.ts";
import { contraction } from "./contraction.ts";
import { interpretControl } from "./control.ts";
import { indexing } from "./indexing.ts";
import { movement } from "./movement.ts";
import { narrow, widen, type ArrayData, type Interpreter } from "./numbers.ts";
import { pointwise } from "./pointwise.ts";
import { reduction } from "./reduction.ts";
import { rowwise } from "./rowwise.ts";
import { sources } from "./sources.ts";
import { window } from "./window.ts";

/** A primitive that is computed from its inputs alone. */
type Plain = Exclude<Primitive, PrimitiveOf<"control" | "part">>;

/** How each primitive is computed. A primitive that is missing here does not compile. */
const interpreters: { readonly [P in Plain]: Interpreter<P> } = {
  ...sources,
  ...pointwise,
  ...movement,
  ...indexing,
  ...reduction,
  ...rowwise,
  ...contraction,
  ...window,
};

/**
 * Computes one primitive: in float64, then rounded to the dtype of `result`, which must be the type that its card
 * gives. The elements are new, in C order. What the reference engine runs and what constants are folded with.
 */
export function evaluate<P extends Primitive>(
  op: P,
  inputs: readonly ArrayData[],
  attributes: AttributesOf<P>,
  result: ResultType,
): TypedArray {
  const interpreter = interpreters[op as Plain] as Interpreter<Primitive> as Interpreter<P>;
  return narrow(result.dtype, interpreter(inputs.map(widen), attributes, result));
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
      parts.set(value, interpretControl(value, data, interpretGraph));
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
    known.set(value, evaluate(value.op, inputs, value.attributes, value));
  }
  return results.map((result) => known.get(result)!);
}
