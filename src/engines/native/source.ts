import type { KernelFunction } from "../../kernels/ir.ts";
import type { BufferId, Program } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import {
  kernelCalls,
  type Argument,
  type FunctionTable,
  type KernelCache,
  type KernelCall,
} from "../kernelCalls.ts";
import { prelude } from "./prelude.ts";
import { printFunction, printHead, typeName } from "./print.ts";

/** A program as C: its files, and the state and data buffers whose places `run` is told. */
export interface PrintedSource {
  readonly files: readonly string[];
  /** `places` of `run`: scratch, constants, then these. */
  readonly bases: readonly BufferId[];
  /** Whether more than one thread would have something to do. */
  readonly parallel: boolean;
}

/** Lines of a file: compilers take longer than in proportion, and several files are compiled at once. */
const linesPerFile = 1000;

/** A kernel's functions as text, callees first. */
interface Kernel {
  readonly entry: number;
  readonly functions: readonly number[];
  readonly lines: number;
}

/** Prints a program: one function per kernel, and `run`, which every thread calls: the kernels in order, step by step. */
export function printSource(
  program: Program,
  traits: EngineTraits,
  kernels: KernelCache,
): PrintedSource {
  const { table, calls, bases, parallel } = kernelCalls(program, traits, kernels);
  const nameOf = (f: KernelFunction): string => `f${table.indexOf(f)}`;
  const texts = table.functions.map((f, i) => printFunction(f, `f${i}`, nameOf));
  const entries = [...new Set(calls.map(({ callee }) => callee))];
  const all = entries.map((entry): Kernel => {
    const functions = reachable(table, entry);
    const lines = functions.reduce((sum, i) => sum + countLines(texts[i]!), 0);
    return { entry, functions, lines };
  });
  const head = prelude(traits.lanes);
  const files = cut(all).map((part) => {
    const isEntry = new Set(part.map(({ entry }) => entry));
    const functions = [...new Set(part.flatMap(({ functions }) => functions))].toSorted(
      (a, b) => a - b,
    );
    const own = functions.map((i) => `${isEntry.has(i) ? "KERNEL" : "PART"} ${texts[i]}`);
    return `${head}${own.join("\n")}\n`;
  });
  const main = printRun(table, calls, parallel);
  if (files.length === 0) return { files: [`${head}${main}`], bases, parallel };
  return { files: [...files.slice(0, -1), `${files.at(-1)!}${main}`], bases, parallel };
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** The function and all that it calls, directly or not. */
function reachable(table: FunctionTable, entry: number): number[] {
  const found = new Set<number>();
  const visit = (i: number): void => {
    if (found.has(i)) return;
    found.add(i);
    for (const callee of calleesOf(table.functions[i]!)) visit(table.indexOf(callee));
  };
  visit(entry);
  return [...found];
}

function calleesOf({ body }: Pick<KernelFunction, "body">): KernelFunction[] {
  return body.flatMap((statement) => {
    if (statement.kind === "call") return [statement.callee];
    return "body" in statement ? calleesOf(statement) : [];
  });
}

/** Kernels in order, in parts of about `linesPerFile` lines. */
function cut(kernels: readonly Kernel[]): Kernel[][] {
  const parts: Kernel[][] = [];
  let lines = Infinity;
  for (const kernel of kernels) {
    if (lines + kernel.lines > linesPerFile) {
      parts.push([]);
      lines = 0;
    }
    parts.at(-1)!.push(kernel);
    lines += kernel.lines;
  }
  return parts;
}

function placeOf({ base, offset }: Argument): string {
  const index = base === "scratch" ? 0 : base === "constants" ? 1 : 2 + base;
  return offset === 0 ? `b${index}` : `b${index} + ${offset}`;
}

function printRun(table: FunctionTable, calls: readonly KernelCall[], parallel: boolean): string {
  const entries = [...new Set(calls.map(({ callee }) => callee))];
  const used = new Set(
    calls.flatMap(({ inputs }) => inputs.map((input) => placeOf(input).split(" ")[0]!)),
  );
  const declarations = entries.map((i) => {
    const parameters = table.functions[i]!.parameters.map(typeName);
    return `${printHead(`f${i}`, parameters)};`;
  });
  const places = [...used].map(
    (name) => `  const Pointer ${name} = memory + places[${name.slice(1)}];`,
  );
  const steps = calls.flatMap((call) => {
    const own = `f${call.callee}(${call.inputs.map(placeOf).join(", ")});`;
    return [
      ...(call.barrier ? ["    meet();"] : []),
      call.parallel || !parallel ? `    ${own}` : `    if (thread == 0) ${own}`,
    ];
  });
  return [
    ...declarations,
    "#undef OWN",
    '#define OWN __thread __attribute__((visibility("hidden")))',
    "OWN int thread, threads;",
    "OWN Team *team;",
    "void run(Pointer memory, const long long *places, long long steps, int own, int count, Team *all) {",
    "  thread = own;",
    "  threads = count;",
    "  team = all;",
    ...places,
    "  for (long long step = 0; step < steps; step++) {",
    ...steps,
    ...(parallel ? ["    meet();"] : []),
    "  }",
    "}\n",
  ].join("\n");
}
