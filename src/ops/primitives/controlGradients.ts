import { isFloat } from "../../base/dtype.ts";
import type { Typed } from "../../graph/alphabet.ts";
import { type GraphBuilder, topologicalOrder } from "../../graph/builder.ts";
import { partOf, type Subgraph, subgraphOf, traceBody } from "../../graph/subgraph.ts";
import type { Operand, Value } from "../../graph/value.ts";
import type { ControlRule, Gradients } from "./card.ts";
import { constantLike } from "./helpers.ts";
import { residualsOf } from "./residuals.ts";
import { summedOverTime } from "./summedOverTime.ts";

/** Copies what `results` need into the graph of `into`; `known` says what stands for parameters and other leaves. */
function copied(
  results: readonly Value[],
  into: GraphBuilder,
  known: Map<Value, Value>,
): readonly Value[] {
  const copy = (value: Value): Value => {
    for (const next of topologicalOrderUpTo(value, known)) {
      const inputs = next.inputs.map((input) => known.get(input)!);
      known.set(next, into.emit(next.primitive, inputs, next.attributes));
    }
    return known.get(value)!;
  };
  return results.map(copy);
}

/** The values that `value` needs and that are not known yet, inputs before users. */
function topologicalOrderUpTo(value: Value, known: ReadonlyMap<Value, Value>): Value[] {
  const order: Value[] = [];
  const seen = new Set<Value>();
  const visit = (current: Value): void => {
    if (known.has(current) || seen.has(current)) return;
    seen.add(current);
    current.inputs.forEach(visit);
    order.push(current);
  };
  visit(value);
  return order;
}

const isFloating = ({ dtype }: Typed): boolean => isFloat(dtype);

/** Inner values that the reverse scan gives per step, each once; a place among its stacked results for each. */
class Stacks {
  readonly values: Value[] = [];

  /** The number of a value among the stacked results. */
  placeOf(value: Value): number {
    const known = this.values.indexOf(value);
    return known === -1 ? this.values.push(value) - 1 : known;
  }
}

/**
 * A scan backwards: it carries the gradients with respect to the carries. What it needs of the forward steps the scan
 * gives besides, stacked (`residualsOf`). A gradient with respect to something that all steps use is a sum over the
 * steps: where the summands are products or sums themselves, one product over all steps follows the scan
 * (`summedOverTime`), else the scan carries it.
 */
export function scanGradients({
  out,
  dParts,
  isWanted,
  gradients,
}: ControlRule<"scan">): readonly (Operand | null)[] {
  const { carries, sequences, length, reverse } = out.attributes;
  const body = subgraphOf(out.attributes.body);
  const { parameters } = body;
  const graph = out.builder as GraphBuilder;
  const inner = (parameters[0] ?? body.results[0]!).builder as GraphBuilder;
  const like = ({ shape, dtype }: Value): Value => inner.parameter("gradient", shape, dtype);

  // The gradients of one step, written into the body's graph as functions of what comes from the steps behind it.
  const carried = [...parameters.keys()].filter((i) => i < carries && isFloating(parameters[i]!));
  const dCarries = carried.map((i) => like(parameters[i]!));
  const stacked = [...dParts.keys()].filter((i) => i >= carries && isFloating(body.results[i]!));
  const dEntries = stacked.map((i) => like(body.results[i]!));
  const asked = [...parameters.keys()].filter(
    (i) => i >= carries && isFloating(parameters[i]!) && isWanted(i),
  );
  const wrt = [...carried, ...asked];
  const found = gradients(
    [...carried, ...stacked].map((i) => body.results[i]!),
    [...dCarries, ...dEntries],
    wrt.map((i) => parameters[i]!),
  );
  const gradientOf = new Map(wrt.map((i, k) => [i, found[k]]));
  const isLater = dependents(found, [...dCarries, ...dEntries]);

  // What leaves the reverse scan: entries, stacks for sums over all steps, and carried sums.
  const stacks = new Stacks();
  const isCaptured = (value: Value): boolean => parameters.indexOf(value) >= carries + sequences;
  const entryPlaces = new Map<number, number>();
  const sums = new Map<number, ReturnType<typeof summedOverTime>>();
  const accumulated: number[] = [];
  for (const i of asked) {
    const gradient = gradientOf.get(i);
    if (gradient === undefined) continue;
    if (i < carries + sequences) {
      entryPlaces.set(i, stacks.placeOf(gradient));
      continue;
    }
    const sum = summedOverTime(gradient, (value) => isLater(value) || !isFixed(value, isCaptured));
    sums.set(i, sum);
    if (sum === undefined) accumulated.push(i);
    else for (const value of sum.stacked) if (isLater(value)) stacks.placeOf(value);
  }

  const next = carried.map((i) => gradientOf.get(i));
  const wanted = [...next, ...stacks.values, ...accumulated.map((i) => gradientOf.get(i)!)];
  const residuals = residualsOf(
    wanted.filter((value) => value !== undefined),
    { isLater, isFree: (value) => isEntry(value) || isCaptured(value) },
  );
  function isEntry(value: Value): boolean {
    const place = parameters.indexOf(value);
    return place >= carries && place < carries + sequences;
  }

  /** A value of the forward steps, stacked. */
  const stackOf = (value: Value): Value => {
    if (isEntry(value)) return out.inputs[parameters.indexOf(value)]!;
    const known = body.results.indexOf(value, carries);
    return partOf(out, known === -1 ? body.give(value) : known);
  };

  const given: Value[] = [...residuals, ...parameters.filter(isEntry)];
  const initial = [
    ...carried.map((i) => dParts.get(i) ?? (constantLike(out.inputs[i]!, 0) as Value)),
    ...accumulated.map((i) => constantLike(out.inputs[i]!, 0) as Value),
  ];
  const sequenceInputs = [...stacked.map((i) => dParts.get(i)!), ...given.map(stackOf)];
  const innerLeaves = [
    ...dCarries,
    ...accumulated.map((i) => like(parameters[i]!)),
    ...dEntries,
    ...given,
  ];
  const { body: back, captured } = traceBody(
    { where: "gradient of scan", outer: graph },
    innerLeaves,
    (values, into) => {
      const known = new Map(innerLeaves.map((leaf, i) => [leaf, values[i]!]));
      for (const value of topologicalOrder(wanted.filter((result) => result !== undefined)))
        if (isCaptured(value)) known.set(value, into.lift(out.inputs[parameters.indexOf(value)]!));
      const write = (value: Value): Value => copied([value], into, known)[0]!;
      const zero = (k: number): Operand => constantLike(values[k]!, 0);
      const sumsSoFar = accumulated.map((i, k) =>
        into.emit("add", [values[carried.length + k]!, write(gradientOf.get(i)!)], {}),
      );
      return [
        ...next.map((value, k) => (value === undefined ? zero(k) : write(value))),
        ...sumsSoFar,
        ...stacks.values.map(write),
      ];
    },
  );
  const scan = graph.emit(out.primitive, [...initial, ...sequenceInputs, ...captured], {
    body: back,
    carries: initial.length,
    sequences: sequenceInputs.length,
    length,
    reverse: !reverse,
  });

  const laterStack = (value: Value): Value => partOf(scan, initial.length + stacks.placeOf(value));
  return parameters.map((_, i) => {
    const place = carried.indexOf(i);
    if (place !== -1) return partOf(scan, place);
    const entry = entryPlaces.get(i);
    if (entry !== undefined) return partOf(scan, initial.length + entry);
    const sum = sums.get(i);
    if (sum !== undefined)
      return sum.finish((value) => (isLater(value) ? laterStack(value) : stackOf(value)));
    const carriedSum = accumulated.indexOf(i);
    return carriedSum === -1 ? null : partOf(scan, carried.length + carriedSum);
  });
}

/** Whether a value of the body is the same in all steps. */
function isFixed(value: Value, isCaptured: (value: Value) => boolean): boolean {
  return topologicalOrder([value]).every((inner) => !inner.is("parameter") || isCaptured(inner));
}

/** Whether a value depends on one of `sources`, for the values that `results` need. */
function dependents(
  results: readonly (Value | undefined)[],
  sources: readonly Value[],
): (value: Value) => boolean {
  const found = new Set<Value>(sources);
  for (const value of topologicalOrder(results.filter((result) => result !== undefined)))
    if (value.inputs.some((input) => found.has(input))) found.add(value);
  return (value) => found.has(value);
}

/** A branch whose graphs compute the chosen one again and then its gradients. */
export function branchGradients({
  out,
  dParts,
  isWanted,
  gradients,
}: ControlRule<"branch">): readonly (Operand | null)[] {
  const bodies = out.attributes.branches.map(subgraphOf);
  const graph = out.builder as GraphBuilder;
  const wanted = out.inputs.filter((input, i) => i > 0 && isFloating(input) && isWanted(i));
  const targets = [...new Set(wanted)];
  let start = 1;
  const traced = bodies.map((body) => {
    const given = out.inputs.slice(start, start + body.parameters.length);
    start += body.parameters.length;
    return traceBranch({ graph, body, given, targets, dParts, gradients });
  });
  const control = graph.emit(
    out.primitive,
    [out.inputs[0]!, ...traced.flatMap(({ captured }) => captured)],
    { branches: traced.map(({ body }) => body) },
  );
  const left = new Set(targets);
  return out.inputs.map((input, i) => {
    // Equal inputs share one gradient, which is counted once.
    if (i === 0 || !left.delete(input)) return null;
    return partOf(control, targets.indexOf(input));
  });
}

interface BranchToTrace {
  readonly graph: GraphBuilder;
  readonly body: Subgraph;
  /** What the body's parameters stand for. */
  readonly given: readonly Value[];
  /** With respect to what. */
  readonly targets: readonly Value[];
  readonly dParts: ReadonlyMap<number, Value>;
  readonly gradients: Gradients;
}

function traceBranch({
  graph,
  body,
  given,
  targets,
  dParts,
  gradients,
}: BranchToTrace): ReturnType<typeof traceBody> {
  const place = { where: "gradient of branch", outer: graph, isOptional: true };
  return traceBody(place, [], (_, into) => {
    const known = new Map(body.parameters.map((parameter, i) => [parameter, into.lift(given[i]!)]));
    const asked = [...dParts.keys()].filter((i) => isFloating(body.results[i]!));
    const outputs = copied(
      asked.map((i) => body.results[i]!),
      into,
      known,
    );
    const found = gradients(
      outputs,
      asked.map((i) => into.lift(dParts.get(i)!)),
      targets.map((target) => into.lift(target)),
    );
    return found.map((gradient, k) => gradient ?? constantLike(into.lift(targets[k]!), 0));
  });
}
