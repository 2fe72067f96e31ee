import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as ChildProcessModule from "node:child_process";
import type { FileCache } from "../../base/fileCache.node.ts";
import type { Toolchain } from "./toolchain.node.ts";

/** Takes milliseconds to load, and most programs never compile. */
const childProcess = (): typeof ChildProcessModule =>
  process.getBuiltinModule("node:child_process");

/** The compiler's environment: nothing that is meant for this process goes into it. */
function environment(): NodeJS.ProcessEnv {
  const { LD_PRELOAD: _, ...own } = process.env;
  return own;
}

/** Grows whenever equal files and flags mean another library. */
const version = 1;

const linking = ["-shared", "-pthread", "-lm"];

/** Everything that decides a library's code, as one hash. */
export function libraryKey(files: readonly string[], { identity }: Toolchain): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  const hash = createHash("sha256").update(`hornet ${version}\n${identity}\n`);
  for (const file of files) hash.update(`${file.length}\n${file}`);
  return hash.digest("hex");
}

/** One compilation, in a folder of its own. */
class Build {
  readonly #toolchain: Toolchain;
  readonly #folder: string;
  readonly #count: number;

  constructor(files: readonly string[], toolchain: Toolchain, folder: string) {
    this.#toolchain = toolchain;
    this.#folder = folder;
    this.#count = files.length;
    files.forEach((file, i) => writeFileSync(join(folder, `${i}.c`), file, { mode: 0o600 }));
  }

  get command(): string {
    return this.#toolchain.command[0];
  }

  /** Compiles file i. */
  object(i: number): string[] {
    return this.#arguments(["-c", `${i}.c`, "-o", `${i}.o`]);
  }

  link(): string[] {
    const objects = Array.from({ length: this.#count }, (_, i) => `${i}.o`);
    return this.#arguments([...objects, "-o", "library", ...linking]);
  }

  /** Compiles and links at once. */
  whole(): string[] {
    const sources = Array.from({ length: this.#count }, (_, i) => `${i}.c`);
    return this.#arguments([...sources, "-o", "library", ...linking]);
  }

  result(): Uint8Array {
    return readFileSync(join(this.#folder, "library"));
  }

  #arguments(own: readonly string[]): string[] {
    const [, ...first] = this.#toolchain.command;
    return [...first, ...this.#toolchain.flags, ...own];
  }
}

/** Compiles C files into a library and keeps it; large programs' files in parallel. Throws with the compiler's words. */
export async function build(
  files: readonly string[],
  toolchain: Toolchain,
  cache: FileCache,
): Promise<string> {
  const folder = cache.openBuild();
  try {
    const plan = new Build(files, toolchain, folder);
    const run = (own: readonly string[]): Promise<void> =>
      new Promise((resolve, reject) => {
        childProcess().execFile(
          plan.command,
          own,
          { cwd: folder, env: environment() },
          (error, _, stderr) => {
            if (error === null) resolve();
            else reject(new Error(firstError(stderr, error)));
          },
        );
      });
    if (files.length === 1) {
      await run(plan.whole());
    } else {
      const { availableParallelism } = process.getBuiltinModule("node:os");
      let next = 0;
      const worker = async (): Promise<void> => {
        while (next < files.length) await run(plan.object(next++));
      };
      await Promise.all(
        Array.from({ length: Math.min(availableParallelism(), files.length) }, worker),
      );
      await run(plan.link());
    }
    return cache.store(libraryKey(files, toolchain), plan.result());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As `build`, while the caller waits. */
export function buildSync(
  files: readonly string[],
  toolchain: Toolchain,
  cache: FileCache,
): string {
  const folder = cache.openBuild();
  try {
    const plan = new Build(files, toolchain, folder);
    try {
      childProcess().execFileSync(plan.command, plan.whole(), {
        cwd: folder,
        env: environment(),
        stdio: ["ignore", "ignore", "pipe"],
        encoding: "utf8",
      });
    } catch (error) {
      throw new Error(firstError((error as { stderr?: string }).stderr ?? "", error as Error), {
        cause: error,
      });
    }
    return cache.store(libraryKey(files, toolchain), plan.result());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The line that says what is wrong. */
function firstError(stderr: string, error: Error): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  return lines.find((line) => line.includes("error")) ?? lines[0] ?? error.message.split("\n")[0]!;
}
