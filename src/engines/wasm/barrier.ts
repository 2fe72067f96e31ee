import { alignment } from "../../program/plan.ts";
import { Emitter, valueTypes } from "./emitter.ts";

/*
 * Where the threads of one arena meet. Naive: a counter that all wait for in the operating system. Here: whoever comes
 * last starts a new generation, the others look at the generation's number many times before they sleep, for parts
 * between barriers take microseconds and a sleeper tens of them to wake. Counter and generation lie in cache
 * lines of their own, so that arriving does not disturb those who look.
 */

/** Threads that have come to the barrier. */
const arrivedAddress = alignment;
/** Threads that sleep at the barrier: nobody is called for none. */
const sleepingAddress = alignment + 4;
/** Counts barriers, 31 bits; or `poison`. */
export const generationAddress: number = 2 * alignment;
/** Where the barrier's words end. */
export const barrierEnd: number = 3 * alignment;

/** The generation after which whoever comes to the barrier traps: another thread will never come. */
export const poison = -1;

/**
 * How often a thread looks at the generation before it sleeps: for some tenths of a millisecond, longer than the parts of
 * a step differ, for to wake up takes a twentieth, and the parts of small networks no more. Where that was in vain, the
 * one that is waited for may need this core: at some barriers after it, twice as many each time, a thread sleeps soon.
 * (Two threads beside another process that keeps one of two cores busy, for ever long looks: an LSTM's step 1.4 times as
 * long, a small network's 1.5.)
 */
const mostLooks = 200_000;
const fewLooks = 40_000;
export const fewestRests = 8;
const mostRests = 128;

const lastGeneration = 0x7fffffff;
const i32Load = [0xfe, 0x10, 2, 0] as const;
const i32Store = [0xfe, 0x17, 2, 0] as const;
const i32Add = [0xfe, 0x1e, 2, 0] as const;
const i32Subtract = [0xfe, 0x25, 2, 0] as const;
const i32CompareExchange = [0xfe, 0x48, 2, 0] as const;
const notify = [0xfe, 0x00, 2, 0] as const;
/** What waiting gives when nobody woke the sleeper in time. */
const timedOut = 2;
const wait32 = [0xfe, 0x01, 2, 0] as const;

/** Nanoseconds per millisecond, as a signed LEB128: waiting counts in the former. */
const nanoseconds = [0xc0, 0x84, 0x3d] as const;

/** The globals of a thread that its barrier reads. */
export interface BarrierGlobals {
  readonly threads: number;
  /** Milliseconds for which this thread sleeps at a barrier before it poisons it; negative: for ever. */
  readonly patience: number;
  /** Barriers at which this thread still looks but a few times, and at how many it will after it has looked long in vain. */
  readonly rest: number;
  readonly rests: number;
}

/**
 * Code of the function without parameters in which all threads meet; one thread alone goes straight through. A thread
 * that has slept for longer than its patience takes the others for dead: it poisons the barrier and traps.
 */
export function printBarrier(globals: BarrierGlobals): Emitter {
  const { threads: threadsGlobal, patience, rest, rests } = globals;
  const [generation, left] = [0, 1];
  const code = new Emitter().unsigned(1).unsigned(2).byte(valueTypes.i32);
  const end = (): Emitter => code.byte(0x0b);
  const set = (local: number): Emitter => code.byte(0x21).unsigned(local);
  const get = (local: number): Emitter => code.byte(0x20).unsigned(local);
  const getGlobal = (global: number): Emitter => code.byte(0x23).unsigned(global);
  const setGlobal = (global: number): Emitter => code.byte(0x24).unsigned(global);
  const at = (address: number): Emitter => code.i32Const(address);
  const loadGeneration = (): Emitter => at(generationAddress).bytes(i32Load);
  const trapUnless = (condition: () => void): void => {
    condition();
    code.byte(0x45).byte(0x04).byte(0x40).byte(0x00);
    end();
  };

  // if (threads == 1) return;
  getGlobal(threadsGlobal).i32Const(1).byte(0x46).byte(0x04).byte(0x40).byte(0x0f);
  end();
  loadGeneration();
  set(generation);
  trapUnless(() => get(generation).i32Const(poison).byte(0x47));

  // if (arrived++ == threads - 1) { arrived = 0; generation++; wake the sleepers }
  at(arrivedAddress).i32Const(1).bytes(i32Add).i32Const(1).byte(0x6a);
  getGlobal(threadsGlobal).byte(0x46).byte(0x04).byte(0x40);
  at(arrivedAddress).i32Const(0).bytes(i32Store);
  trapUnless(() => {
    at(generationAddress);
    get(generation);
    get(generation).i32Const(1).byte(0x6a).i32Const(lastGeneration).byte(0x71);
    code.bytes(i32CompareExchange);
    get(generation).byte(0x46);
  });
  at(sleepingAddress).bytes(i32Load).byte(0x04).byte(0x40);
  at(generationAddress).i32Const(-1).bytes(notify).byte(0x1a);
  end();
  code.byte(0x0f);
  end();

  // if (rest) { rest--; left = few } else { if (rests > fewest) rests--; left = most }
  getGlobal(rest).byte(0x04).byte(valueTypes.i32);
  getGlobal(rest).i32Const(1).byte(0x6b);
  setGlobal(rest).i32Const(fewLooks).byte(0x05);
  getGlobal(rests);
  getGlobal(rests).i32Const(fewestRests).byte(0x4a).byte(0x6b);
  setGlobal(rests).i32Const(mostLooks);
  end();
  set(left);
  // block { loop { if (generation changed) leave the block; if (--left) again } sleep }
  code.byte(0x02).byte(0x40);
  code.byte(0x03).byte(0x40);
  loadGeneration();
  get(generation).byte(0x47).byte(0x0d).unsigned(1);
  get(left).i32Const(1).byte(0x6b).byte(0x22).unsigned(left).byte(0x0d).unsigned(0);
  end();
  // if (!rest) { rest = rests; if (rests < most) rests *= 2 }
  getGlobal(rest).byte(0x45).byte(0x04).byte(0x40);
  getGlobal(rests);
  setGlobal(rest);
  getGlobal(rests);
  getGlobal(rests).i32Const(mostRests).byte(0x48).byte(0x74);
  setGlobal(rests);
  end();
  at(sleepingAddress).i32Const(1).bytes(i32Add).byte(0x1a);
  code.byte(0x03).byte(0x40);
  at(generationAddress);
  get(generation);
  // if (wait(patience * 1000000) timed out) { generation = poison; wake the sleepers; trap }
  getGlobal(patience).byte(0xac).byte(0x42).bytes(nanoseconds).byte(0x7e);
  code.bytes(wait32).i32Const(timedOut).byte(0x46).byte(0x04).byte(0x40);
  at(generationAddress);
  get(generation).i32Const(poison).bytes(i32CompareExchange);
  // Another may have come meanwhile.
  get(generation).byte(0x46).byte(0x04).byte(0x40);
  at(generationAddress).i32Const(-1).bytes(notify).byte(0x1a).byte(0x00);
  end();
  end();
  loadGeneration();
  get(generation).byte(0x46).byte(0x0d).unsigned(0);
  end();
  at(sleepingAddress).i32Const(1).bytes(i32Subtract).byte(0x1a);
  end();
  trapUnless(() => loadGeneration().i32Const(poison).byte(0x47));
  return end();
}

/** Makes the barrier as new; nobody may be at it. */
export function resetBarrier({ buffer }: WebAssembly.Memory): void {
  new Int32Array(buffer).fill(0, arrivedAddress / 4, barrierEnd / 4);
}
