import { HornetError } from "../base/errors.ts";
import type { Alphabet, AttributesOf, Empty, Primitive } from "./alphabet.ts";
import { type Builder, type Operand, Value } from "./value.ts";

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
 * Who computes with these operands: the graph of a value among them, else the trace that runs, if there is a variable
 * among them, else the eager builder of one of them.
 */
export function builderOf(where: string, operands: readonly Operand[]): Builder {
  let found: Builder | undefined;
  for (const operand of operands) {
    const { builder } = operand;
    if (operand instanceof Value) return operand.builder;
    if (found === undefined || builder?.tracing === true) found = builder ?? found;
  }
  if (found !== undefined) return found;
  throw new HornetError(
    "state",
    `${where}: expected at least one tensor made by tensor(...) or a traced value, received none. Wrap a weight's value or an array with tensor(x) from "hornet".`,
  );
}

/**
 * Applies a primitive through its operands' builder: `emit("add", [x, y])`, `emit("cast", [x], { dtype: "float32" })`.
 * Shapes and dtypes must fit exactly; broadcasting and promotion are what ops do above it.
 */
export function emit<P extends Primitive>(op: P, ...[inputs, attributes]: Arguments<P>): Operand {
  return builderOf(op, inputs).emit(op, inputs, attributes ?? {});
}
