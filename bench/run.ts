// Measures Hornet, beside others where they are installed. bench/README.md says what and how.
//   npm run bench -- mlp cnn lstm-train-32 ... | all [options]
//   npm run bench -- memory [--quick]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchWorks, type BenchOptions } from "./bench.ts";
import { lockBench } from "./lock.ts";
import { works, worksNamed } from "./works.ts";

const names = works.map(({ name }) => name).join(", ");
const usage = `npm run bench -- <work> ... [--quick] [--only name,name] [--processes N] [--threads 1,2] [--minutes N]
                          [--limit seconds] [--out file.md] [--data folder]
npm run bench -- memory [--quick]

Works: all; mlp, autoencoder, cnn, lenet, lstm, transformer, resnet50, mobilenetv2; or one of
${names}`;

/** The machine, and how busy others keep it. */
function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model ?? "unknown processor";
  const load = loadavg()[0] ?? 0;
  const busy = load > 0.5 ? " The machine is busy: these times are noisy." : "";
  return `${model}, ${processors.length} threads, Node ${process.versions.node}. Load ${load.toFixed(2)}.${busy}`;
}

/** Runs the long run in a process of its own, under the loader and conditions of this one. */
async function benchMemory(quick: boolean): Promise<boolean> {
  const script = fileURLToPath(new URL("memory.ts", import.meta.url));
  const flags = quick ? ["--quick"] : [];
  const child = spawn(process.execPath, [...process.execArgv, script, ...flags], {
    stdio: "inherit",
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code === 0;
}

function above0(name: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new Error(`bench: expected ${name} to be a number above 0, received ${text}.`);
}

function wholeNumber(name: string, text: string): number {
  if (Number.isInteger(above0(name, text))) return Number(text);
  throw new Error(`bench: expected ${name} to be a whole number, received ${text}.`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    processes: { type: "string" },
    threads: { type: "string", default: "1,2" },
    minutes: { type: "string" },
    limit: { type: "string" },
    only: { type: "string" },
    out: { type: "string" },
    data: { type: "string" },
  },
});

if (values.help) {
  console.log(usage);
  process.exit();
}
const chosen = works.filter((work) => positionals.some((word) => worksNamed(word).includes(work)));
const isMemory = positionals.length === 1 && positionals[0] === "memory";
const unknown = positionals.filter((word) => worksNamed(word).length === 0);
if (!isMemory && (chosen.length === 0 || unknown.length > 0)) {
  console.error(usage);
  process.exit(2);
}

/** All at once has less time for each. */
const isLong = chosen.length === works.length;
const { quick } = values;
const options: BenchOptions = {
  works: chosen,
  quick,
  processes: wholeNumber("--processes", values.processes ?? (quick ? "1" : "3")),
  threads: values.threads.split(",").map((text) => wholeNumber("--threads", text)),
  minutes: above0("--minutes", values.minutes ?? (isLong ? "23" : "240")),
  limit: above0("--limit", values.limit ?? (isLong ? "90" : "600")),
  only: values.only?.split(","),
  out: values.out,
  data: values.data,
};

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const release = await lockBench();
try {
  const machine = describeMachine();
  console.log(machine);
  const good = isMemory ? await benchMemory(quick) : await benchWorks(machine, options);
  console.log(`Load at the end ${(loadavg()[0] ?? 0).toFixed(2)}.`);
  if (!good) process.exitCode = 1;
} finally {
  release();
}
