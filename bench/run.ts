// Measures Hornet, beside others where they are installed. bench/README.md says what and how.
//   npm run bench -- mlp [--quick] [--processes 3] [--epochs 2] [--batches 32,512] [--only hornet,pytorch-1] [--data folder]
//   npm run bench -- memory [--quick]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { lockBench } from "./lock.ts";
import { benchMlp, type MlpOptions } from "./mlp.ts";

const usage =
  "npm run bench -- mlp [--quick] [--processes N] [--epochs N] [--batches 32,512] [--only name,name] [--data folder]\n" +
  "npm run bench -- memory [--quick]";

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

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`bench: expected ${name} to be a whole number above 0, received ${text}.`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    processes: { type: "string" },
    epochs: { type: "string" },
    batches: { type: "string", default: "32,512" },
    only: { type: "string" },
    data: { type: "string" },
  },
});
const quick = values.quick;
const options: MlpOptions = {
  quick,
  processes: wholeNumber("--processes", values.processes ?? (quick ? "1" : "3")),
  epochs: wholeNumber("--epochs", values.epochs ?? (quick ? "1" : "2")),
  batches: values.batches.split(",").map((text) => wholeNumber("--batches", text)),
  only: values.only?.split(","),
  data: values.data,
};

const [command] = positionals;
if (command !== "mlp" && command !== "memory") {
  console.error(usage);
  process.exit(2);
}

const release = await lockBench();
try {
  console.log(describeMachine());
  const good = command === "mlp" ? await benchMlp(options) : await benchMemory(quick);
  console.log(`Load at the end ${(loadavg()[0] ?? 0).toFixed(2)}.`);
  if (!good) process.exitCode = 1;
} finally {
  release();
}
