import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import type { Training } from "./lectureMlp.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether the page may share memory between threads. */
    isolated: boolean;
    /** The same training, done by Node. */
    trainingInNode: Training;
  }
}

/** Trains in Node, for the browser to compare with. */
export async function setup({ provide }: TestProject): Promise<void> {
  const script = fileURLToPath(new URL("trainInNode.ts", import.meta.url));
  const flags = ["--import", "tsx", "--conditions=source", script];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  provide("trainingInNode", JSON.parse(stdout) as Training);
}
