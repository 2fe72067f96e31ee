import type { MathMode } from "../../program/traits.ts";

/** How the native engine computes. */
export interface NativeOptions {
  /** How far results may be from direct arithmetic. Default "fast". */
  readonly math?: MathMode;
  /** Threads that may run a program; results do not depend on it. Default 1, the caller's. */
  readonly threads?: number;
  /** Operations on elements from which a group is shared out. Default: some microseconds of one thread. */
  readonly smallestSharedWork?: number;
}
