import { describe } from "vitest";
import { arenaContract } from "../arena.testing.ts";
import { groupsContract } from "../groups.testing.ts";
import { pointwiseContract } from "../pointwise.testing.ts";
import { nativeEngine } from "./engine.ts";

const engine = nativeEngine();

describe.skipIf(typeof engine === "string")(
  `the native engine${typeof engine === "string" ? `: left out, for ${engine}` : ""}`,
  () => {
    if (typeof engine === "string") return;
    arenaContract(engine);
    pointwiseContract([engine]);
    groupsContract([engine], { batches: 4 });
  },
);
