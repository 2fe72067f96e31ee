import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Command } from "./peer.ts";

/** Somebody to measure. */
export interface Contender {
  /** For `--only`. */
  readonly name: string;
  /** For the tables. */
  readonly label: string;
  readonly command: Command;
  readonly threads: number;
  /** Whether an epoch takes so long that one is enough. */
  readonly slow: boolean;
  readonly installed: () => boolean;
  /** The command that installs it. */
  readonly install: string;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const environment = here("peers/.venv/bin/python");
const python = process.env["PYTHON"] ?? (existsSync(environment) ? environment : "python3");

function hasTorch(): boolean {
  const probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)";
  return spawnSync(python, ["-c", probe], { stdio: "ignore" }).status === 0;
}

const hornet: Contender = {
  name: "hornet",
  label: "Hornet, 1 thread",
  command: [process.execPath, here("hornet-mlp.mjs")],
  threads: 1,
  slow: false,
  installed: () => existsSync(here("../dist/exports/index.js")),
  install: "npm run build",
};

const pytorch = (threads: number): Contender => ({
  name: `pytorch-${threads}`,
  label: `PyTorch, ${plural(threads)}`,
  command: [python, here("peers/pytorch_mlp.py")],
  threads,
  slow: false,
  installed: hasTorch,
  install:
    "python3 -m venv bench/peers/.venv && bench/peers/.venv/bin/pip install -r bench/peers/requirements.txt",
});

const tensorflow = (threads: number): Contender => ({
  name: `tfjs-${threads}`,
  label: `TensorFlow.js wasm, ${plural(threads)}`,
  command: [process.execPath, here("peers/tfjs-mlp.mjs")],
  threads,
  slow: true,
  installed: () => existsSync(here("peers/node_modules/@tensorflow/tfjs-backend-wasm")),
  install: "npm install --prefix bench/peers",
});

const plural = (threads: number): string => `${threads} thread${threads === 1 ? "" : "s"}`;

/** More than 8 threads TensorFlow.js does not take. */
const allThreads = Math.min(availableParallelism(), 8);

/** All who can be measured, Hornet first. */
export const contenders: readonly Contender[] = [
  hornet,
  pytorch(1),
  pytorch(2),
  ...[...new Set([1, allThreads])].map((threads) => tensorflow(threads)),
];
