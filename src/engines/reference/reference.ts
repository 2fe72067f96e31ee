import { narrowDTypes } from "../../base/dtype.ts";
import type { Buffer } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import type { Arena, Engine } from "../engine.ts";
import { ReferenceArena } from "./arena.ts";

const traits: EngineTraits = {
  lanes: 1,
  registers: 16,
  tileRows: 4,
  loadsFirst: false,
  prefetches: false,
  fusedMultiplyAdd: false,
  math: "strict",
  threads: 1,
  smallestSharedWork: Infinity,
  firstLevelCache: 32 * 1024,
  secondLevelCache: 1024 * 1024,
  dtypes: ["float32", "float64", "int32", "uint32", "uint8", "bool", ...narrowDTypes],
  synchronous: true,
  pageBytes: 1,
  marginBytes: 0,
  maximumBytes: 2 ** 33,
};

/**
 * Interprets the groups' graphs, one plain loop per primitive, in float64, rounding to the value's dtype after each.
 * The truth that the other engines are held to: it may get clearer, never faster.
 */
export const reference: Engine = {
  name: "reference",
  traits,
  workspaceBytes: () => 0,
  preparation: () => undefined,
  keepsData: true,
  threadsAtOnce: 1,
  open: (state: readonly Buffer[]): Arena => new ReferenceArena(state, traits.maximumBytes),
};
