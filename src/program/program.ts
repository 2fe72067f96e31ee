import type { DType } from "../base/dtype.ts";
import type { Shape } from "../base/shape.ts";
import type { Value } from "../graph/value.ts";

/** Names a buffer: "state/dense/kernel", "data/x", "scratch/12". Unique within an arena (state, data) or a program (scratch). */
export type BufferId = string;

/**
 * The three parts of an arena. `state` outlives programs (weights, slots, totals, counters), `data` is written by the
 * host (data set, permutation, inputs) or read by it (outputs), `scratch` lives only during one step. An `entry` is no
 * part of its own: it lies in another buffer, where a loop's count says.
 */
export type Region = "state" | "data" | "scratch" | "entry";

/** A stretch of an arena. C order; starts at a multiple of 64 bytes. */
export interface Buffer {
  readonly id: BufferId;
  readonly region: Region;
  readonly shape: Shape;
  readonly dtype: DType;
  /** Bytes of the elements, without padding. */
  readonly bytes: number;
  /** From the start of the program's scratch region; 0 for the others, whose places the arena decides. */
  readonly offset: number;
  /** Of an entry: where it lies. */
  readonly entry?: Entry;
}

/** A place that moves with a loop: `first` + `step` * (steps done) bytes behind the start of another buffer. */
export interface Entry {
  readonly of: BufferId;
  /** The number of the loop. */
  readonly loop: number;
  readonly first: number;
  readonly step: number;
}

/** What is done in order: a group, or a loop or branch over more of the kind. None returns to the host. */
export type Step =
  | { readonly kind: "launch"; readonly group: number }
  | Loop
  | {
      readonly kind: "branch";
      /** int32 scalar: which of the cases; the nearest if there is none of this number. */
      readonly index: BufferId;
      readonly cases: readonly (readonly Step[])[];
    };

/** Does `body` again and again: `count` times at most, and as long as the condition holds. */
export interface Loop {
  readonly kind: "loop";
  /** Unique in its program: entries name it. */
  readonly loop: number;
  /** null: only the condition ends it. */
  readonly count: number | null;
  /** Done before each round; a scalar bool says whether there is one. */
  readonly condition: { readonly steps: readonly Step[]; readonly holds: BufferId } | undefined;
  readonly body: readonly Step[];
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
  /** What it computes, as text: groups of equal keys have equal kernels. */
  readonly key: string;
  readonly inputs: readonly BufferId[];
  readonly outputs: readonly BufferId[];
  /** About, from shapes alone: products and sums of contractions, one per element of what is pointwise or folded. */
  readonly operations: number;
  /** Private working memory of the group's kernel (packed panels), if it asked for some. */
  readonly workspace: BufferId | undefined;
  /** The number of the parameter whose buffer holds it in the form that the kernel wants, if one does. */
  readonly prepared?: number;
  /** Of a launch that only brings its parameter into that form: whose kernel wants it, and as which parameter. */
  readonly prepares?: { readonly group: GroupGraph; readonly parameter: number };
}

/** The parts of a group that decide its kernel. */
export type GroupGraph = Pick<Group, "values" | "parameters" | "results" | "prepared" | "prepares">;

/** A parameter that a kernel would rather read in a form of its own, such as packed panels, and the bytes of that. */
export interface Preparation {
  readonly parameter: number;
  readonly bytes: number;
}

/** What depends on state alone: it is computed when the state has changed, and kept in data buffers until then. */
export interface Prologue {
  /** int32 scalar, written by the host: 1 if a run must begin with the prologue, else 0. */
  readonly stale: BufferId;
  /** The state that it depends on. */
  readonly reads: readonly BufferId[];
  /** Data buffers that outlive a run: what it computes, and `stale`. */
  readonly kept: readonly BufferId[];
}

/** A compiled program as plain data: it can be printed, hashed, compared. */
export interface Program {
  readonly name: string;
  readonly buffers: ReadonlyMap<BufferId, Buffer>;
  /** All that are launched, in the order in which `steps` name them. */
  readonly groups: readonly Group[];
  /** What is done. */
  readonly steps: readonly Step[];
  /** Exactly what the scratch region needs at its peak. */
  readonly scratchBytes: number;
  readonly prologue?: Prologue | undefined;
  /** Of everything that decides the code: equal keys may share compiled code. */
  readonly key: string;
}
