import type { KernelFunction } from "../../kernels/ir.ts";
import type { Work } from "../../base/eventLoop.ts";
import { formatFunction } from "../../kernels/print.ts";
import type { BufferId, Program } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import {
  callsIn,
  FunctionTable,
  kernelCalls,
  type Argument,
  type CallStep,
  type KernelCache,
  type KernelCalls,
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
export function* printSource(
  program: Program,
  traits: EngineTraits,
  kernels: KernelCache,
): Work<PrintedSource> {
  const text = (f: KernelFunction, indexOf: (callee: KernelFunction) => number): string =>
    formatFunction(f, (callee) => `f${indexOf(callee)}`);
  const table = new FunctionTable(text, (key) => key);
  const calls = yield* kernelCalls(program, table, { traits, kernels });
  const { bases, parallel } = calls;
  const nameOf = (f: KernelFunction): string => `f${table.indexOf(f)}`;
  const texts: string[] = [];
  for (const [i, f] of table.functions.entries()) {
    texts.push(printFunction(f, `f${i}`, nameOf, traits.registers));
    yield;
  }
  const entries = [...new Set(callsIn(calls.steps).map(({ callee }) => callee))];
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
  const main = printRun(calls);
  if (files.length === 0) return { files: [`${head}${main}`], bases, parallel };
  return { files: [...files.slice(0, -1), `${files.at(-1)!}${main}`], bases, parallel };
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** The function and all that it calls, directly or not. */
function reachable(table: FunctionTable<string>, entry: number): number[] {
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

function baseOf({ base }: Argument): string {
  return `b${base === "scratch" ? 0 : base === "constants" ? 1 : 2 + base}`;
}

function placeOf(argument: Argument): string {
  const { offset, moves = [] } = argument;
  const moved = moves.map(({ loop, step }) => ` + (Pointer)((Offset)r${loop} * ${step})`);
  return `${baseOf(argument)}${offset === 0 ? "" : ` + ${offset}`}${moved.join("")}`;
}

/** Everything that the steps read or write. */
function argumentsIn(steps: readonly CallStep[]): Argument[] {
  return steps.flatMap((step) => {
    if (step.kind === "call") return [...step.call.inputs];
    if (step.kind === "branch") return [step.index, ...step.cases.flatMap(argumentsIn)];
    const { condition, body } = step;
    const test = condition === undefined ? [] : [condition.holds, ...argumentsIn(condition.steps)];
    return [...test, ...argumentsIn(body)];
  });
}

/** The steps as C, one string per line. `r0`, `r1`, .. count the rounds of the loops. */
function printSteps(steps: readonly CallStep[], parallel: boolean): string[] {
  const meet = parallel ? ["meet();"] : [];
  const inner = (of: readonly CallStep[]): string[] =>
    printSteps(of, parallel).map((line) => `  ${line}`);
  return steps.flatMap((step) => {
    if (step.kind === "call") {
      const { callee, inputs, barrier, parallel: byAll } = step.call;
      const own = `f${callee}(${inputs.map(placeOf).join(", ")});`;
      const call = byAll || !parallel ? own : `if (thread == 0) ${own}`;
      return barrier ? ["meet();", call] : [call];
    }
    if (step.kind === "branch") {
      const index = `*(const int *)(${placeOf(step.index)})`;
      const cases = step.cases.flatMap((own, i) => {
        const isLast = i === step.cases.length - 1;
        return [
          `${i === 0 ? "" : "} else "}${isLast ? "{" : `if (${index} <= ${i}) {`}`,
          ...inner(own),
        ];
      });
      return [...meet, ...cases, "}"];
    }
    const { loop, count, condition, body } = step;
    const test =
      condition === undefined
        ? []
        : [
            ...inner(condition.steps),
            ...meet,
            `  if (*(const unsigned char *)(${placeOf(condition.holds)}) == 0) break;`,
          ];
    const more = count === null ? "" : `r${loop} < ${count}u`;
    return [
      `for (unsigned r${loop} = 0; ${more}; r${loop}++) {`,
      ...meet.map((line) => `  ${line}`),
      ...test,
      ...inner(body),
      "}",
    ];
  });
}

function printRun({ table, steps: all, parallel }: KernelCalls<string>): string {
  const entries = [...new Set(callsIn(all).map(({ callee }) => callee))];
  const used = new Set(argumentsIn(all).map(baseOf));
  const declarations = entries.map((i) => {
    const parameters = table.functions[i]!.parameters.map(typeName);
    return `${printHead(`f${i}`, parameters)};`;
  });
  const places = [...used].map(
    (name) => `  const Pointer ${name} = memory + places[${name.slice(1)}];`,
  );
  const steps = printSteps(all, parallel).map((line) => `    ${line}`);
  return [
    ...declarations,
    "#undef OWN",
    '#define OWN __thread __attribute__((visibility("hidden")))',
    "OWN int thread, threads;",
    "OWN unsigned loops;",
    "OWN Team *team;",
    "void run(Pointer memory, const long long *places, long long steps, int own, int count, Team *all) {",
    "  thread = own;",
    "  threads = count;",
    "  loops = 0;",
    "  team = all;",
    ...places,
    "  for (long long step = 0; step < steps; step++) {",
    ...steps,
    ...(parallel ? ["    meet();"] : []),
    "  }",
    "}\n",
  ].join("\n");
}
