// 100,000 steps of a tiny model, in fits of 10,000: is the memory that was planned the memory that is held, and does
// the process stay as large as it is? Prints a line after each fit; exit code 1 if not.
//   npm run bench -- memory [--quick]
import { runInNewContext } from "node:vm";
import { setFlagsFromString } from "node:v8";
import { type Sequential, sequential, setRandomSeed, tensor } from "hornet";
import { dense, input } from "hornet/layers";
import { Session } from "../src/eager/session.ts";
import { formatTable } from "./table.ts";

const quick = process.argv.includes("--quick");
const fits = 10;
const stepsPerFit = quick ? 100 : 10_000;
const batchSize = 32;
const stepsPerEpoch = 100;

/** The first fits still warm up: compiled code, the collector's idea of the heap. */
const warmFits = 2;
/** The resident set moves by some pages from one collection to the next. */
const allowedGrowthBytes = 4 * 2 ** 20;

/** What the engine holds for a model. */
interface MemoryPlan {
  readonly plannedBytes: number;
  readonly allocatedBytes: number;
}

interface Sample {
  readonly steps: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly bufferBytes: number;
  readonly plan: MemoryPlan;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** From the session that keeps the weights since the last fit. */
function memoryPlanOf(model: Sequential): MemoryPlan {
  const storage = model.variables[0]?.storage;
  if (storage === undefined || !("session" in storage) || !(storage.session instanceof Session)) {
    throw new Error("bench: expected the model's weights in an engine after fit, received none.");
  }
  const { plannedBytes, arena } = storage.session;
  return { plannedBytes, allocatedBytes: arena.allocatedBytes };
}

function sample(model: Sequential, steps: number): Sample {
  collectGarbage();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return {
    steps,
    rssBytes: rss,
    heapBytes: heapUsed,
    bufferBytes: arrayBuffers,
    plan: memoryPlanOf(model),
  };
}

async function trainLong(): Promise<Sample[]> {
  setRandomSeed(0);
  const model = sequential([
    input([8]),
    dense(16, { activation: "relu" }),
    dense(4, { activation: "softmax" }),
  ]);
  model.compile({
    loss: "sparse_categorical_crossentropy",
    optimizer: "sgd",
    metrics: ["accuracy"],
  });
  const rows = batchSize * stepsPerEpoch;
  const x = tensor(
    Float32Array.from({ length: rows * 8 }, (_, i) => Math.sin(i * i)),
    { shape: [rows, 8] },
  );
  const y = tensor(Uint8Array.from({ length: rows }, (_, i) => i % 4));

  const samples: Sample[] = [];
  for (let fit = 1; fit <= fits; fit++) {
    await model.fit(x, y, { epochs: stepsPerFit / stepsPerEpoch, batchSize, verbose: 0 });
    samples.push(sample(model, fit * stepsPerFit));
    console.log(describe(samples.at(-1)!));
  }
  return samples;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);

function describe({ steps, rssBytes, plan }: Sample): string {
  const resident = `RSS ${megabytes(rssBytes)} MB`;
  return `${steps.toLocaleString("en")} steps: ${resident}, engine ${plan.allocatedBytes} bytes`;
}

function report(samples: readonly Sample[]): string {
  const rows = samples.map(({ steps, rssBytes, heapBytes, bufferBytes, plan }) => [
    steps.toLocaleString("en"),
    ...[rssBytes, heapBytes, bufferBytes].map(megabytes),
    `${plan.plannedBytes}`,
    `${plan.allocatedBytes}`,
  ]);
  const head = ["steps", "RSS MB", "heap MB", "buffers MB", "planned bytes", "allocated bytes"];
  return formatTable(head, rows);
}

/** What is wrong, one sentence each. */
function faults(samples: readonly Sample[]): string[] {
  const settled = samples.slice(warmFits);
  const growth = Math.max(...settled.map(({ rssBytes }) => rssBytes)) - settled[0]!.rssBytes;
  const found: string[] = [];
  if (growth > allowedGrowthBytes) {
    found.push(`RSS grew by ${megabytes(growth)} MB after ${settled[0]!.steps} steps.`);
  }
  for (const { steps, plan } of samples) {
    if (plan.plannedBytes === plan.allocatedBytes) continue;
    found.push(
      `After ${steps} steps ${plan.allocatedBytes} bytes are held, ${plan.plannedBytes} were planned.`,
    );
  }
  if (new Set(samples.map(({ plan }) => plan.allocatedBytes)).size > 1) {
    found.push("The allocated bytes changed from fit to fit.");
  }
  return found;
}

const samples = await trainLong();
console.log(`\n${report(samples)}\n`);
const wrong = faults(samples);
console.log(wrong.length === 0 ? "Flat." : wrong.join("\n"));
if (wrong.length > 0) process.exitCode = 1;
