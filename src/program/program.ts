import type { DType } from "../base/dtype.ts";
import type { Shape } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";

/** Names a buffer: "state/dense/kernel", "data/x", "scratch/12". Unique within an arena (state, data) or a program (scratch). */
export type BufferId = string;

/**
 * The three parts of an arena. `state` outlives programs (weights, slots, totals, counters), `data` is written by the
 * host (data set, permutation, inputs) or read by it (outputs), `scratch` lives only during one step.
 */
export type Region = "state" | "data" | "scratch";

/** A stretch of an arena. C order; starts at a multiple of 64 bytes. */
export interface Buffer {
  readonly id: BufferId;
  readonly region: Region;
  readonly shape: Shape;
  readonly dtype: DType;
  /** Bytes of the elements, without padding. */
  readonly bytes: number;
  /** From the start of the program's scratch region; 0 for state and data, whose places the arena decides. */
  readonly offset: number;
}

/**
 * One launch: a small graph that an engine computes as a unit.
 * Its `parameter` values stand for `inputs`, in order; `results[i]` goes to `outputs[i]`.
 * An output may be the same buffer as an input only where element i of the output needs no other element of that
 * input than i (an update in place).
 */
export interface Group {
  /** Readable, unique in its program: "3:dot+add+max". */
  readonly name: string;
  /** Everything in the group in topological order, parameters and constants included. */
  readonly values: readonly Value[];
  readonly parameters: readonly Value[];
  readonly results: readonly Value[];
  readonly inputs: readonly BufferId[];
  readonly outputs: readonly BufferId[];
  /** Private working memory of the group's kernel (packed panels), if it asked for some. */
  readonly workspace: BufferId | undefined;
}

/** A compiled program as plain data: it can be printed, hashed, compared. */
export interface Program {
  readonly name: string;
  readonly buffers: ReadonlyMap<BufferId, Buffer>;
  /** In launch order. */
  readonly groups: readonly Group[];
  /** Exactly what the scratch region needs at its peak. */
  readonly scratchBytes: number;
  /** Of everything that decides the code: equal keys may share compiled code. */
  readonly key: string;
}
