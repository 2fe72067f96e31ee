import { alignment } from "../../program/plan.ts";
import { barrierEnd } from "./barrier.ts";
import { Emitter, valueTypes } from "./emitter.ts";

/*
 * Loops whose iterations any thread may run. Naive: equal shares. Here: each thread takes its own share in up to 64
 * parts, then from the end of other shares what nobody has begun: processors are not equally fast, and others use them
 * too. All count such loops alike. A share's state, [loop: 32 bits | next part: 8 | end: 8], is written by whoever comes
 * first to a loop; nobody leaves a loop before all is begun, so shares of earlier loops have nothing left, and one of a
 * later loop is done here. (784-300-100-10 at batch 32 on two cores of a shared machine, in turns with equal shares: 1.13 times as fast.)
 */

/** Threads that take over from each other; where there are more, each keeps to its own share. */
export const mostClaimants = 64;

/** Where an arena's regions may begin. Address 0 stays free, so that a clamped read of an empty buffer is inside. */
export const firstFreeAddress: number = barrierEnd + mostClaimants * alignment;

const parts = 64;

/** The globals of a thread that claiming reads and writes. */
export interface ClaimGlobals {
  readonly thread: number;
  readonly threads: number;
  /** How many loops it has begun in this run. */
  readonly loop: number;
  /** Whose share it looks at. */
  readonly of: number;
  /** The iterations that it has claimed: from, to (not included). */
  readonly from: number;
  readonly to: number;
}

const [get, set, tee, read, write] = [0x20, 0x21, 0x22, 0x23, 0x24] as const;
const [number, long, none] = [0x41, 0x42, 0x40] as const;
const [block, again, when, otherwise, end, branchIf, done] = [
  2, 3, 4, 5, 0x0b, 0x0d, 0x0f,
] as const;
const [isZero, equal, differs, less, more, notLess] = [0x45, 0x46, 0x47, 0x48, 0x4a, 0x4e] as const;
const [add, subtract, multiply, divide, and, or] = [0x6a, 0x6b, 0x6c, 0x6e, 0x71, 0x72] as const;
const [shiftLeft, shiftRight, select] = [0x74, 0x76, 0x1b] as const;
/** Of 64 bits. */
const [widen, narrow, longShiftLeft, longShiftRight, longOr, longDiffers] = [
  0xad, 0xa7, 0x86, 0x88, 0x84, 0x52,
] as const;
const load = [0xfe, 0x11, 3];
const compareExchange = [0xfe, 0x49, 3];

const unsigned = (value: number): Uint8Array => new Emitter().unsigned(value).written;
const constant = (value: number): Uint8Array => new Emitter().i32Const(value).written;

/** Code that begins a loop: the claim is empty, and the own share comes first. */
export function printBegin(code: Emitter, { thread, loop, of, to }: ClaimGlobals): void {
  code.byte(read).unsigned(loop).i32Const(1).byte(add).byte(write).unsigned(loop);
  code.byte(read).unsigned(thread).byte(write).unsigned(of);
  code.i32Const(0).byte(write).unsigned(to);
}

/**
 * Code of the function `claim(count)`: claims iterations of a loop of `count` that nobody has begun:
 * `from` to `to`, which is no more than `from` if there are none.
 */
export function printClaim(globals: ClaimGlobals): Emitter {
  const [count, first, own, size, later, next, last, seen] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  const thread = unsigned(globals.thread);
  const threads = unsigned(globals.threads);
  const loop = unsigned(globals.loop);
  const of = unsigned(globals.of);
  const from = unsigned(globals.from);
  const to = unsigned(globals.to);
  const state = unsigned(barrierEnd);
  const one = [number, 1];
  const share = [get, count, multiply, read, threads, divide];
  const address = [read, of, constant(alignment), multiply];
  const isLater = [get, later, number, 0, less];
  const field = [get, seen, narrow];
  const code = [
    // if (threads == 1) { from = to; to = count; return }
    [
      read,
      threads,
      one,
      equal,
      when,
      none,
      read,
      to,
      write,
      from,
      get,
      count,
      write,
      to,
      done,
      end,
    ],
    // do { first = share(of); own = share(of + 1) - first; size = ceil(own / parts)
    [again, none, read, of, share, set, first],
    [read, of, one, add, share, get, first, subtract, tee, own],
    [constant(parts - 1), add, constant(parts), divide, set, size],
    // block { if (own == 0) break; loop { seen = state; later = seen.loop - loop; if (later > 0) break
    [block, none, get, own, isZero, branchIf, 0, again, none],
    [address, load, state, tee, seen, long, 32, longShiftRight, narrow, read, loop, subtract],
    [tee, later, number, 0, more, branchIf, 1],
    // next = later < 0 ? 0 : seen.next; last = later < 0 ? ceil(own / size) : seen.last; if (next >= last) break
    [number, 0, field, number, 8, shiftRight, constant(255), and, isLater, select, set, next],
    [get, own, get, size, add, one, subtract, get, size, divide],
    [field, constant(255), and, isLater, select, set, last],
    [get, next, get, last, notLess, branchIf, 1],
    // if (of == thread) from = next++; else from = --last
    [read, of, read, thread, equal, when, none, get, next, write, from],
    [get, next, one, add, set, next, otherwise],
    [get, last, one, subtract, tee, last, write, from, end],
    // if (!(state: seen -> [loop | next | last])) again
    [address, get, seen, read, loop, widen, long, 32, longShiftLeft],
    [get, next, number, 8, shiftLeft, get, last, or, widen, longOr, compareExchange, state],
    [get, seen, longDiffers, branchIf, 0],
    // from = first + size * from; to = min(from + size, first + own); return } }
    [get, first, read, from, get, size, multiply, add, write, from],
    [read, from, get, size, add, tee, next, get, first, get, own, add, tee, last],
    [get, next, get, last, less, select, write, to, done, end, end],
    // of = of + 1 == threads ? 0 : of + 1 } while (of != thread); to = 0
    [number, 0, read, of, one, add, tee, next, get, next, read, threads, equal, select, write, of],
    [read, of, read, thread, differs, branchIf, 0, end, number, 0, write, to, end],
  ];
  const locals = [2, 6, valueTypes.i32, 1, 0x7e];
  const bytes = (part: Code): number[] =>
    typeof part === "number" ? [part] : Array.from(part, bytes).flat();
  return new Emitter().bytes([...locals, ...bytes(code)]);
}

type Code = number | Uint8Array | readonly Code[];

/** Loops are counted anew: before threads run. */
export function resetClaims({ buffer }: WebAssembly.Memory): void {
  new Int32Array(buffer).fill(0, barrierEnd / 4, firstFreeAddress / 4);
}
