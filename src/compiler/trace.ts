import { failUnknownName } from "../base/errors.ts";
import { topologicalOrder } from "../graph/builder.ts";
import { printGraph } from "../graph/print.ts";
import type { Value } from "../graph/value.ts";
import type { Work } from "../base/eventLoop.ts";
import type { Pass } from "./rewrite.ts";

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
  const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } })
    .process?.env;
  const words = (environment?.["HORNET_TRACE"] ?? "").split(",").filter((word) => word !== "");
  for (const word of words) {
    if (!known.includes(word)) failUnknownName("HORNET_TRACE", "step of the compiler", word, known);
  }
  return new Set(words);
}

/** Prints a text on standard error if HORNET_TRACE asks for this word. */
export function traceText(word: string, text: () => string): void {
  if (isTraced(word)) console.error(text());
}

/** Whether HORNET_TRACE asks for this pass. */
function isTraced(name: string): boolean {
  const passes = tracedPasses();
  return passes.has(name) || passes.has("all");
}

/** Prints what a step of the compiler was given and what it made, on standard error, if HORNET_TRACE asks for it. */
export function traceChange(
  program: string,
  word: string,
  before: () => string,
  after: () => string,
): void {
  traceText(word, () => `── ${program}: before ${word}\n${before()}`);
  traceText(word, () => `── ${program}: after ${word}\n${after()}`);
}

/** All that the outputs need, one line per value. */
export function formatGraph(outputs: readonly Value[]): string {
  return printGraph(topologicalOrder(outputs), outputs);
}

/** Runs a pass; HORNET_TRACE shows the graph before and after. */
export function* runPass(
  program: string,
  pass: Pass,
  outputs: readonly Value[],
): Work<readonly Value[]> {
  const after = yield* pass.run(outputs);
  traceChange(
    program,
    pass.name,
    () => formatGraph(outputs),
    () => formatGraph(after),
  );
  return after;
}
