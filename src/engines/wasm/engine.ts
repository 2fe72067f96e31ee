import { narrowDTypes } from "../../base/dtype.ts";
import { canShareMemory } from "#threads";
import { atOnce, inTurns, type Work } from "../../base/eventLoop.ts";
import { preparationOf } from "../../kernels/preparation.ts";
import { workspaceBytes } from "../../kernels/workspace.ts";
import type { Buffer, GroupGraph, Preparation, Program } from "../../program/program.ts";
import type { EngineTraits, MathMode } from "../../program/traits.ts";
import { longestAbsence, type Arena, type Engine } from "../engine.ts";
import { alignment } from "../../program/plan.ts";
import { basesOf, KernelCache } from "../kernelCalls.ts";
import { WasmArena, type LoadedModule } from "./arena.ts";
import { firstFreeAddress } from "./claims.ts";
import { keptModules } from "./keptModules.ts";
import { isParallel, pageBytes, printModule, type MeetingOptions } from "./module.ts";
import { probeFusedMultiplyAdd } from "./probe.ts";

/** How an engine computes. */
export interface WasmOptions {
  /** Multiply-add that rounds once. Default: where relaxed SIMD has it. `false` everywhere gives equal bits everywhere. */
  readonly fusedMultiplyAdd?: boolean;
  /** How far results may be from direct arithmetic. Default "fast". */
  readonly math?: MathMode;
  /** Threads that may run a program; results do not depend on it. Default: none but the caller's. */
  readonly threads?: number;
  /** Whether threads may share memory. Default: where they can. Where not, `threads` means one worker for what takes long. */
  readonly sharesMemory?: boolean;
  /** Operations on elements from which a group is shared out. Default: some microseconds of one thread. */
  readonly smallestSharedWork?: number;
  /** The longest time that the caller's thread may be away in a call, in milliseconds. Default `longestAbsence`. */
  readonly longestAbsence?: number;
}

/** Operations on elements that a thread does in about a microsecond, some times what it costs to meet. */
const smallestSharedWork = 16384;

/** Compiled modules that are kept for programs of the same key. */
const moduleCapacity = 64;
const kernelCapacity = 512;

let probed: boolean | undefined;

/** The engine that runs programs as WebAssembly, on the caller's thread or on several. Needs nothing installed. */
export function wasmEngine(options: WasmOptions = {}): Engine {
  probed ??= probeFusedMultiplyAdd();
  return new WasmEngine(probed && options.fusedMultiplyAdd !== false, options);
}

class WasmEngine implements Engine {
  readonly name = "wasm";
  readonly threadsAtOnce = 1;
  readonly keepsData: boolean;
  readonly traits: EngineTraits;
  readonly #modules = new Map<string, LoadedModule>();
  /** Undefined: the caller's thread alone, and memory that is not shared. */
  readonly #threads: number | undefined;
  readonly #mirrored: boolean;
  readonly #kernels = new KernelCache(kernelCapacity);
  readonly #longestAbsence: number;

  constructor(fusedMultiplyAdd: boolean, options: WasmOptions) {
    const { threads, sharesMemory = canShareMemory } = options;
    this.#threads = sharesMemory ? threads : undefined;
    this.#mirrored = threads !== undefined && !sharesMemory;
    this.keepsData = !this.#mirrored;
    this.#longestAbsence = options.longestAbsence ?? longestAbsence;
    this.traits = {
      lanes: 4,
      // V8 on Node 20 moves all loads of a loop body before its arithmetic: 16 less what it keeps for itself.
      registers: 14,
      tileRows: 4,
      loadsFirst: true,
      prefetches: false,
      fusedMultiplyAdd,
      math: options.math ?? "fast",
      threads: this.#threads ?? 1,
      smallestSharedWork: options.smallestSharedWork ?? smallestSharedWork,
      firstLevelCache: 32 * 1024,
      secondLevelCache: 512 * 1024,
      dtypes: ["float32", "int32", "uint32", "uint8", "bool", ...narrowDTypes],
      synchronous: true,
      pageBytes,
      marginBytes: firstFreeAddress + alignment,
      maximumBytes: 65536 * pageBytes,
    };
  }

  workspaceBytes(group: GroupGraph): number {
    return workspaceBytes(group, this.traits);
  }

  preparation(group: GroupGraph): Preparation | undefined {
    return preparationOf(group, this.traits);
  }

  open(state: readonly Buffer[]): Arena {
    return new WasmArena(state, {
      maximumBytes: this.traits.maximumBytes,
      threads: this.#threads,
      mirrored: this.#mirrored,
      longestAbsence: this.#longestAbsence,
      compile: (program) => this.#cached(program) ?? this.#keep(program, this.#compile(program)),
      compileAsync: async (program) =>
        this.#cached(program) ?? this.#keep(program, await this.#compileAsync(program)),
    });
  }

  #meeting(): MeetingOptions {
    return { sharedMemory: this.#threads !== undefined };
  }

  /** What decides the module of a program. */
  #keyOf(program: Program): string {
    return `${JSON.stringify([this.traits, this.#meeting()])}\n${program.key}`;
  }

  *#print(program: Program): Work<Uint8Array<ArrayBuffer>> {
    const options = { ...this.#meeting(), kernels: this.#kernels };
    const bytes = yield* printModule(program, this.traits, options);
    keptModules()?.keep(this.#keyOf(program), bytes);
    return bytes;
  }

  /** The bytes of the program's module, as another process has kept them. */
  #kept(program: Program): Uint8Array<ArrayBuffer> | undefined {
    return keptModules()?.read(this.#keyOf(program));
  }

  #compile(program: Program): LoadedModule {
    const bytes = this.#kept(program) ?? atOnce(this.#print(program));
    return loaded(program, new WebAssembly.Module(bytes));
  }

  /** V8 compiles on another thread: the sooner it is asked, the more the caller can do meanwhile. */
  async #compileAsync(program: Program): Promise<LoadedModule> {
    const bytes = this.#kept(program) ?? (await inTurns(this.#print(program)));
    return loaded(program, await WebAssembly.compile(bytes));
  }

  #cached(program: Program): LoadedModule | undefined {
    const found = this.#modules.get(program.key);
    if (found !== undefined) this.#keep(program, found);
    return found;
  }

  #keep(program: Program, module: LoadedModule): LoadedModule {
    this.#modules.delete(program.key);
    this.#modules.set(program.key, module);
    if (this.#modules.size > moduleCapacity)
      this.#modules.delete(this.#modules.keys().next().value!);
    return module;
  }
}

function loaded(program: Program, module: WebAssembly.Module): LoadedModule {
  return { module, bases: basesOf(program), parallel: isParallel(module) };
}
