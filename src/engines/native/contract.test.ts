import { describe } from "vitest";
import { engineContract } from "../contract.testing.ts";
import { noNativeEngine } from "./available.testing.ts";
import { nativeEngine } from "./engine.node.ts";

describe.skipIf(noNativeEngine !== undefined)("the native engine", { timeout: 240_000 }, () => {
  const engine = nativeEngine();
  const shared = nativeEngine({ threads: 2, smallestSharedWork: 1 });
  if (typeof engine === "string" || typeof shared === "string") return;
  engineContract(engine, { beside: [shared], batches: 3, sameBits: true });
});
