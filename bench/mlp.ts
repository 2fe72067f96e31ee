import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPackage } from "./build.ts";
import { contenders, type Contender } from "./contenders.ts";
import { prepareImages } from "./images.ts";
import { coldStart, type Command, type PeerRequest, type PeerResult, train } from "./peer.ts";
import { formatTable, type Spread, spreadOf } from "./table.ts";

/** What `npm run bench -- mlp` can be told. */
export interface MlpOptions {
  /** 3,200 rows an epoch instead of 55,000: only to see that all run. */
  readonly quick: boolean;
  /** Processes for each number. */
  readonly processes: number;
  /** Epochs on the clock in each process; one more before it. TensorFlow.js takes one in all. */
  readonly epochs: number;
  /** Rows a step; one table each. */
  readonly batches: readonly number[];
  /** Names of those to measure. Default: all. */
  readonly only: readonly string[] | undefined;
  /** A folder with Fashion-MNIST. */
  readonly data: string | undefined;
}

/** Measures the lectures' MLP 784-300-100-10 and prints tables. Whether everyone who is installed came through. */
export async function benchMlp(options: MlpOptions): Promise<boolean> {
  if (options.only?.includes("hornet") ?? true) buildPackage();
  const chosen = choose(options.only);
  const folder = await mkdtemp(join(tmpdir(), "hornet-bench-"));
  try {
    const { origin, ...files } = await prepareImages(folder, options.data);
    const bench = new MlpBench(chosen, options, files);
    const rows = bench.base.rows.toLocaleString("en");
    console.log(
      `MLP 784-300-100-10, SGD, ${origin}, ${rows} rows an epoch. ${options.processes} processes each.`,
    );
    for (const batch of options.batches) await bench.epochs(batch);
    await bench.coldStarts();
    bench.printTargets();
    return !bench.failed;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Those asked for that are installed; says what is missing. */
function choose(only: readonly string[] | undefined): Contender[] {
  const unknown = only?.filter((name) => !contenders.some((contender) => contender.name === name));
  if (unknown !== undefined && unknown.length > 0) {
    const names = contenders.map(({ name }) => name).join(", ");
    throw new Error(`bench: expected --only to name some of ${names}, received ${unknown.join()}.`);
  }
  const wanted = contenders.filter(({ name }) => only?.includes(name) ?? true);
  const missing = new Map<string, string[]>();
  const found = wanted.filter(({ installed, install, label }) => {
    const there = installed();
    if (!there) missing.set(install, [...(missing.get(install) ?? []), label]);
    return there;
  });
  for (const [install, labels] of missing) {
    console.log(`Not installed: ${labels.join("; ")}. Install: ${install}`);
  }
  return found;
}

/** One run of the bench: what is measured, and what has come out. */
class MlpBench {
  readonly base: Omit<PeerRequest, "mode" | "batch" | "threads">;
  failed = false;
  readonly #chosen: readonly Contender[];
  readonly #options: MlpOptions;
  readonly #epochs = new Map<string, Spread>();
  readonly #starts = new Map<string, Spread>();

  constructor(
    chosen: readonly Contender[],
    options: MlpOptions,
    files: { readonly images: string; readonly labels: string },
  ) {
    this.#chosen = chosen;
    this.#options = options;
    const { quick, epochs } = options;
    this.base = { ...files, rows: quick ? 3200 : 55_000, epochs, warmup: 1 };
  }

  /** Seconds an epoch and a step, memory and accuracy, for one batch size. */
  async epochs(batch: number): Promise<void> {
    const results = await this.#interleaved(this.#chosen, this.#options.processes, (contender) =>
      train(contender.command, this.#request(contender, "train", batch)),
    );
    const spreads = new Map(
      [...results].map(([contender, list]) => [
        contender.name,
        spreadOf(list.map(({ epochSeconds }) => Math.min(...epochSeconds))),
      ]),
    );
    for (const [name, spread] of spreads) this.#epochs.set(`${name} ${batch}`, spread);
    const rows = [...results].map(([contender, list]) => {
      const { warmup, epochs } = this.#request(contender, "train", batch);
      return [
        contender.label,
        ...this.#columns(spreads, contender.name, 3),
        Math.min(...list.map(({ stepMicroseconds }) => stepMicroseconds)).toFixed(0),
        (Math.max(...list.map(peakMegabytes)) || 0).toFixed(0),
        `${warmup + epochs}`,
        spreadOf(list.map(({ accuracy }) => accuracy)).median.toFixed(3),
        spreadOf(list.map(({ loss }) => loss)).median.toFixed(3),
      ];
    });
    const steps = Math.ceil(this.base.rows / batch).toLocaleString("en");
    console.log(`\nBatch ${batch}, ${steps} steps an epoch\n`);
    console.log(
      formatTable(
        [
          "",
          "s/epoch min",
          "median",
          "Hornet/it min",
          "median",
          "us/step min",
          "peak MB",
          "epochs",
          "accuracy",
          "loss",
        ],
        rows,
      ),
    );
    const versions = [...results.values()].map(([first]) => first!.version);
    console.log(`\n${[...new Set(versions)].join("; ")}`);
  }

  /** Seconds from the start of a process to its first step; at least five processes, for they are short. */
  async coldStarts(): Promise<void> {
    const processes = this.#options.quick ? 1 : Math.max(5, this.#options.processes);
    const measured = [...this.#chosen, emptyNode];
    const results = await this.#interleaved(measured, processes, (contender) =>
      coldStart(contender.command, this.#request(contender, "cold", 32)),
    );
    for (const [{ name }, list] of results) this.#starts.set(name, spreadOf(list));
    const rows = [...results.keys()].map(({ name, label }) => [
      label,
      ...this.#columns(this.#starts, name, 3),
    ]);
    console.log("\nProcess start to the first step, batch 32, made-up rows\n");
    console.log(formatTable(["", "s min", "median", "Hornet/it min", "median"], rows));
  }

  /** How far the goals are met, by the minimum over the processes. */
  printTargets(): void {
    const epoch = (name: string): number => this.#epochs.get(`${name} 32`)?.minimum ?? NaN;
    const own = epoch("hornet");
    const tensorflow = this.#chosen.filter(({ name }) => name.startsWith("tfjs-"));
    const fastest = Math.min(...tensorflow.map(({ name }) => epoch(name)));
    const start = this.#starts.get("hornet")?.minimum ?? NaN;
    const goals = [
      goal(
        "epoch at batch 32, Hornet / PyTorch on 1 thread",
        own / epoch("pytorch-1"),
        (x) => x <= 1.5,
        "at most 1.5",
      ),
      goal(
        "epoch at batch 32, TensorFlow.js wasm at its best / Hornet",
        fastest / own,
        (x) => x >= 8,
        "at least 8",
      ),
      goal("seconds from process start to the first step", start, (x) => x < 0.3, "below 0.3"),
    ];
    console.log(`\nGoals, by minima\n\n${goals.join("\n")}`);
  }

  #request(contender: Contender, mode: PeerRequest["mode"], batch: number): PeerRequest {
    const short = contender.slow && !this.#options.quick ? { epochs: 1, warmup: 0 } : {};
    return { mode, batch, threads: contender.threads, ...this.base, ...short };
  }

  /** Minimum and median, and Hornet's share of both. */
  #columns(spreads: ReadonlyMap<string, Spread>, name: string, digits: number): string[] {
    const { minimum, median } = spreads.get(name)!;
    const own = spreads.get("hornet");
    const share = (mine: number | undefined, theirs: number): string =>
      mine === undefined || name === "hornet" ? "" : (mine / theirs).toPrecision(3);
    return [
      minimum.toFixed(digits),
      median.toFixed(digits),
      share(own?.minimum, minimum),
      share(own?.median, median),
    ];
  }

  /** Calls `measure` for one after the other, and all that again, so that a busy minute hits everyone. */
  async #interleaved<T>(
    measured: readonly Contender[],
    processes: number,
    measure: (contender: Contender) => Promise<T>,
  ): Promise<Map<Contender, T[]>> {
    const results = new Map<Contender, T[]>();
    const broken = new Set<Contender>();
    for (let round = 0; round < processes; round++) {
      for (const contender of measured) {
        if (broken.has(contender)) continue;
        try {
          const result = await measure(contender);
          results.set(contender, [...(results.get(contender) ?? []), result]);
        } catch (error) {
          broken.add(contender);
          this.failed = true;
          console.log(`Failed: ${contender.label}: ${(error as Error).message}`);
        }
      }
    }
    for (const contender of broken) results.delete(contender);
    return results;
  }
}

/** The floor under the cold starts of JavaScript. */
const emptyCommand: Command = [process.execPath, "-e", 'console.log("first step done")'];
const emptyNode: Contender = {
  name: "node",
  label: "Node, nothing else",
  command: emptyCommand,
  threads: 1,
  slow: false,
  installed: () => true,
  install: "",
};

const peakMegabytes = ({ peakMemoryBytes }: PeerResult): number => peakMemoryBytes / 1e6;

function goal(
  what: string,
  value: number,
  reached: (value: number) => boolean,
  limit: string,
): string {
  if (!Number.isFinite(value)) return `- ${what}: not measured (${limit})`;
  return `- ${what}: ${value.toPrecision(3)} (${limit}): ${reached(value) ? "met" : "NOT MET"}`;
}
