import { printGraph } from "../graph/print.ts";
import type { Value } from "../graph/value.ts";
import type { Pass } from "./rewrite.ts";

/** The words of HORNET_TRACE: names of passes, separated by commas, or "all". */
function tracedPasses(): ReadonlySet<string> {
  const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env;
  return new Set((environment?.["HORNET_TRACE"] ?? "").split(",").filter((word) => word !== ""));
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

/** Runs a pass; prints the graph before and after on standard error if HORNET_TRACE asks for it. */
export function runPass(program: string, pass: Pass, outputs: readonly Value[]): readonly Value[] {
  const after = pass.run(outputs);
  if (isTraced(pass.name)) {
    console.error(`── ${program}: before ${pass.name}\n${printGraph(outputs)}`);
    console.error(`── ${program}: after ${pass.name}\n${printGraph(after)}`);
  }
  return after;
}
