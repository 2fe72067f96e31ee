import type { Work } from "../../base/eventLoop.ts";
import type { Program } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import {
  basesOf,
  FunctionTable,
  kernelCalls,
  type Argument,
  type CallStep,
  type KernelCache,
  type KernelCall,
  type KernelCalls,
} from "../kernelCalls.ts";
import { fewestRests, printBarrier, type BarrierGlobals } from "./barrier.ts";
import { mostClaimants, printClaim, type ClaimGlobals } from "./claims.ts";
import { Emitter, valueTypes } from "./emitter.ts";
import { printFunction, valueType } from "./print.ts";

/** A page of WebAssembly memory. */
export const pageBytes = 65536;

/** A custom section of modules in which more than one thread would have something to do. */
const parallelSection = "parallel";

/** Whether more than one thread would have something to do. */
export function isParallel(module: WebAssembly.Module): boolean {
  return WebAssembly.Module.customSections(module, parallelSection).length > 0;
}

/** Global of an argument's base: scratch, constants, then the imported ones. */
function globalOf({ base }: Argument): number {
  if (base === "scratch") return 0;
  return base === "constants" ? 1 : 2 + base;
}

/**
 * Prints a program as a WebAssembly module that can be placed anywhere: it imports the addresses of its state and data
 * buffers (`basesOf`) as globals b0, b1, ... One function per kernel, `step` that calls them in order, and `run(steps, thread, threads,
 * patience)`, which every thread calls; none returns before all are done.
 */
export function* printModule(
  program: Program,
  traits: EngineTraits,
  options: MeetingOptions & { readonly kernels: KernelCache },
): Work<Uint8Array<ArrayBuffer>> {
  const { kernels } = options;
  const table = functionTable(basesOf(program).length, traits);
  return assemble(yield* kernelCalls(program, table, { traits, kernels }), traits, options);
}

/** The module's own functions; kernels follow. */
const own = { barrier: 0, step: 1, run: 2, claim: 3 } as const;
const firstKernel = 4;

/** Globals of each thread: its number, of how many, how it waits for the others, and its claims. They follow the imported ones. */
function threadGlobals(baseCount: number): BarrierGlobals & ClaimGlobals {
  const first = baseCount + 2;
  const names = Object.keys(initialGlobals).map((name, i) => [name, first + i]);
  return Object.fromEntries(names) as Record<keyof typeof initialGlobals, number>;
}

/** What a thread's globals are before it runs. */
const initialGlobals = {
  thread: 0,
  threads: 1,
  patience: -1,
  rest: 0,
  rests: fewestRests,
  loop: 0,
  of: 0,
  from: 0,
  to: 0,
};

/** The functions of a module with so many imported bases. */
export function functionTable(baseCount: number, traits: EngineTraits): FunctionTable<Emitter> {
  const globals = threadGlobals(baseCount);
  const { fusedMultiplyAdd } = traits;
  const bytesAsText = new TextDecoder("latin1");
  return new FunctionTable(
    (f, indexOf) =>
      printFunction(f, {
        fusedMultiplyAdd,
        indexOf: (callee) => firstKernel + indexOf(callee),
        barrier: own.barrier,
        claim: own.claim,
        globals,
        takesOver: traits.threads <= mostClaimants,
      }),
    (code, { parameters }) =>
      `${parameters.map(valueType).join()} ${bytesAsText.decode(code.written)}`,
  );
}

/** How threads meet in a module. */
export interface MeetingOptions {
  /** Whether there is memory for several. */
  readonly sharedMemory: boolean;
}

/** The module of a step's calls. */
export function assemble(
  calls: KernelCalls<Emitter>,
  traits: EngineTraits,
  { sharedMemory }: MeetingOptions,
): Uint8Array<ArrayBuffer> {
  const { table, bases, parallel } = calls;
  const baseCount = bases.length;
  const types = new Map<string, number>();
  const typeOf = (parameters: readonly number[]): number => {
    const key = parameters.join();
    if (!types.has(key)) types.set(key, types.size);
    return types.get(key)!;
  };
  const { i32 } = valueTypes;
  const signatures = [
    typeOf([]),
    typeOf([]),
    typeOf([i32, i32, i32, i32]),
    typeOf([i32]),
    ...table.functions.map(({ parameters }) => typeOf(parameters.map(valueType))),
  ];

  const out = new Emitter().bytes([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const section = new Emitter();
  const end = (id: number): void => {
    out.section(id, section);
    section.clear();
  };
  section.unsigned(types.size);
  for (const key of types.keys()) {
    const parameters = key === "" ? [] : key.split(",").map(Number);
    section.byte(0x60).unsigned(parameters.length).bytes(parameters).byte(0);
  }
  end(1);
  section.unsigned(baseCount + 3);
  section.name("e").name("m").byte(2);
  if (sharedMemory)
    section
      .byte(3)
      .unsigned(0)
      .unsigned(traits.maximumBytes / pageBytes);
  else section.byte(0).unsigned(0);
  for (const name of ["s", "c", ...Array.from({ length: baseCount }, (_, i) => `b${i}`)]) {
    section.name("e").name(name).byte(3).byte(valueTypes.i32).byte(0);
  }
  end(2);
  section.unsigned(signatures.length);
  for (const type of signatures) section.unsigned(type);
  end(3);
  const initials = Object.values(initialGlobals);
  section.unsigned(initials.length);
  for (const initial of initials) section.byte(i32).byte(1).i32Const(initial).byte(0x0b);
  end(6);
  section.unsigned(1).name("run").byte(0).unsigned(own.run);
  end(7);
  section.unsigned(signatures.length);
  const globals = threadGlobals(baseCount);
  const codes = [
    printBarrier(globals),
    printStep(calls, globals.thread),
    printRun(globals),
    printClaim(globals),
    ...table.codes,
  ];
  for (const code of codes) section.unsigned(code.length).bytes(code.written);
  end(10);
  if (parallel) {
    section.name(parallelSection);
    end(0);
  }
  return out.written.slice();
}

/** One step: all that `steps` say, with the barriers that they ask for and one at the end. */
function printStep(
  { steps, loops, parallel }: KernelCalls<Emitter>,
  threadGlobal: number,
): Emitter {
  // One local per loop: the rounds it has done.
  const code = new Emitter();
  if (loops === 0) code.unsigned(0);
  else code.unsigned(1).unsigned(loops).byte(valueTypes.i32);
  const printer = new StepPrinter(code, parallel, threadGlobal);
  printer.steps(steps);
  printer.meet();
  return code.byte(0x0b);
}

class StepPrinter {
  readonly #code: Emitter;
  readonly #parallel: boolean;
  readonly #threadGlobal: number;

  constructor(code: Emitter, parallel: boolean, threadGlobal: number) {
    this.#code = code;
    this.#parallel = parallel;
    this.#threadGlobal = threadGlobal;
  }

  /** All threads meet, if there is anything that they share. */
  meet(): void {
    if (this.#parallel) this.#code.byte(0x10).unsigned(own.barrier);
  }

  steps(steps: readonly CallStep[]): void {
    for (const step of steps) {
      if (step.kind === "call") this.#call(step.call);
      else if (step.kind === "loop") this.#loop(step);
      else this.#branch(step);
    }
  }

  #address({ base, offset, moves = [] }: Argument): void {
    const code = this.#code.byte(0x23).unsigned(globalOf({ base, offset }));
    if (offset > 0) code.i32Const(offset).byte(0x6a);
    for (const { loop, step } of moves)
      code.byte(0x20).unsigned(loop).i32Const(step).byte(0x6c).byte(0x6a);
  }

  #call({ callee, parallel, barrier, inputs }: KernelCall): void {
    if (barrier) this.meet();
    const isAlone = this.#parallel && !parallel;
    const code = this.#code;
    if (isAlone) code.byte(0x23).unsigned(this.#threadGlobal).byte(0x45).byte(0x04).byte(0x40);
    inputs.forEach((input) => this.#address(input));
    code.byte(0x10).unsigned(firstKernel + callee);
    if (isAlone) code.byte(0x0b);
  }

  /** block { rounds = 0; loop { if (!condition) leave; body; } while (++rounds < count) } */
  #loop({ loop, count, condition, body }: CallStep & { readonly kind: "loop" }): void {
    if (count === 0) return;
    const code = this.#code.bytes([0x02, 0x40]).i32Const(0).byte(0x21).unsigned(loop);
    code.bytes([0x03, 0x40]);
    this.meet();
    if (condition !== undefined) {
      this.steps(condition.steps);
      this.meet();
      this.#address(condition.holds);
      code.bytes([0x2d, 0, 0, 0x45, 0x0d, 1]);
    }
    this.steps(body);
    code.byte(0x20).unsigned(loop).i32Const(1).byte(0x6a).byte(0x22).unsigned(loop);
    if (count === null) code.bytes([0x1a, 0x0c, 0]);
    else code.i32Const(count).bytes([0x49, 0x0d, 0]);
    code.bytes([0x0b, 0x0b]);
  }

  /** if (index <= 0) case 0, else if (index <= 1) case 1, .., else the last. */
  #branch({ index, cases }: CallStep & { readonly kind: "branch" }): void {
    this.meet();
    const code = this.#code;
    cases.forEach((own, i) => {
      const isLast = i === cases.length - 1;
      if (!isLast) {
        this.#address(index);
        code.bytes([0x28, 2, 0]).i32Const(i).bytes([0x4c, 0x04, 0x40]);
      }
      this.steps(own);
      if (!isLast) code.byte(0x05);
    });
    for (let i = 1; i < cases.length; i++) code.byte(0x0b);
  }
}

/** run(steps, thread, threads, patience): loop { step(); } while (steps -= 1), for steps > 0. */
function printRun({ thread, threads, patience, loop }: BarrierGlobals & ClaimGlobals): Emitter {
  const code = new Emitter().unsigned(0);
  [thread, threads, patience].forEach((global, i) =>
    code.bytes([0x20, 1 + i, 0x24]).unsigned(global),
  );
  return code
    .i32Const(0)
    .byte(0x24)
    .unsigned(loop)
    .bytes([0x03, 0x40, 0x10])
    .unsigned(own.step)
    .bytes([0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b, 0x0b]);
}
