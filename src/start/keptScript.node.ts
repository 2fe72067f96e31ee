import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import type { FileCache } from "../base/fileCache.node.ts";

/** What a script gives. */
export type Exports = Readonly<Record<string, unknown>>;

/** A script that has run, and how Node can be spared to compile it again. */
export interface KeptScript {
  /** Equal for equal texts under equal versions and flags of V8. */
  readonly key: string;
  readonly exports: Exports;
  /** Whether its functions were there compiled. */
  readonly wasKept: boolean;
  /** Keeps the functions that were called so far, compiled, for the next process. */
  keep(): void;
}

/**
 * Runs the script of a file, ASCII text of a function (doors, require, url). V8 compiles each function when it is first
 * called, which is most of what a short program waits for; it takes them from the cache where they are kept for this text,
 * version and flags. Any trouble with the cache means that it compiles them itself.
 */
export function runKept(path: string, cache: FileCache | undefined): KeptScript {
  const bytes = readFileSync(path);
  const flags = cachedDataVersionTag();
  const key = keyOf(bytes, flags);
  const cachedData = cache?.read(key);
  const script = new Script(bytes.toString("latin1"), {
    filename: path,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const url = pathToFileURL(path).href;
  const exports = {};
  const run = script.runInThisContext() as (
    into: object,
    require: NodeJS.Require,
    url: string,
  ) => void;
  run(exports, createRequire(url), url);
  return {
    key,
    exports,
    wasKept: cachedData !== undefined && script.cachedDataRejected === false,
    keep() {
      // Flags that the program has set would be asked of the next process when it starts.
      if (cache === undefined || cachedDataVersionTag() !== flags) return;
      try {
        cache.open().store(key, script.createCachedData());
      } catch {
        // A folder that is not private, a full or read-only disk: the next process compiles again.
      }
    },
  };
}

/** V8 itself compares versions and flags, but of the text only its length. */
function keyOf(text: Uint8Array, flags: number): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).update(`${flags}`).digest("hex");
}
