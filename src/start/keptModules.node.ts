import type { FileCache } from "../base/fileCache.node.ts";

/** The modules of programs, as files of a cache, for processes that run the same code. */
export class KeptModules {
  readonly #cache: FileCache;
  readonly #code: string;

  /** `code`: stands for the code that prints modules; another code finds none of them. */
  constructor(cache: FileCache, code: string) {
    this.#cache = cache;
    this.#code = code;
  }

  /** What was kept under this key, whole; undefined if there is nothing. */
  read(key: string): Uint8Array | undefined {
    return this.#cache.read(this.#name(key));
  }

  /** Keeps it, if there is a folder for it. */
  keep(key: string, bytes: Uint8Array): void {
    try {
      this.#cache.open().store(this.#name(key), bytes);
    } catch {
      // A folder that is not private, a full or read-only disk: the next process prints again.
    }
  }

  #name(key: string): string {
    const { createHash } = process.getBuiltinModule("node:crypto");
    return createHash("sha256").update(this.#code).update(key).digest("hex");
  }
}
