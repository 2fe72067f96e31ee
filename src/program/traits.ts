import type { DType } from "../base/dtype.ts";

/** How far results may be from direct arithmetic; `setMath` states the bound. */
export type MathMode = "fast" | "strict";

/** What passes and schedules may know of an engine. They ask for these, never for an engine's name. */
export interface EngineTraits {
  /** float32 elements per vector register. 1: no vectors. */
  readonly lanes: number;
  /** Vector registers that one kernel may hold: accumulators plus all loads of an unrolled body. */
  readonly registers: number;
  /** Rows of a matrix product's tile: measured. */
  readonly tileRows: number;
  /** Whether the compiler moves all loads of a loop body before its arithmetic, so that each takes a register. */
  readonly loadsFirst: boolean;
  /** Whether memory can be asked for ahead of its use. */
  readonly prefetches: boolean;
  /** Whether multiply-add rounds once. Part of the bits of a result. */
  readonly fusedMultiplyAdd: boolean;
  /** "strict": sums of products round as direct arithmetic does; "fast": within the bound that `setMath` states. */
  readonly math: MathMode;
  /** Threads that may run a kernel together. 1: kernels share nothing out. Never part of the bits of a result. */
  readonly threads: number;
  /** Operations on elements from which a group is worth sharing out: what all threads do while they could meet once. */
  readonly smallestSharedWork: number;
  /** Bytes of the first-level data cache. */
  readonly firstLevelCache: number;
  /** Bytes of the second-level cache. */
  readonly secondLevelCache: number;
  readonly dtypes: readonly DType[];
  /** Whether `loadSync`, `runSync` and `readSync` exist. */
  readonly synchronous: boolean;
  /** Memory is set aside in multiples of this many bytes. */
  readonly pageBytes: number;
  /** Bytes around the regions that a clamped read may touch. */
  readonly marginBytes: number;
  /** Largest arena in bytes. */
  readonly maximumBytes: number;
}
