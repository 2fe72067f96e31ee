import type { Value } from "../graph/value.ts";
import type { EngineTraits } from "../program/traits.ts";
import type { BufferId, GroupGraph, Preparation, Region } from "../program/program.ts";

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
  readonly workspaceBytes: (group: GroupGraph, traits: EngineTraits) => number;
  /** Which parameter the group's kernel wants in a form of its own. Default: none. */
  readonly preparation?: (group: GroupGraph, traits: EngineTraits) => Preparation | undefined;
  /** The beginning of the names of buffers for what depends on state alone. Default: it is computed in each step. */
  readonly keep?: string;
  /** Names of passes to leave out; results stay the same. Default none. */
  readonly without?: readonly string[];
}
