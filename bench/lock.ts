import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Waits until no other bench runs on this machine, and keeps others waiting until the returned function is called.
 * A child holds the lock for as long as its standard input is open, so that it falls with this process, however it ends.
 */
export async function lockBench(): Promise<() => void> {
  const file = join(tmpdir(), "hornet-bench.lock");
  const holder = spawn("flock", [file, "sh", "-c", "echo locked; exec cat"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const notice = setTimeout(() => console.log("Another bench runs: waiting for it."), 500);
  try {
    const first = await Promise.race([
      once(holder.stdout, "data").then(() => "locked"),
      once(holder, "exit").then(() => "refused"),
    ]);
    if (first === "refused") throw new Error(`bench: could not lock ${file}.`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    console.warn(
      "flock is not installed: nothing keeps another bench from running beside this one.",
    );
  } finally {
    clearTimeout(notice);
  }
  return () => holder.stdin.end();
}
