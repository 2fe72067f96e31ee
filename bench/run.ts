// npm run bench -- mlp [--processes 3] [--epochs 2] [--rows 55000] [--batch 32,512] [--only hornet,pytorch-1] [--quick]
// npm run bench -- memory [--steps 100000] [--quick]

import { parseArgs } from "node:util";
import { underLock } from "./lock.ts";
import { runMemory } from "./memory.ts";
import { runMlp } from "./mlp.ts";

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: {
    processes: { type: "string" },
    epochs: { type: "string" },
    rows: { type: "string" },
    batch: { type: "string" },
    only: { type: "string" },
    steps: { type: "string" },
    quick: { type: "boolean", default: false },
  },
});

function count(flag: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${flag}: expected a whole number above 0, received ${text}`);
}

function countOr(flag: "processes" | "epochs" | "rows" | "steps", usual: number): number {
  const text = flags[flag];
  return text === undefined ? usual : count(flag, text);
}

async function mlp(): Promise<void> {
  await runMlp({
    processes: countOr("processes", flags.quick ? 1 : 3),
    epochs: countOr("epochs", 2),
    rows: countOr("rows", flags.quick ? 5120 : 55_000),
    batches: (flags.batch ?? "32,512").split(",").map((text) => count("batch", text)),
    only: flags.only?.split(","),
  });
}

async function memory(): Promise<void> {
  const flat = await runMemory({ steps: countOr("steps", flags.quick ? 10_000 : 100_000) });
  if (!flat) process.exitCode = 1;
}

const benches: Readonly<Record<string, () => Promise<void>>> = { mlp, memory };

const [name] = positionals;
const bench = name === undefined ? undefined : benches[name];
if (bench === undefined) {
  console.error(
    `npm run bench -- <name>, where <name> is ${Object.keys(benches).join(" or ")}; see bench/README.md`,
  );
  process.exitCode = 1;
} else {
  await underLock(bench);
}
