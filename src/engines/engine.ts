import type { TypedArray } from "../base/dtype.ts";
import type { Buffer, BufferId, GroupGraph, Preparation, Program } from "../program/program.ts";
import type { EngineTraits } from "../program/traits.ts";

/** The longest that a call may keep the caller's thread, in milliseconds: its timers and the page wait as long. */
export const longestAbsence = 20;

/** A machine that runs programs. */
export interface Engine {
  readonly name: string;
  readonly traits: EngineTraits;
  /** Bytes of private working memory that the engine's code for a group wants. */
  workspaceBytes(group: GroupGraph): number;
  /** Which parameter the engine's code for a group wants in a form of its own. */
  preparation(group: GroupGraph): Preparation | undefined;
  /** Whether data buffers stay where they are from run to run: else it does not pay to keep what a run has computed. */
  readonly keepsData: boolean;
  /** Threads of a synchronous run: one, where the caller's must not wait for others. */
  readonly threadsAtOnce: number;
  /** A new arena with these state buffers, all zero. */
  open(state: readonly Buffer[]): Arena;
}

/** Thrown by `load` where an engine cannot make code of any program here, whatever it computes: another engine goes on. */
export class EngineFailure extends Error {}

/** The memory of one model: its state, the data it works on, and scratch for the largest of its programs. */
export interface Arena {
  /** Bytes that the engine has set aside: state, data and scratch. */
  readonly allocatedBytes: number;
  /** Replaces the data region: these buffers, contents undefined. Programs that were loaded stay usable. */
  place(data: readonly Buffer[]): void;
  /** Compiles a program (once per key) whose state and data buffers are this arena's. */
  load(program: Program): Promise<Runnable>;
  write(buffer: BufferId, data: TypedArray): void;
  /** A copy of a state or data buffer. */
  read(buffer: BufferId): Promise<TypedArray>;
  /** Where `traits.synchronous`. */
  loadSync(program: Program): Runnable;
  /** Where `traits.synchronous`. */
  readSync(buffer: BufferId): TypedArray;
  /** Where `traits.synchronous` and the memory is the host's: the buffer itself, valid until the next `place` or `load`. */
  view(buffer: BufferId): TypedArray;
}

/** A program in an arena. */
export interface Runnable {
  /** Runs that many steps in one call, without returning to JavaScript between them. */
  run(steps: number): Promise<void>;
  /** Where `traits.synchronous`. */
  runSync(steps: number): void;
}
