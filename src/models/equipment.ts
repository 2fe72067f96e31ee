import { names as layerWords } from "../layers/names.ts";
import { names } from "../train/names.ts";
import { profile } from "../train/profile.ts";
import type { Equipment } from "./lean/equipment.ts";
import { MemoryPlan } from "./memoryPlan.ts";
import { saveCompile } from "./savedCompile.ts";
import { printSummary } from "./summary.ts";
import { readWeights, writeWeights } from "./weights.ts";

/** What models of `hornet` have: Keras's names, and methods that show, measure and save. */
export const equipment: Equipment = {
  words: names,
  layerWords,
  summary: printSummary,
  memoryPlan: (...given) => new MemoryPlan(...given),
  profile,
  saveCompile,
  writeWeights,
  readWeights,
};
