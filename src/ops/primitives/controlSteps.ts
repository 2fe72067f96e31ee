import { bytesPerElement } from "../../base/dtype.ts";
import type { Work } from "../../base/eventLoop.ts";
import { subgraphOf } from "../../graph/subgraph.ts";
import type { Value } from "../../graph/value.ts";
import type { BufferId, Step } from "../../program/program.ts";
import type { ControlWriter } from "./card.ts";

/** Rounds of a loop from which on it is worth bringing what it does not change into the form that kernels want. */
const fewestRounds = 4;

/** A loop of that many rounds, whose entries lie in stacks. */
export function* scanSteps(
  { attributes }: Value<"scan">,
  { inputs, parts, newLoop, entry, block }: ControlWriter,
): Work<Step[]> {
  const { carries, sequences, length, reverse } = attributes;
  if (length === 0) return [];
  const loop = newLoop();
  const body = subgraphOf(attributes.body);
  /** An entry of `of`, a stack of values like this one. */
  const entryOf = (value: Value, of: BufferId): BufferId => {
    const bytes = value.size * bytesPerElement(value.dtype);
    const first = reverse ? (length - 1) * bytes : 0;
    return entry(value, { of, loop, first, step: reverse ? -bytes : bytes });
  };
  const given = inputs.map((buffer, i) =>
    i >= carries && i < carries + sequences ? entryOf(body.parameters[i]!, buffer) : buffer,
  );
  const results = body.results.map((value, i) => {
    if (i < carries) return inputs[i];
    const stack = parts.get(i);
    return stack === undefined ? undefined : entryOf(value, stack);
  });
  const before: Step[] = [];
  const unchanged = new Set(length < fewestRounds ? [] : inputs.slice(carries + sequences));
  const steps = yield* block("scan", body, given, results, { unchanged, before });
  return [...before, { kind: "loop", loop, count: length, condition: undefined, body: steps }];
}

/** A loop that asks its condition before every round. */
export function* whileSteps(
  { attributes }: Value<"whileLoop">,
  { inputs, newLoop, block, withFlag }: ControlWriter,
): Work<Step[]> {
  const { carries, limit } = attributes;
  const loop = newLoop();
  const condition = subgraphOf(attributes.condition);
  const body = subgraphOf(attributes.body);
  const carried = inputs.slice(0, carries);
  const count = condition.parameters.length;
  return yield* withFlag(function* (holds): Work<Step[]> {
    const tested = yield* block("while condition", condition, inputs.slice(0, count), [holds]);
    const given = [...carried, ...inputs.slice(count)];
    const steps = yield* block("while", body, given, carried);
    const test = { steps: tested, holds };
    return [{ kind: "loop", loop, count: limit, condition: test, body: steps }];
  });
}

/** The case that the index names. */
export function* branchSteps(
  { attributes }: Value<"branch">,
  { inputs, parts, block }: ControlWriter,
): Work<Step[]> {
  const [index, ...captured] = inputs;
  let start = 0;
  const cases: Step[][] = [];
  for (const branch of attributes.branches) {
    const body = subgraphOf(branch);
    const own = captured.slice(start, start + body.parameters.length);
    start += own.length;
    const results = body.results.map((_, i) => parts.get(i));
    cases.push(yield* block("branch", body, own, results));
  }
  return [{ kind: "branch", index: index!, cases }];
}
