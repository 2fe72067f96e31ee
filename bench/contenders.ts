import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const environmentPython = here("./peers/.venv/bin/python");

/** $PYTHON, or else the one beside the peers, or else the system's. */
const python =
  process.env["PYTHON"] ?? (existsSync(environmentPython) ? environmentPython : "python3");

/** A library that trains the MLP in a process of its own. */
export interface Contender {
  /** As `--only` and the tables call it: "pytorch-1". */
  readonly name: string;
  /** The program and its first arguments; the protocol's JSON follows. */
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  readonly threads: number;
  /** The command that installs what is missing; undefined if nothing is. */
  readonly install: string | undefined;
}

function pytorch(threads: number, install: string | undefined): Contender {
  const limit = String(threads);
  return {
    name: `pytorch-${threads}`,
    command: [python, here("./peers/pytorch-mlp.py")],
    environment: { OMP_NUM_THREADS: limit, MKL_NUM_THREADS: limit },
    threads,
    install,
  };
}

/** Hornet and its peers, installed or not. */
export function findContenders(): Contender[] {
  const search = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)";
  const hasPytorch = spawnSync(python, ["-c", search]).status === 0;
  const installPytorch = hasPytorch ? undefined : "pip install -r bench/peers/requirements.txt";
  const hasTensorflow = existsSync(here("./peers/node_modules/@tensorflow/tfjs-backend-wasm"));
  return [
    {
      name: "hornet",
      command: [process.execPath, here("./hornet-mlp.mjs")],
      environment: {},
      threads: 1,
      install: undefined,
    },
    pytorch(1, installPytorch),
    pytorch(2, installPytorch),
    {
      name: "tfjs-wasm",
      command: [process.execPath, here("./peers/tfjs-mlp.mjs")],
      environment: {},
      threads: availableParallelism(),
      install: hasTensorflow ? undefined : "npm install --prefix bench/peers",
    },
  ];
}
