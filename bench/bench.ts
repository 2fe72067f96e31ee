import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPackage } from "./build.ts";
import { type Contender, contendersFor } from "./contenders.ts";
import { prepareImages } from "./images.ts";
import { Measurements } from "./measurements.ts";
import { measurePeak } from "./peak.ts";
import { report } from "./report.ts";
import type { Work } from "./works.ts";

/** What `npm run bench` can be told. */
export interface BenchOptions {
  readonly works: readonly Work[];
  /** Few rows, one process each: only to see that all run. */
  readonly quick: boolean;
  /** Processes for each number. */
  readonly processes: number;
  /** Numbers of threads to measure. */
  readonly threads: readonly number[];
  /** After so long no more processes are started. */
  readonly minutes: number;
  /** Seconds that a process may take. */
  readonly limit: number;
  /** Names of those to measure, or how their names begin. Default: all. */
  readonly only: readonly string[] | undefined;
  /** A file for the report; it is written again and again while the bench runs. */
  readonly out: string | undefined;
  /** A folder with Fashion-MNIST. */
  readonly data: string | undefined;
}

/** Measures works and prints the report. Whether everyone who is installed came through. */
export async function benchWorks(machine: string, options: BenchOptions): Promise<boolean> {
  const { works, quick, processes, limit, out } = options;
  const contenders = choose(contendersFor(options.threads), options.only);
  if (contenders.some(({ side }) => side.startsWith("hornet"))) buildPackage();
  const folder = await mkdtemp(join(tmpdir(), "hornet-bench-"));
  try {
    const { origin, ...files } = await prepareImages(folder, options.data);
    const peak = measurePeak(options.threads, folder);
    const deadline = performance.now() + options.minutes * 60_000;
    const amount = { processes, quick, limit, deadline };
    const measurements = new Measurements(works, contenders, amount, { ...files, folder });
    const write = async (): Promise<string> => {
      const text = `${machine} Images: ${origin}.\n\n${report(measurements.rows, peak)}\n`;
      if (out !== undefined) await writeFile(out, text);
      return text;
    };
    await measurements.run(async () => {
      await write();
    });
    console.log(`\n${await write()}`);
    return measurements.rows.every(({ failed }) => !failed);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Those whose name is asked for, or begins so. */
function choose(
  contenders: readonly Contender[],
  only: readonly string[] | undefined,
): readonly Contender[] {
  if (only === undefined) return contenders;
  const matches = (name: string, word: string): boolean =>
    name === word || name.startsWith(`${word}-`);
  const unknown = only.filter((word) => !contenders.some(({ name }) => matches(name, word)));
  if (unknown.length > 0) {
    const names = contenders.map(({ name }) => name).join(", ");
    throw new Error(`bench: expected --only to name some of ${names}, received ${unknown.join()}.`);
  }
  return contenders.filter(({ name }) => only.some((word) => matches(name, word)));
}
