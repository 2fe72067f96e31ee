import { spawn } from "node:child_process";
import type { Contender } from "./contenders.ts";

/** What a measured process is told; see peers/protocol.mjs. */
export interface Task {
  readonly batch: number;
  readonly epochs: number;
  readonly rows: number;
  /** The folder of the data files; none for a first step. */
  readonly data?: string;
  readonly firstStep?: boolean;
}

/** What a measured process prints. */
export interface Measurement {
  readonly epochSeconds: readonly number[];
  /** Over the rows held out, after training. */
  readonly accuracy: number;
  /** Over the rows held out, after training. */
  readonly loss: number;
  /** When training was done. */
  readonly peakMemoryBytes: number;
  /** Threads that really computed. */
  readonly threads: number;
}

const firstStepLine = "first step done";

/** Runs a process; gives its output, and the seconds from its start to the line that announces the first step. */
function run(
  { name, command, environment, threads }: Contender,
  task: Task,
): Promise<{ output: string; firstStepSeconds: number | undefined }> {
  const [program, ...first] = command;
  const start = performance.now();
  const child = spawn(program, [...first, JSON.stringify({ ...task, threads })], {
    env: { ...process.env, NODE_OPTIONS: "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let complaints = "";
  let firstStepSeconds: number | undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.includes(firstStepLine)) firstStepSeconds ??= (performance.now() - start) / 1000;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve({ output, firstStepSeconds });
      else reject(new Error(`${name} ended with ${code}:\n${complaints.trim()}`));
    });
  });
}

/** Trains in a fresh process. Throws if it fails. */
export async function measureTraining(contender: Contender, task: Task): Promise<Measurement> {
  const { output } = await run(contender, task);
  const line = output.split("\n").findLast((text) => text.startsWith("{"));
  if (line === undefined) throw new Error(`${contender.name} printed no result: ${output}`);
  return JSON.parse(line) as Measurement;
}

/** Seconds from the start of a fresh process to the end of its first training step. */
export async function measureFirstStep(contender: Contender, batch: number): Promise<number> {
  const { firstStepSeconds } = await run(contender, {
    batch,
    epochs: 1,
    rows: batch,
    firstStep: true,
  });
  if (firstStepSeconds === undefined) throw new Error(`${contender.name} finished no step`);
  return firstStepSeconds;
}
