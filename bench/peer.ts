import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

/** What a process is asked, as JSON in its first argument. */
export interface PeerRequest {
  /** "train": train, measure, print a `PeerResult`. "cold": train one batch of made-up rows, print `firstStep`. */
  readonly mode: "train" | "cold";
  /** Rows a step. */
  readonly batch: number;
  readonly threads: number;
  /** Epochs on the clock. */
  readonly epochs: number;
  /** Epochs before the clock. */
  readonly warmup: number;
  /** Rows an epoch: those behind the first 5,000, which are kept for the accuracy. */
  readonly rows: number;
  /** File of uint8 [60000, 784]. */
  readonly images: string;
  /** File of uint8 [60000]. */
  readonly labels: string;
}

/** What a process answers to "train", as one line of JSON. */
export interface PeerResult {
  /** Who was measured, with its version. */
  readonly version: string;
  readonly epochSeconds: readonly number[];
  /** The fastest epoch's, over its steps. */
  readonly stepMicroseconds: number;
  /** On the 5,000 held out rows, after the last epoch; off the clock. */
  readonly accuracy: number;
  /** On the 5,000 held out rows, after the last epoch; off the clock. */
  readonly loss: number;
  /** Most memory that the process had resident, until the last epoch's end. */
  readonly peakMemoryBytes: number;
}

/** A program and its first arguments; the request comes behind them. */
export type Command = readonly [program: string, ...args: string[]];

const firstStep = "first step done";
const timeoutMilliseconds = 30 * 60 * 1000;

/** Lets a process train; throws if it fails. */
export async function train(command: Command, request: PeerRequest): Promise<PeerResult> {
  const { lines } = await talk(command, request);
  const last = lines.at(-1)?.text ?? "";
  const result = JSON.parse(last) as PeerResult;
  if (!Array.isArray(result.epochSeconds)) throw new Error(`no epochs in: ${last}`);
  return result;
}

/** Seconds from the start of the process until it says that its first step is done. */
export async function coldStart(command: Command, request: PeerRequest): Promise<number> {
  const { lines } = await talk(command, request);
  const line = lines.find(({ text }) => text === firstStep);
  if (line === undefined) throw new Error(`it never said "${firstStep}"`);
  return line.seconds;
}

interface Line {
  readonly text: string;
  /** Since the process was started. */
  readonly seconds: number;
}

async function talk(command: Command, request: PeerRequest): Promise<{ lines: readonly Line[] }> {
  const [program, ...args] = command;
  // Without the loaders that this process may have been started with.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const lines: Line[] = [];
  const complaints: string[] = [];
  const start = performance.now();
  const child = spawn(program, [...args, JSON.stringify(request)], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMilliseconds,
  });
  createInterface(child.stdout).on("line", (text) => {
    lines.push({ text, seconds: (performance.now() - start) / 1000 });
  });
  createInterface(child.stderr).on("line", (text) => complaints.push(text));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  if (code !== 0) {
    const reason = complaints.find((text) => /error/i.test(text)) ?? complaints.at(-1) ?? "";
    throw new Error(`${signal ?? `exit code ${code}`}: ${reason.trim()}`);
  }
  return { lines };
}
