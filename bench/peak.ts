import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { machinePeak } from "../src/eager/machinePeak.ts";
import { wasmEngine } from "../src/engines/wasm/engine.ts";

/** The most arithmetic that the machine does. */
export interface Peak {
  /** 10⁹ additions and multiplications a second, by number of threads. */
  readonly gigaflops: ReadonlyMap<number, number>;
  /** Where the numbers come from. */
  readonly origin: string;
}

/**
 * Fused multiply-adds in registers, by a C program, where there is a compiler; else what Hornet's wasm engine reaches,
 * times the threads.
 */
export function measurePeak(threads: readonly number[], folder: string): Peak {
  const program = join(folder, "peak");
  const source = fileURLToPath(new URL("peak.c", import.meta.url));
  const compiler = process.env["CC"] ?? "cc";
  const flags = ["-O2", "-march=native", "-pthread", "-o", program, source];
  if (spawnSync(compiler, flags, { stdio: "ignore" }).status !== 0) {
    const { gigaflops } = machinePeak(wasmEngine());
    return {
      gigaflops: new Map(threads.map((count) => [count, count * gigaflops])),
      origin: "Hornet's wasm engine on one thread, times the threads: no C compiler",
    };
  }
  const measured = threads.map((count) => {
    const { stdout } = spawnSync(program, [`${count}`], { encoding: "utf8" });
    return [count, Number(stdout)] as const;
  });
  return { gigaflops: new Map(measured), origin: "fused multiply-adds in registers, peak.c" };
}
