import { Session } from "../../src/eager/session.ts";
import { eagerBuilder } from "../../src/eager/tensor.ts";
import { isFloat } from "../../src/base/dtype.ts";
import { gradients } from "../../src/grad/reverse.ts";
import type { GraphBuilder } from "../../src/graph/builder.ts";
import { Operand, type Value } from "../../src/graph/value.ts";
import type { Variable } from "../../src/graph/variable.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import type { HostTensor } from "./types.ts";

/** What is computed: outputs by name, of symbolic inputs by name. */
export type TracedFunction = (
  inputs: Readonly<Record<string, Value>>,
  builder: GraphBuilder,
) => Readonly<Record<string, Operand>>;

/** Traces a function once, as a program of the engine that is set; what it returns runs that program on data. */
export function compileFunction(
  variables: readonly Variable[],
  types: Readonly<Record<string, Pick<HostTensor, "shape" | "dtype">>>,
  trace: TracedFunction,
): (data: Readonly<Record<string, HostTensor>>) => Record<string, HostTensor> {
  const session = new Session(variables);
  const outputs: Record<string, Value> = {};
  const program = session.compile({
    name: "golden",
    inputs: Object.fromEntries(
      Object.entries(types).map(([name, { shape, dtype }]) => [name, { shape, dtype }]),
    ),
    trace: (given, builder) => {
      for (const [name, operand] of Object.entries(trace(given, builder)))
        outputs[name] = builder.lift(operand);
      return outputs;
    },
  });
  session.placeSync([program]);
  return (data) => {
    for (const [name, { data: elements }] of Object.entries(data)) session.write(name, elements);
    session.runSync(program);
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { shape, dtype }]) => [
        name,
        { shape, dtype, data: session.readSync(name) },
      ]),
    );
  };
}

/** Traces a function and runs it once. */
export function execute(
  variables: readonly Variable[],
  inputs: Readonly<Record<string, HostTensor>>,
  trace: TracedFunction,
): Record<string, HostTensor> {
  return compileFunction(variables, inputs, trace)(inputs);
}

/** A tensor that computes at once, on the engine that is set. */
export function eagerTensor({ data, shape, dtype }: HostTensor): Tensor {
  return new Tensor(data, shape, dtype, eagerBuilder);
}

/** A constant of a trace. */
export function constantOf(builder: GraphBuilder, { data, shape, dtype }: HostTensor): Value {
  return builder.constant(data, shape, dtype);
}

/** The elements of an operand that is known. */
export function hostOf({ data, shape, dtype }: Operand): HostTensor {
  return { data, shape, dtype };
}

/** The gradients of Σ outputs · cotangents; an output without a cotangent, or without fractions, is left out. */
export function gradientsOf(
  builder: GraphBuilder,
  outputs: readonly Operand[],
  cotangents: readonly (HostTensor | null | undefined)[],
  wrt: readonly Value[],
): (Value | null)[] {
  const pairs = outputs.flatMap((output, i) => {
    const cotangent = cotangents[i];
    if (cotangent === null || cotangent === undefined || !isFloat(output.dtype)) return [];
    return [{ output: builder.lift(output), cotangent: constantOf(builder, cotangent) }];
  });
  const found = gradients(
    pairs.map(({ output }) => output),
    pairs.map(({ cotangent }) => cotangent),
    wrt,
  );
  return found.map((gradient) => gradient ?? null);
}

/** Names for the entries that are there: `grad0`, `grad2`. */
export function named(
  prefix: string,
  operands: readonly (Operand | null)[],
): Record<string, Operand> {
  return Object.fromEntries(
    operands.flatMap((operand, i) => (operand === null ? [] : [[`${prefix}${i}`, operand]])),
  );
}

/** The entries of `named`, null where there is none. */
export function unnamed(
  prefix: string,
  count: number,
  results: Readonly<Record<string, HostTensor>>,
): (HostTensor | null)[] {
  return Array.from({ length: count }, (_, i) => results[`${prefix}${i}`] ?? null);
}

/** A list of what may be one operand or several. */
export function toList(result: Operand | readonly Operand[]): readonly Operand[] {
  return result instanceof Operand ? [result] : result;
}
