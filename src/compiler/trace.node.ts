import { failUnknownName } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import { topologicalOrder } from "../graph/builder.ts";
import { printGraph } from "../graph/print.ts";
import type { Value } from "../graph/value.ts";
import type { Lifetime, Placement } from "../program/plan.ts";
import { formatProgram } from "../program/printProgram.ts";
import type { BufferId, Program } from "../program/program.ts";
import type { FusedGroup } from "./fuse.ts";

/** The words of HORNET_TRACE; several are separated by commas. */
const known = [
  "simplify",
  "scales",
  "fold",
  "cse",
  "narrow",
  "fuse",
  "schedule",
  "plan",
  "program",
  "all",
];

/** What the environment asks for. */
function tracedPasses(): ReadonlySet<string> {
  const words = (process.env["HORNET_TRACE"] ?? "").split(",").filter((word) => word !== "");
  for (const word of words) {
    if (!known.includes(word)) failUnknownName("HORNET_TRACE", "step of the compiler", word, known);
  }
  return new Set(words);
}

/** Whether HORNET_TRACE asks for this pass. */
function isTraced(name: string): boolean {
  const passes = tracedPasses();
  return passes.has(name) || passes.has("all");
}

/** Prints what a step of the compiler was given and what it made, on standard error, if HORNET_TRACE asks for it. */
function traceChange(
  program: string,
  word: string,
  before: () => string,
  after: () => string,
): void {
  if (!isTraced(word)) return;
  console.error(`── ${program}: before ${word}\n${before()}`);
  console.error(`── ${program}: after ${word}\n${after()}`);
}

/** "%7, %9 <- dot add max": what a group gives and what it computes, for people. */
function describeGroup({ results, uses, root }: FusedGroup): string {
  const names = results.map(({ id, dtype, shape }) => `%${id} ${dtype}${formatShape(shape)}`);
  const inner = [...uses.keys()]
    .filter((value) => value.kind !== "source" && value !== root)
    .map(({ op }) => op);
  return `${names.join(", ")} <- ${[...(root === undefined ? [] : [root.op]), ...inner.toReversed()].join(" ")}`;
}

/** All that the outputs need, one line per value. */
function formatGraph(outputs: readonly Value[]): string {
  return printGraph(topologicalOrder(outputs), outputs);
}

/** Shows the outputs before and after a pass. */
export function tracePass(
  program: string,
  pass: string,
  before: readonly Value[],
  after: readonly Value[],
): void {
  traceChange(
    program,
    pass,
    () => formatGraph(before),
    () => formatGraph(after),
  );
}

/** Shows the graph and the groups that it was cut into, which come users first. */
export function traceFusion(
  program: string,
  outputs: readonly Value[],
  groups: readonly FusedGroup[],
): void {
  traceChange(
    program,
    "fuse",
    () => formatGraph(outputs),
    () => groups.toReversed().map(describeGroup).join("\n"),
  );
}

/** Shows the launches in the order of the graph, then in that in which they run. */
export function traceOrder(
  program: string,
  before: readonly { readonly fused: FusedGroup }[],
  after: readonly { readonly fused: FusedGroup }[],
): void {
  const list = (launches: typeof before): string =>
    launches.map(({ fused }) => describeGroup(fused)).join("\n");
  traceChange(
    program,
    "schedule",
    () => list(before),
    () => list(after),
  );
}

/** Shows how long each stretch of scratch memory is needed, then where it lies. */
export function tracePlan<T extends Lifetime & { readonly id: BufferId }>(
  program: string,
  lifetimes: readonly T[],
  { offsets, bytes }: Placement<T>,
): void {
  const lives = ({ id, bytes: own, first, last }: T): string =>
    `${id}: ${own} bytes, launches ${first} to ${last}`;
  traceChange(
    program,
    "plan",
    () => lifetimes.map(lives).join("\n"),
    () =>
      [
        ...lifetimes.map((life) => `${lives(life)}, at ${offsets.get(life)}`),
        `${bytes} bytes in all`,
      ].join("\n"),
  );
}

/** Shows the whole program. */
export function traceProgram(program: Omit<Program, "key">): void {
  if (isTraced("program")) console.error(formatProgram(program));
}
