import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Lets TensorFlow.js 4.22 start its WebAssembly threads in Node, which it does only in browsers; call before it is
 * loaded, and set WASM_HAS_MULTITHREAD_SUPPORT after. It takes at most half of the processors it sees, and makes its
 * workers from blobs, which Node refuses: so it sees twice the threads as processors, and blobs are files here.
 */
export function allowThreadsInNode(threads) {
  const folder = mkdtempSync(join(tmpdir(), "tfjs-workers-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  createRequire(import.meta.url)("node:os").cpus = () =>
    Array.from({ length: 2 * threads }, () => ({}));

  let files = 0;
  globalThis.Blob = class FileBlob extends String {
    constructor(parts) {
      const path = join(folder, `${files++}.cjs`);
      writeFileSync(path, prelude + parts.join(""));
      super(path);
    }
  };
  URL.createObjectURL = String;
}

/** What the library's threaded code finds in its own module, but not in a worker. */
const prelude = `
URL.createObjectURL = String;
URL.revokeObjectURL = () => {};
Object.assign(globalThis, {
  commonjsGlobal: globalThis,
  require$$0: require("fs"),
  require$$1: require("path"),
  require$$3: require("perf_hooks"),
  require$$4: require("os"),
  __values: (list) => list[Symbol.iterator](),
  __read: (list) => [...list],
  __spreadArray: (to, from) => [...to, ...from],
});
`;
