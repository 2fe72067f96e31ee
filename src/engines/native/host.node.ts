import { createRequire } from "node:module";
import { build, buildSync, libraryKey } from "./build.node.ts";
import { libraryCache, type FileCache } from "../../base/fileCache.node.ts";
import type { AlignedMemory, NativeHost, NativeLibrary, Target } from "./host.ts";
import { LoadedProgram, type NativeFunction } from "./loadedProgram.ts";
import { poolSource } from "./pool.ts";
import { findToolchain, type Toolchain } from "./toolchain.node.ts";

/** What is used of koffi, an optional dependency. */
interface Koffi {
  load(path: string | null): KoffiLibrary;
  address(value: unknown): bigint;
}

interface KoffiLibrary {
  symbol(name: string): unknown;
  func(name: string, result: string, parameters: readonly string[]): NativeFunction;
}

const hugePage = 2 * 2 ** 20;
/** MADV_HUGEPAGE of Linux. */
const adviseHugePages = 14;

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
}

/** Compiler, folder and koffi, looked for once per process; or why one of them is missing. */
export function findNativeHost(): NativeHost | string {
  const toolchain = findToolchain();
  if (typeof toolchain === "string") return toolchain;
  let koffi: Koffi;
  try {
    koffi = createRequire(import.meta.url)("koffi") as Koffi;
  } catch (error) {
    return `the optional package koffi cannot be loaded (${reasonOf(error)})`;
  }
  try {
    return new NodeHost(toolchain, koffi, libraryCache().open());
  } catch (error) {
    return `there is no private folder for compiled code (${reasonOf(error)})`;
  }
}

class NodeHost implements NativeHost {
  readonly #toolchain: Toolchain;
  readonly #koffi: Koffi;
  readonly #cache: FileCache;
  readonly #advise: NativeFunction | undefined;
  #start: NativeFunction | undefined;

  constructor(toolchain: Toolchain, koffi: Koffi, cache: FileCache) {
    this.#toolchain = toolchain;
    this.#koffi = koffi;
    this.#cache = cache;
    if (process.platform === "linux")
      this.#advise = koffi.load(null).func("madvise", "int", ["void *", "size_t", "int"]);
  }

  get target(): Target {
    return this.#toolchain.target;
  }

  async load(files: readonly string[], threads: number): Promise<NativeLibrary> {
    const [program, pool] = await Promise.all([
      this.#build(files),
      threads > 1 && this.#start === undefined ? this.#build([poolSource]) : undefined,
    ]);
    return this.#open(program, threads, pool);
  }

  loadSync(files: readonly string[], threads: number): NativeLibrary {
    const program = this.#buildSync(files);
    const pool =
      threads > 1 && this.#start === undefined ? this.#buildSync([poolSource]) : undefined;
    return this.#open(program, threads, pool);
  }

  async #build(files: readonly string[]): Promise<string> {
    return (
      this.#cache.find(libraryKey(files, this.#toolchain)) ??
      (await build(files, this.#toolchain, this.#cache))
    );
  }

  #buildSync(files: readonly string[]): string {
    return (
      this.#cache.find(libraryKey(files, this.#toolchain)) ??
      buildSync(files, this.#toolchain, this.#cache)
    );
  }

  /** Opens a program's library, and the pool's where it is there for the first time. */
  #open(path: string, threads: number, pool: string | undefined): NativeLibrary {
    const pointers = ["void *", "void *", "int64_t"];
    if (pool !== undefined)
      this.#start ??= this.#koffi
        .load(pool)
        .func("start", "int", ["uintptr_t", ...pointers, "int"]);
    const library = this.#koffi.load(path);
    if (threads === 1) {
      const run = library.func("run", "void", [...pointers, "int", "int", "void *"]);
      return new LoadedProgram(library, run, { before: [], after: [0, 1, null] });
    }
    const address = this.#koffi.address(library.symbol("run"));
    return new LoadedProgram(library, this.#start!, { before: [address], after: [threads] });
  }

  allocate(bytes: number): AlignedMemory {
    const large = bytes >= 2 * hugePage;
    const alignment = large ? hugePage : 64;
    const buffer = new ArrayBuffer(bytes + alignment);
    const rest = Number(this.#koffi.address(new Uint8Array(buffer)) % BigInt(alignment));
    const start = rest === 0 ? 0 : alignment - rest;
    // Only advice: without huge pages all is the same but slower.
    if (large) this.#advise?.(new Uint8Array(buffer, start, bytes), bytes, adviseHugePages);
    return { buffer, start };
  }
}
