import type { Value } from "../graph/value.ts";
import type { EngineTraits } from "./traits.ts";
import type { BufferId, Group, Region } from "./program.ts";

/** A graph's parameter or output and the buffer that it is. */
export interface Binding {
  readonly value: Value;
  readonly buffer: BufferId;
  readonly region: Region;
}

/** A traced step, or the body of a loop or branch in it: what it reads and what it writes. An output may be bound to the buffer of an input: an update. */
export interface StepGraph {
  readonly name: string;
  readonly inputs: readonly Binding[];
  readonly outputs: readonly Binding[];
}

/** What the compiler must know of the engine. */
export interface CompileOptions {
  readonly traits: EngineTraits;
  /** Bytes of private working memory that a group's kernel wants. */
  readonly workspaceBytes: (
    group: Pick<Group, "values" | "parameters" | "results">,
    traits: EngineTraits,
  ) => number;
  /** Names of passes to leave out; results stay the same. Default none. */
  readonly without?: readonly string[];
}
