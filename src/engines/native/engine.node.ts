import { atOnce, inTurns, type Work } from "../../base/eventLoop.ts";
import { narrowDTypes } from "../../base/dtype.ts";
import { preparationOf } from "../../kernels/preparation.ts";
import { workspaceBytes } from "../../kernels/workspace.ts";
import { alignment } from "../../program/plan.ts";
import type { Buffer, GroupGraph, Preparation, Program } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { EngineFailure, type Arena, type Engine } from "../engine.ts";
import { KernelCache } from "../kernelCalls.ts";
import { NativeArena, pageBytes, type LoadedLibrary } from "./arena.ts";
import { findNativeHost } from "./host.node.ts";
import type { NativeHost } from "./host.ts";
import type { NativeOptions } from "./options.ts";
import { printSource, type PrintedSource } from "./source.ts";

/** Libraries that are kept for programs of the same key. */
const libraryCapacity = 64;
const kernelCapacity = 512;

/** Operations on elements that a thread does in about a microsecond, some times what it costs to meet. */
const smallestSharedWork = 32768;

let host: NativeHost | string | undefined;
const engines = new Map<string, Engine>();

/** The engine that compiles programs with the machine's C compiler, looked for once; or why there is none. */
export function nativeEngine(options: NativeOptions = {}): Engine | string {
  host ??= findNativeHost();
  if (typeof host === "string") return host;
  const all = { math: "fast" as const, threads: 1, smallestSharedWork, ...options };
  const key = `${all.math} ${all.threads} ${all.smallestSharedWork}`;
  let engine = engines.get(key);
  if (engine === undefined) {
    engine = new NativeEngine(host, all);
    engines.set(key, engine);
  }
  return engine;
}

function failure(error: unknown): EngineFailure {
  return new EngineFailure(error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}

/**
 * Rows of a matrix product's tile. 16 registers of 8 lanes: 6 x 2 (12 sums, 2 vectors, 1 factor) took 485 us for a step
 * of 784-300-100-10 at batch 32 on one thread of Zen 3, 5 x 2 487, 4 x 3 630, 3 x 3 790. 32 registers: 8 x 3.
 */
function tileRowsFor(registers: number): number {
  return registers >= 32 ? 8 : 6;
}

class NativeEngine implements Engine {
  readonly name = "native";
  readonly keepsData = true;
  readonly traits: EngineTraits;
  readonly threadsAtOnce: number;
  readonly #host: NativeHost;
  readonly #libraries = new Map<string, LoadedLibrary>();
  readonly #kernels = new KernelCache(kernelCapacity);

  constructor(host: NativeHost, { math, threads, smallestSharedWork }: Required<NativeOptions>) {
    this.#host = host;
    this.threadsAtOnce = threads;
    const { lanes, registers, fusedMultiplyAdd } = host.target;
    this.traits = {
      lanes,
      registers,
      tileRows: tileRowsFor(registers),
      loadsFirst: false,
      prefetches: true,
      fusedMultiplyAdd,
      math,
      threads,
      smallestSharedWork,
      firstLevelCache: 32 * 1024,
      secondLevelCache: 512 * 1024,
      dtypes: ["float32", "int32", "uint32", "uint8", "bool", ...narrowDTypes],
      synchronous: true,
      pageBytes,
      marginBytes: 2 * alignment,
      maximumBytes: 2 ** 36,
    };
  }

  workspaceBytes(group: GroupGraph): number {
    return workspaceBytes(group, this.traits);
  }

  preparation(group: GroupGraph): Preparation | undefined {
    return preparationOf(group, this.traits);
  }

  open(state: readonly Buffer[]): Arena {
    return new NativeArena(state, {
      maximumBytes: this.traits.maximumBytes,
      allocate: (bytes) => this.#host.allocate(bytes),
      compile: (program) => this.#cached(program) ?? this.#compile(program),
      compileAsync: async (program) => this.#cached(program) ?? (await this.#compileAsync(program)),
    });
  }

  #print(program: Program): Work<PrintedSource> {
    return printSource(program, this.traits, this.#kernels);
  }

  #compile(program: Program): LoadedLibrary {
    const { files, bases, parallel } = atOnce(this.#print(program));
    try {
      const library = this.#host.loadSync(files, parallel ? this.traits.threads : 1);
      return this.#keep(program, { library, bases });
    } catch (error) {
      throw failure(error);
    }
  }

  async #compileAsync(program: Program): Promise<LoadedLibrary> {
    const { files, bases, parallel } = await inTurns(this.#print(program));
    try {
      const library = await this.#host.load(files, parallel ? this.traits.threads : 1);
      return this.#keep(program, { library, bases });
    } catch (error) {
      throw failure(error);
    }
  }

  #cached(program: Program): LoadedLibrary | undefined {
    const kept = this.#libraries.get(program.key);
    return kept === undefined ? undefined : this.#keep(program, kept);
  }

  #keep(program: Program, loaded: LoadedLibrary): LoadedLibrary {
    this.#libraries.delete(program.key);
    this.#libraries.set(program.key, loaded);
    if (this.#libraries.size > libraryCapacity)
      this.#libraries.delete(this.#libraries.keys().next().value!);
    return loaded;
  }
}
