import { cpus } from "node:os";
import { buildPackage } from "./build.ts";
import { findContenders, type Contender } from "./contenders.ts";
import { writeData } from "./dataset.ts";
import { measureFirstStep, measureTraining, type Measurement } from "./measure.ts";
import { formatTable, median, minimum } from "./table.ts";

/** How much is measured. */
export interface MlpOptions {
  /** Processes of each contender. */
  readonly processes: number;
  /** Epochs in each process. */
  readonly epochs: number;
  /** Training rows; undefined for all. */
  readonly rows: number | undefined;
  readonly batches: readonly number[];
  /** Names of contenders; undefined for all that are installed. */
  readonly only: readonly string[] | undefined;
}

type Results = ReadonlyMap<Contender, Measurement[]>;

const emptyResults = (contenders: readonly Contender[]): Results =>
  new Map(contenders.map((contender) => [contender, []]));

/** The same list beginning elsewhere, so that no contender always runs behind the same one. */
function rotated<Item>(items: readonly Item[], by: number): Item[] {
  return items.map((_, i) => items[(i + by) % items.length]!);
}

/** A process counts by its fastest epoch: the first one warms up. */
function epochSecondsOf(results: Results, name: string): number[] | undefined {
  for (const [contender, measurements] of results) {
    if (contender.name === name && measurements.length > 0) {
      return measurements.map(({ epochSeconds }) => minimum(epochSeconds));
    }
  }
  return undefined;
}

function trainingTable(results: Results, steps: number): string {
  const own = epochSecondsOf(results, "hornet");
  const head = ["", "threads", "epoch s, min", "median", "us a step", "x hornet, min", "x median"];
  const body = [...results].map(([{ name }, measurements]) => {
    const seconds = epochSecondsOf(results, name)!;
    const last = measurements.at(-1)!;
    const times = (ratio: (numbers: readonly number[]) => number): string =>
      own === undefined ? "-" : (ratio(seconds) / ratio(own)).toFixed(2);
    return [
      name,
      String(last.threads),
      minimum(seconds).toFixed(3),
      median(seconds).toFixed(3),
      ((minimum(seconds) / steps) * 1e6).toFixed(0),
      times(minimum),
      times(median),
      minimum(measurements.map(({ accuracy }) => accuracy)).toFixed(4),
      Math.max(...measurements.map(({ loss }) => loss)).toFixed(4),
      (Math.max(...measurements.map(({ peakMemoryBytes }) => peakMemoryBytes)) / 2 ** 20).toFixed(
        0,
      ),
    ];
  });
  return formatTable([[...head, "worst accuracy", "worst loss", "peak MiB"], ...body]);
}

function firstStepTable(seconds: ReadonlyMap<Contender, number[]>): string {
  const body = [...seconds].map(([{ name }, found]) => [
    name,
    String(found.length),
    minimum(found).toFixed(3),
    median(found).toFixed(3),
  ]);
  return formatTable([["", "processes", "seconds, min", "median"], ...body]);
}

const verdict = (reached: boolean): string => (reached ? "reached" : "MISSED");

/** The goals that these results decide, one line each. */
function goals(
  training: ReadonlyMap<number, Results>,
  firstStep: readonly number[] | undefined,
): string[] {
  const lines: string[] = [];
  const small = training.get(32);
  const own = small && epochSecondsOf(small, "hornet");
  const ratio = (above: readonly number[], below: readonly number[]): string =>
    `${(minimum(above) / minimum(below)).toFixed(2)} (medians ${(median(above) / median(below)).toFixed(2)})`;
  const pytorch = small && epochSecondsOf(small, "pytorch-1");
  if (own !== undefined && pytorch !== undefined) {
    const reached = minimum(own) <= 1.5 * minimum(pytorch);
    lines.push(
      `batch 32, hornet / pytorch-1 at most 1.5: ${ratio(own, pytorch)}, ${verdict(reached)}`,
    );
  }
  const tensorflow = small && epochSecondsOf(small, "tfjs-wasm");
  if (own !== undefined && tensorflow !== undefined) {
    const reached = minimum(tensorflow) >= 8 * minimum(own);
    lines.push(
      `batch 32, tfjs-wasm / hornet at least 8: ${ratio(tensorflow, own)}, ${verdict(reached)}`,
    );
  }
  const accuracies = [...(small?.values() ?? [])].flat().map(({ accuracy }) => accuracy);
  if (accuracies.length > 0) {
    const lowest = minimum(accuracies);
    lines.push(
      `batch 32, every process learns (accuracy above 0.5): lowest ${lowest.toFixed(4)}, ${verdict(lowest > 0.5)}`,
    );
  }
  if (firstStep !== undefined) {
    const [best, middle] = [minimum(firstStep), median(firstStep)];
    const numbers = `${best.toFixed(3)} s (median ${middle.toFixed(3)} s)`;
    lines.push(`hornet's first step in less than 0.3 s: ${numbers}, ${verdict(best < 0.3)}`);
  }
  return lines;
}

function chooseContenders(only: readonly string[] | undefined): Contender[] {
  const all = findContenders();
  const unknown = only?.find((name) => !all.some((contender) => contender.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `--only: no contender "${unknown}"; there are ${all.map(({ name }) => name).join(", ")}`,
    );
  }
  const wanted = all.filter(({ name }) => only?.includes(name) ?? true);
  for (const { name, install } of wanted) {
    if (install !== undefined) console.log(`${name} is not installed: ${install}`);
  }
  return wanted.filter(({ install }) => install === undefined);
}

/** Measures the lectures' MLP, 784-300-100-10, beside the peers that are installed, and prints the tables. */
export async function runMlp({
  processes,
  epochs,
  batches,
  only,
  ...options
}: MlpOptions): Promise<void> {
  const contenders = chooseContenders(only);
  buildPackage();
  const data = await writeData();
  try {
    const rows = Math.min(options.rows ?? data.rows, data.rows);
    console.log(
      `784-300-100-10, SGD 0.01, ${rows} rows of ${data.origin}; processes: ${processes}, epochs in each: ${epochs}; ` +
        `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}`,
    );

    const firstSteps = new Map(
      contenders.map((contender): [Contender, number[]] => [contender, []]),
    );
    const training = new Map(batches.map((batch) => [batch, emptyResults(contenders)]));
    for (let round = 0; round < processes; round++) {
      for (const contender of rotated(contenders, round)) {
        firstSteps.get(contender)!.push(await measureFirstStep(contender, 32));
      }
      for (const [batch, results] of training) {
        for (const contender of rotated(contenders, round)) {
          const task = { batch, epochs, rows, data: data.folder };
          const found = await measureTraining(contender, task);
          results.get(contender)!.push(found);
          const seconds = found.epochSeconds.map((epoch) => epoch.toFixed(3)).join(", ");
          console.log(`  round ${round + 1}, batch ${batch}, ${contender.name}: ${seconds} s`);
        }
      }
    }

    for (const [batch, results] of training) {
      console.log(`\nBatch ${batch}\n${trainingTable(results, Math.ceil(rows / batch))}`);
    }
    console.log(
      `\nProcess start to the end of the first step (batch 32)\n${firstStepTable(firstSteps)}`,
    );
    const own = [...firstSteps].find(([{ name }]) => name === "hornet")?.[1];
    const lines = goals(training, own);
    if (lines.length > 0) console.log(`\nGoals, by minima\n- ${lines.join("\n- ")}`);
  } finally {
    await data.remove();
  }
}
