import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { sequential, setRandomSeed, tensor, type Sequential } from "hornet";
import { dense, dropout, input } from "hornet/layers";
import { Session } from "../src/eager/session.ts";
import { formatTable } from "./table.ts";

/** How long the memory is watched. */
export interface MemoryOptions {
  readonly steps: number;
}

const batchSize = 32;
const stepsPerEpoch = 100;
const epochsPerFit = 10;
const stepsPerFit = stepsPerEpoch * epochsPerFit;
/** What the process may grow by after the first report, in bytes: the garbage collector's breath. */
const allowance = 8 * 2 ** 20;

interface Report {
  readonly steps: number;
  readonly residentBytes: number;
  readonly plannedBytes: number;
  readonly allocatedBytes: number;
  readonly loss: number;
}

/** The session that holds a trained model's weights. */
function sessionOf(model: Sequential): Session {
  const storage = model.variables[0]?.storage;
  if (storage === undefined || !("session" in storage) || !(storage.session instanceof Session)) {
    throw new Error("the model's weights are in no engine: fit has not run");
  }
  return storage.session;
}

function exposeCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

function makeModel(): Sequential {
  setRandomSeed(1);
  const model = sequential([
    input([16]),
    dense(32, { activation: "relu" }),
    dropout(0.1),
    dense(4, { activation: "softmax" }),
  ]);
  model.compile({
    loss: "sparse_categorical_crossentropy",
    optimizer: "adam",
    metrics: ["accuracy"],
  });
  return model;
}

function verdicts(reports: readonly Report[]): { lines: string[]; flat: boolean } {
  const [first, last] = [reports[0]!, reports.at(-1)!];
  const grown = last.residentBytes - first.residentBytes;
  const steady = grown <= allowance;
  const fixed = reports.every(
    ({ plannedBytes, allocatedBytes }) =>
      plannedBytes === first.plannedBytes && allocatedBytes === first.allocatedBytes,
  );
  const exact = reports.every((report) => report.plannedBytes === report.allocatedBytes);
  const lines = [
    `engine bytes the same in every report: ${fixed ? "yes" : "NO"}`,
    `planned bytes equal allocated bytes: ${exact ? "yes" : "NO"}`,
    `process grown by ${(grown / 2 ** 20).toFixed(1)} MiB since the first report: ${steady ? "flat" : "NOT FLAT"}`,
  ];
  return { lines, flat: steady && fixed && exact };
}

/** Trains a small model in many calls of `fit` and prints what the process and the engine hold. False if that grows. */
export async function runMemory({ steps }: MemoryOptions): Promise<boolean> {
  const collect = exposeCollector();
  const rows = batchSize * stepsPerEpoch;
  const images = Float32Array.from({ length: rows * 16 }, (_, i) => Math.sin(i * 1.7));
  const labels = Uint8Array.from(
    { length: rows },
    (_, i) => (images[i * 16]! > 0 ? 1 : 0) + (images[i * 16 + 3]! > 0 ? 2 : 0),
  );
  const x = tensor(images, { shape: [rows, 16] });
  const model = makeModel();
  const fits = Math.max(2, Math.ceil(steps / stepsPerFit));
  const fitsPerReport = Math.max(1, Math.round(fits / 10));
  const reports: Report[] = [];
  for (let fit = 1; fit <= fits; fit++) {
    const { history } = await model.fit(x, labels, { batchSize, epochs: epochsPerFit, verbose: 0 });
    if (fit % fitsPerReport !== 0 && fit !== fits) continue;
    collect();
    const { plannedBytes, arena } = sessionOf(model);
    reports.push({
      steps: fit * stepsPerFit,
      residentBytes: process.memoryUsage.rss(),
      plannedBytes,
      allocatedBytes: arena.allocatedBytes,
      loss: history["loss"]!.at(-1)!,
    });
  }
  const body = reports.map((report) => [
    String(report.steps),
    (report.residentBytes / 2 ** 20).toFixed(1),
    String(report.plannedBytes),
    String(report.allocatedBytes),
    report.loss.toFixed(4),
  ]);
  console.log(`16-32-4, Adam, batch ${batchSize}, ${stepsPerFit} steps in each call of fit`);
  console.log(
    formatTable([["steps", "process MiB", "planned bytes", "allocated bytes", "loss"], ...body]),
  );
  const { lines, flat } = verdicts(reports);
  console.log(`\n- ${lines.join("\n- ")}`);
  return flat;
}
