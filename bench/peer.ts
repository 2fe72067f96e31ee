import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import type { ModelName } from "./works.ts";

/** What a process is asked, as JSON in its first argument. */
export interface PeerRequest {
  /** "measure": print a `PeerResult`. "cold": train one batch of made-up rows, print `firstStep`. */
  readonly mode: "measure" | "cold";
  readonly model: ModelName;
  readonly task: "train" | "predict";
  /** Which of its ways the program takes: the contender says it. */
  readonly variant: string;
  /** Rows a step. */
  readonly batch: number;
  /** Rows of the data set: of the images behind their first 5,000, or made up. */
  readonly rows: number;
  readonly threads: number;
  /** Epochs are measured until they have taken so long, at least one; one more before warms up. 0: only one, cold. */
  readonly seconds: number;
  /** File of uint8 [60000, 784]. */
  readonly images: string;
  /** File of uint8 [60000]. */
  readonly labels: string;
  /** A folder for files that contenders share. */
  readonly folder: string;
}

/** What a process answers to "measure", as one line of JSON. */
export interface PeerResult {
  /** Who was measured, with its version. */
  readonly version: string;
  /** Seconds a step, or a call, in the mean over each epoch on the clock. */
  readonly stepSeconds: readonly number[];
  /** After training: of the MLP and autoencoder on the 5,000 held out images, of others in the last epoch. */
  readonly loss?: number;
  /** Of the MLP, on the 5,000 held out images. */
  readonly accuracy?: number;
  /** Most memory that the process had resident, until the last epoch's end. */
  readonly peakMemoryBytes: number;
}

/** A program and its first arguments; the request comes behind them. */
export type Command = readonly [program: string, ...args: string[]];

/** That a contender does not do this work, in its own words: it prints `{"cannot": "..."}`. */
export class Cannot extends Error {}

const firstStep = "first step done";

/** Lets a process measure; throws if it fails, says that it cannot, or takes longer than `limit` seconds. */
export async function measure(
  command: Command,
  request: PeerRequest,
  limit: number,
): Promise<PeerResult> {
  const lines = await talk(command, request, limit);
  const result = JSON.parse(lines.at(-1)?.text ?? "null") as PeerResult | null;
  if (!Array.isArray(result?.stepSeconds)) throw new Error("it printed no result");
  return result;
}

/** Seconds from the start of the process until it says that its first step is done. */
export async function coldStart(
  command: Command,
  request: PeerRequest,
  limit: number,
): Promise<number> {
  const lines = await talk(command, request, limit);
  const line = lines.find(({ text }) => text === firstStep);
  if (line === undefined) throw new Error(`it never said "${firstStep}"`);
  return line.seconds;
}

interface Line {
  readonly text: string;
  /** Since the process was started. */
  readonly seconds: number;
}

async function talk(
  command: Command,
  request: PeerRequest,
  limit: number,
): Promise<readonly Line[]> {
  const [program, ...args] = command;
  // Without the loaders that this process may have been started with.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const lines: Line[] = [];
  const complaints: string[] = [];
  const start = performance.now();
  const child = spawn(program, [...args, JSON.stringify(request)], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: Math.ceil(limit * 1000),
    killSignal: "SIGKILL",
  });
  createInterface(child.stdout).on("line", (text) => {
    lines.push({ text, seconds: (performance.now() - start) / 1000 });
  });
  createInterface(child.stderr).on("line", (text) => complaints.push(text));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  const refusal = /^\{"cannot": ?"/.test(lines.at(-1)?.text ?? "");
  if (refusal) throw new Cannot((JSON.parse(lines.at(-1)!.text) as { cannot: string }).cannot);
  if (signal === "SIGKILL") throw new Error(`it took more than ${limit.toFixed(0)} s`);
  if (code !== 0) {
    const reason =
      complaints.findLast((text) => /error/i.test(text)) ?? complaints.at(-1) ?? "no word";
    throw new Error(`${signal ?? `exit code ${code}`}: ${reason.trim()}`);
  }
  return lines;
}
