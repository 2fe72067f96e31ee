/** Runs the native engine's tests with code that checks every address, shift and division: `npm run test:sanitize`. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const compiler = process.env["HORNET_CC"] ?? "cc";
// The library that catches errors must come first into the process.
const library = execFileSync(compiler, ["-print-file-name=libasan.so"], {
  encoding: "utf8",
}).trim();
const cache = mkdtempSync(join(tmpdir(), "hornet-sanitize-"));
try {
  const { status } = spawnSync(
    process.execPath,
    [
      fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url)),
      "run",
      "--testTimeout=300000",
      "src/engines/native/contract.test.ts",
      "src/train/engines.test.ts",
      ...process.argv.slice(2),
    ],
    {
      stdio: "inherit",
      env: {
        ...process.env,
        LD_PRELOAD: library,
        // Node keeps much until it ends, and catches faults of WebAssembly itself.
        ASAN_OPTIONS: "detect_leaks=0:handle_segv=0:allow_user_segv_handler=1",
        UBSAN_OPTIONS: "print_stacktrace=1",
        HORNET_NATIVE_SANITIZE: "1",
        HORNET_CACHE: cache,
      },
    },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(cache, { recursive: true, force: true });
}
