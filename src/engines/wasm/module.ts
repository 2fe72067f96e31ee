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
import { printBarrier } from "./barrier.ts";
import { Emitter, valueTypes } from "./emitter.ts";
import { printFunction, valueType } from "./print.ts";

/** A page of WebAssembly memory. */
export const pageBytes = 65536;

/** A program as a WebAssembly module that can be placed anywhere: what it imports, and its bytes. */
export interface PrintedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The state and data buffers whose addresses it imports as globals b0, b1, ... */
  readonly bases: readonly BufferId[];
  /** Whether more than one thread would have something to do. */
  readonly parallel: boolean;
}

/** Global of an argument's base: scratch, constants, then the imported ones. */
function globalOf({ base }: Argument): number {
  if (base === "scratch") return 0;
  return base === "constants" ? 1 : 2 + base;
}

/**
 * Prints a program: one function per kernel, `step` that calls them in order, and `run(steps, thread, threads)`, which
 * every thread calls; none returns before all are done.
 */
export function printModule(
  program: Program,
  traits: EngineTraits,
  kernels: KernelCache,
): PrintedModule {
  const { table, calls, bases, parallel } = kernelCalls(program, traits, kernels);
  return { bytes: assemble(table, calls, bases.length, traits), bases, parallel };
}

function assemble(
  table: FunctionTable,
  calls: readonly KernelCall[],
  baseCount: number,
  traits: EngineTraits,
): Uint8Array<ArrayBuffer> {
  const { functions } = table;
  const types = new Map<string, number>();
  const typeOf = (parameters: readonly number[]): number => {
    const key = parameters.join();
    if (!types.has(key)) types.set(key, types.size);
    return types.get(key)!;
  };
  const signatures = functions.map(({ parameters }) => typeOf(parameters.map(valueType)));
  const barrier = functions.length;
  const step = barrier + 1;
  const { i32 } = valueTypes;
  signatures.push(typeOf([]), typeOf([]), typeOf([i32, i32, i32]));
  const threadGlobal = baseCount + 2;
  const threadsGlobal = threadGlobal + 1;

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
  if (traits.threads > 1)
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
  section.unsigned(2);
  for (const initial of [0, 1]) section.byte(i32).byte(1).i32Const(initial).byte(0x0b);
  end(6);
  section
    .unsigned(1)
    .name("run")
    .byte(0)
    .unsigned(step + 1);
  end(7);
  section.unsigned(signatures.length);
  const options = {
    fusedMultiplyAdd: traits.fusedMultiplyAdd,
    indexOf: (f: KernelFunction) => table.indexOf(f),
    barrier,
    threadGlobal,
    threadsGlobal,
  };
  const entry = (code: Emitter): void => void section.unsigned(code.length).bytes(code.written);
  for (const f of functions) entry(printFunction(f, options));
  entry(printBarrier(threadsGlobal));
  entry(printStep(calls, { barrier, threadGlobal }));
  entry(printRun(step, { threadGlobal, threadsGlobal }));
  end(10);
  return out.written.slice();
}

/** The calls in order, with the barriers that they ask for and one at the end. */
function printStep(
  calls: readonly KernelCall[],
  { barrier, threadGlobal }: { readonly barrier: number; readonly threadGlobal: number },
): Emitter {
  const code = new Emitter().unsigned(0);
  const meet = (): Emitter => code.byte(0x10).unsigned(barrier);
  const anyParallel = calls.some(({ parallel }) => parallel);
  for (const { callee, parallel, barrier: meets, inputs } of calls) {
    if (meets) meet();
    if (anyParallel && !parallel)
      code.byte(0x23).unsigned(threadGlobal).byte(0x45).byte(0x04).byte(0x40);
    for (const input of inputs) {
      code.byte(0x23).unsigned(globalOf(input));
      if (input.offset > 0) code.i32Const(input.offset).byte(0x6a);
    }
    code.byte(0x10).unsigned(callee);
    if (anyParallel && !parallel) code.byte(0x0b);
  }
  if (anyParallel) meet();
  return code.byte(0x0b);
}

/** run(steps, thread, threads): loop { step(); } while (steps -= 1), for steps > 0. */
function printRun(
  step: number,
  {
    threadGlobal,
    threadsGlobal,
  }: { readonly threadGlobal: number; readonly threadsGlobal: number },
): Emitter {
  const code = new Emitter().unsigned(0);
  code.bytes([0x20, 1, 0x24]).unsigned(threadGlobal);
  code.bytes([0x20, 2, 0x24]).unsigned(threadsGlobal);
  return code
    .bytes([0x03, 0x40, 0x10])
    .unsigned(step)
    .bytes([0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b, 0x0b]);
}
