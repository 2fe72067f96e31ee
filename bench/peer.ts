import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
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
  /**
   * Epochs are measured until they have taken so long, at least one; one more before warms up. 0: only one, cold. Before
   * each that is measured the process prints `turn`, and waits for a line.
   */
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
const myTurn = "turn";

interface Line {
  readonly text: string;
  /** Since the process was started. */
  readonly seconds: number;
}

/** Those that run or stand still; they end with this process, for who stands still hears no ctrl-C. */
const alive = new Set<ChildProcessWithoutNullStreams>();
process.on("exit", () => alive.forEach((child) => child.kill("SIGKILL")));

/** A process that is measured, one epoch at a time: contenders take turns, so that a busy second hits all of them. */
export class Peer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #limit: number;
  readonly #start = performance.now();
  /** Milliseconds that it has run; it waits in between. */
  #taken = 0;
  readonly #lines: Line[] = [];
  readonly #complaints: string[] = [];
  #whenWaiting: (() => void) | undefined;
  readonly #ended: Promise<readonly [code: number | null, signal: string | null]>;

  /** Starts the process; it is ended when it has run for more than `limit` seconds. */
  constructor(command: Command, request: PeerRequest, limit: number) {
    const [program, ...args] = command;
    // Without the loaders that this process may have been started with.
    const { NODE_OPTIONS: _, ...env } = process.env;
    this.#limit = limit;
    this.#child = spawn(program, [...args, JSON.stringify(request)], { env });
    // It may end before it is told to go on.
    this.#child.stdin.on("error", () => {});
    createInterface(this.#child.stdout).on("line", (text) => {
      if (text === myTurn) this.#whenWaiting?.();
      else this.#lines.push({ text, seconds: (performance.now() - this.#start) / 1000 });
    });
    createInterface(this.#child.stderr).on("line", (text) => this.#complaints.push(text));
    this.#ended = once(this.#child, "close") as Promise<[number | null, string | null]>;
    alive.add(this.#child);
    this.#child.once("close", () => alive.delete(this.#child));
  }

  /** Whether it now waits for its turn; else it has ended. */
  async waits(): Promise<boolean> {
    const start = performance.now();
    const kill = setTimeout(() => this.#child.kill("SIGKILL"), this.#limit * 1000 - this.#taken);
    const waiting = new Promise<boolean>((resolve) => (this.#whenWaiting = () => resolve(true)));
    const waits = await Promise.race([waiting, this.#ended.then(() => false)]);
    clearTimeout(kill);
    this.#taken += performance.now() - start;
    // Some look for work for a while, which others would pay for.
    if (waits) this.#child.kill("SIGSTOP");
    return waits;
  }

  /** Lets it measure an epoch. Whether it then waits for the next; else it has ended. */
  turn(): Promise<boolean> {
    const waits = this.waits();
    this.#child.kill("SIGCONT");
    this.#child.stdin.write("\n");
    return waits;
  }

  /** What it has measured, once it has ended; throws if it failed, said that it cannot, or took too long. */
  async result(): Promise<PeerResult> {
    const lines = await this.#answer();
    const result = JSON.parse(lines.at(-1)?.text ?? "null") as PeerResult | null;
    if (!Array.isArray(result?.stepSeconds)) throw new Error("it printed no result");
    return result;
  }

  /** Seconds from its start until it said that its first step is done. */
  async firstStep(): Promise<number> {
    await this.waits();
    const line = (await this.#answer()).find(({ text }) => text === firstStep);
    if (line === undefined) throw new Error(`it never said "${firstStep}"`);
    return line.seconds;
  }

  async #answer(): Promise<readonly Line[]> {
    const [code, signal] = await this.#ended;
    const last = this.#lines.at(-1)?.text ?? "";
    if (/^\{"cannot": ?"/.test(last))
      throw new Cannot((JSON.parse(last) as { cannot: string }).cannot);
    if (signal === "SIGKILL") throw new Error(`it took more than ${this.#limit.toFixed(0)} s`);
    if (code !== 0) {
      const complaints = this.#complaints;
      const reason =
        complaints.findLast((text) => /error/i.test(text)) ?? complaints.at(-1) ?? "no word";
      throw new Error(`${signal ?? `exit code ${code}`}: ${reason.trim()}`);
    }
    return this.#lines;
  }
}
