import { describe } from "vitest";
import { arenaContract } from "../arena.testing.ts";
import { groupsContract } from "../groups.testing.ts";
import { pointwiseContract } from "../pointwise.testing.ts";
import { noNativeEngine } from "./available.testing.ts";
import { nativeEngine } from "./engine.node.ts";

describe.skipIf(noNativeEngine !== undefined)("the native engine", { timeout: 240_000 }, () => {
  const engine = nativeEngine();
  const shared = nativeEngine({ threads: 2, smallestSharedWork: 1 });
  if (typeof engine === "string" || typeof shared === "string") return;
  arenaContract(engine);
  pointwiseContract([engine]);
  groupsContract([engine, shared], { batches: 3, sameBits: true });
});
