import { describe } from "vitest";
import { arenaContract } from "../arena.testing.ts";
import { groupsContract } from "../groups.testing.ts";
import { pointwiseContract } from "../pointwise.testing.ts";
import { noNativeEngine } from "./available.testing.ts";
import { nativeEngine } from "./engine.ts";

describe.skipIf(noNativeEngine !== undefined)("the native engine", () => {
  const engine = nativeEngine();
  if (typeof engine === "string") return;
  arenaContract(engine);
  pointwiseContract([engine]);
  groupsContract([engine], { batches: 4 });
});
