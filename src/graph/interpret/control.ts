import type { TypedArray } from "../../base/dtype.ts";
import { allocate } from "../../base/dtype.ts";
import type { Primitive } from "../alphabet.ts";
import { subgraphOf, type Subgraph } from "../subgraph.ts";
import type { Value } from "../value.ts";

/** Computes the results of a graph from the elements of its parameters. */
type Interpret = (
  results: readonly Value[],
  given: ReadonlyMap<Value, TypedArray>,
  values: readonly Value[],
) => TypedArray[];

function bodyFunction(
  body: Subgraph,
  interpret: Interpret,
): (inputs: readonly TypedArray[]) => TypedArray[] {
  const { values, results, parameters } = body;
  return (inputs) =>
    interpret(results, new Map(parameters.map((value, i) => [value, inputs[i]!])), values);
}

function scan(
  { attributes, inputs: of }: Value<"scan">,
  inputs: readonly TypedArray[],
  interpret: Interpret,
): TypedArray[] {
  const { carries, sequences, length, reverse } = attributes;
  const body = subgraphOf(attributes.body);
  const run = bodyFunction(body, interpret);
  let carry: readonly TypedArray[] = inputs.slice(0, carries);
  const stacked = inputs.slice(carries, carries + sequences);
  const captured = inputs.slice(carries + sequences);
  const results = body.results.slice(carries);
  const out = results.map(({ dtype, size }) => allocate(dtype, size * length));
  for (let step = 0; step < length; step++) {
    const t = reverse ? length - 1 - step : step;
    const entries = stacked.map((data, i) => {
      const size = of[carries + i]!.size / length;
      return data.subarray(t * size, (t + 1) * size);
    });
    const given = run([...carry, ...entries, ...captured]);
    carry = given.slice(0, carries);
    given.slice(carries).forEach((data, i) => out[i]!.set(data, t * results[i]!.size));
  }
  return [...carry, ...out];
}

function whileLoop(
  { attributes }: Value<"whileLoop">,
  inputs: readonly TypedArray[],
  interpret: Interpret,
): TypedArray[] {
  const { carries, limit } = attributes;
  const [condition, body] = [subgraphOf(attributes.condition), subgraphOf(attributes.body)];
  const [holds, run] = [bodyFunction(condition, interpret), bodyFunction(body, interpret)];
  let carry: readonly TypedArray[] = inputs.slice(0, carries);
  const ofCondition = inputs.slice(carries, condition.parameters.length);
  const ofBody = inputs.slice(condition.parameters.length);
  for (let step = 0; step < (limit ?? Infinity); step++) {
    if (holds([...carry, ...ofCondition])[0]![0] === 0) break;
    carry = run([...carry, ...ofBody]);
  }
  return [...carry];
}

function branch(
  { attributes }: Value<"branch">,
  [index, ...rest]: readonly TypedArray[],
  interpret: Interpret,
): TypedArray[] {
  const bodies = attributes.branches.map(subgraphOf);
  const chosen = Math.min(Math.max(index![0]!, 0), bodies.length - 1);
  const start = bodies.slice(0, chosen).reduce((sum, { parameters }) => sum + parameters.length, 0);
  const { parameters } = bodies[chosen]!;
  return bodyFunction(bodies[chosen]!, interpret)(rest.slice(start, start + parameters.length));
}

/** All parts of a control primitive, from the elements of its inputs. */
export function interpretControl(
  value: Value<Primitive>,
  inputs: readonly TypedArray[],
  interpret: Interpret,
): TypedArray[] {
  if (value.is("scan")) return scan(value, inputs, interpret);
  if (value.is("whileLoop")) return whileLoop(value, inputs, interpret);
  return branch(value as Value<"branch">, inputs, interpret);
}
