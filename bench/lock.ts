import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const lockFile = join(tmpdir(), "hornet-bench.lock");

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** False if another process has the lock. */
function take(): boolean {
  try {
    const file = openSync(lockFile, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** The process that has the lock; undefined if it is gone. */
function holder(): number | undefined {
  let owner: number;
  try {
    owner = Number(readFileSync(lockFile, "utf8"));
  } catch {
    return undefined;
  }
  // Just created, not yet written.
  if (owner === 0) return owner;
  try {
    process.kill(owner, 0);
    return owner;
  } catch (error) {
    return codeOf(error) === "EPERM" ? owner : undefined;
  }
}

/** Runs `measure` while no other bench runs on this machine; waits for its turn. */
export async function underLock<Result>(measure: () => Promise<Result>): Promise<Result> {
  let told = false;
  while (!take()) {
    const owner = holder();
    if (owner === undefined) {
      rmSync(lockFile, { force: true });
      continue;
    }
    if (!told) console.log(`Another bench is running (process ${owner}, ${lockFile}). Waiting.`);
    told = true;
    await wait(1000);
  }
  const release = (): void => rmSync(lockFile, { force: true });
  process.once("exit", release);
  try {
    return await measure();
  } finally {
    process.off("exit", release);
    release();
  }
}
