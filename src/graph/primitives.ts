import { fail } from "../base/errors.ts";
import type { Alphabet, AttributesOf, Empty, Primitive } from "./alphabet.ts";
import { nameOf, type Emitted } from "./signature.ts";
import { type Builder, type Operand, Value } from "./value.ts";
import { currentTrace } from "./variable.ts";

type Tuple<N extends number, T> = number extends N
  ? readonly T[]
  : N extends 0
    ? readonly []
    : N extends 1
      ? readonly [T]
      : N extends 2
        ? readonly [T, T]
        : N extends 3
          ? readonly [T, T, T]
          : readonly [T, T, T, T];

type Arguments<P extends Primitive> =
  Empty extends AttributesOf<P>
    ? readonly [inputs: Tuple<Alphabet[P]["arity"], Operand>]
    : readonly [inputs: Tuple<Alphabet[P]["arity"], Operand>, attributes: AttributesOf<P>];

/**
 * Who computes with these operands: the graph of a value among them (of several, the innermost), else the trace that
 * runs, if there is a variable among them, else the eager builder of one of them.
 */
export function builderOf(where: string, operands: readonly Operand[]): Builder {
  let found: Builder | undefined;
  let graph: Builder | undefined;
  for (const operand of operands) {
    const { builder } = operand;
    if (operand instanceof Value)
      graph = graph === undefined ? operand.builder : inner(operand.builder, graph); // prettier-ignore
    else if (found === undefined || builder?.tracing === true) found = builder ?? found;
  }
  const floor = currentTrace()?.floor;
  if (graph !== undefined) return floor === undefined ? graph : inner(floor, graph);
  if (found !== undefined) return found;
  fail("state", {
    where,
    expected: "at least one tensor made by tensor(...) or a traced value",
    received: "none",
    advice: `Wrap a weight's value or an array with tensor(x) from "hornet"`,
  });
}

/** `a` if there are more bodies around it, else `b`. */
function inner(a: Builder, b: Builder): Builder {
  return (a.depth ?? 0) > (b.depth ?? 0) ? a : b;
}

/**
 * Applies a primitive through its operands' builder: `emit("add", [x, y])`, `emit("cast", [x], { dtype: "float32" })`,
 * and a rare one by its card: `emit(conv, [x, y], attributes)`.
 * Shapes and dtypes must fit exactly; broadcasting and promotion are what ops do above it.
 */
export function emit<P extends Primitive>(
  primitive: Emitted<P>,
  ...[inputs, attributes]: Arguments<P>
): Operand {
  return builderOf(nameOf(primitive), inputs).emit(primitive, inputs, attributes ?? {});
}
