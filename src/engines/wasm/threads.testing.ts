import { expect } from "vitest";
import type { Buffer } from "../../program/program.ts";
import type { Arena, Engine, Runnable } from "../engine.ts";
import { wasmEngine } from "./engine.ts";
import { pool } from "./pool.ts";

/**
 * For tests: an engine that runs everything twice, on that many threads and on one, and demands the same bits of what
 * is read. Every group is shared out, however small. The pool's threads must be there.
 */
export function comparedEngine(threads: number): Engine {
  const many = wasmEngine({ threads, smallestSharedWork: 0, longestAbsence: Infinity });
  const one = wasmEngine({ threads: 1 });
  return {
    name: "wasm",
    traits: many.traits,
    // One thread may schedule a group otherwise, with more copies.
    workspaceBytes: (group) => Math.max(many.workspaceBytes(group), one.workspaceBytes(group)),
    preparation: (group) => many.preparation(group),
    threadsAtOnce: 1,
    keepsData: many.keepsData,
    open,
  };

  function open(state: readonly Buffer[]): Arena {
    const [ours, theirs] = [many.open(state), one.open(state)];
    const both = (act: (arena: Arena) => void): void => [ours, theirs].forEach(act);
    const readSync: Arena["readSync"] = (buffer) => {
      const [a, b] = [ours.readSync(buffer), theirs.readSync(buffer)];
      expect(firstDifference(a, b)).toBe(-1);
      return a;
    };
    const loadSync: Arena["loadSync"] = (program) => {
      const [shared, alone] = [ours.loadSync(program), theirs.loadSync(program)];
      const runSync: Runnable["runSync"] = (steps) => {
        // With its threads there and nobody else running, it is done when the call returns.
        void shared.run(steps);
        alone.runSync(steps);
      };
      return { runSync, run: (steps) => Promise.resolve(runSync(steps)) };
    };
    return {
      get allocatedBytes() {
        return ours.allocatedBytes;
      },
      place: (data) => both((arena) => arena.place(data)),
      write: (buffer, data) => both((arena) => arena.write(buffer, data)),
      read: (buffer) => Promise.resolve(readSync(buffer)),
      readSync,
      view: readSync,
      load: (program) => Promise.resolve(loadSync(program)),
      loadSync,
    };
  }
}

/** The first byte in which they differ, or -1. */
function firstDifference(a: ArrayBufferView, b: ArrayBufferView): number {
  const [left, right] = [a, b].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  ) as [Uint8Array, Uint8Array];
  return left.findIndex((byte, i) => byte !== right[i]);
}

/** Starts the pool's threads and waits for them. */
export async function startThreads(threads: number): Promise<void> {
  expect(await pool.ready(0, threads)).toBe(true);
}
