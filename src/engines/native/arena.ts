import { viewOf, type TypedArray } from "../../base/dtype.ts";
import { fail } from "../../base/errors.ts";
import { alignment } from "../../program/plan.ts";
import type { Buffer, BufferId, Program } from "../../program/program.ts";
import { constantBlock, type ConstantBlock } from "../constantBlock.ts";
import type { Arena, Runnable } from "../engine.ts";
import { fillBuffer, placeBuffers, type Placed } from "../placement.ts";
import type { AlignedMemory, NativeLibrary } from "./host.ts";

/** Memory is set aside in multiples of this. */
export const pageBytes = 4096;

/** Kernels count bytes inside of a buffer with 32 bits and a sign. */
const largestBuffer = 2 ** 31 - pageBytes;

/** A program's code and the buffers whose places it is told. */
export interface LoadedLibrary {
  readonly library: NativeLibrary;
  readonly bases: readonly BufferId[];
}

/** What the arena asks of its engine. */
export interface ArenaOptions {
  readonly maximumBytes: number;
  readonly allocate: (bytes: number) => AlignedMemory;
  readonly compile: (program: Program) => LoadedLibrary;
  readonly compileAsync: (program: Program) => Promise<LoadedLibrary>;
}

/**
 * One piece of memory: [state | data | constants | scratch]. It is an ArrayBuffer, so the garbage collector frees it when
 * neither the arena, nor a view of it, nor a run is left. Where it must grow, state moves to a new piece.
 */
export class NativeArena implements Arena {
  readonly #options: ArenaOptions;
  readonly #state: ReadonlyMap<BufferId, Placed>;
  readonly #stateBytes: number;
  #memory: Uint8Array = new Uint8Array(0);
  #data: ReadonlyMap<BufferId, Placed> = new Map();
  #dataEnd: number;
  readonly #constants: NativeRunnable[] = [];
  #constantBytes = 0;
  #scratchBytes = 0;
  /** Grows whenever a place that runnables know has changed. */
  #layout = 0;
  /** Whether anyone may have written into the state or the data: until then there is nothing to move when memory grows. */
  #isUsed = false;
  /** Runs that have not ended: until then the memory must stay. */
  #running = 0;

  constructor(state: readonly Buffer[], options: ArenaOptions) {
    this.#options = options;
    const { placed, end } = placeBuffers(state, alignment);
    this.#state = placed;
    this.#stateBytes = end;
    this.#dataEnd = end;
    this.#check(state, end);
    this.#grow();
  }

  get allocatedBytes(): number {
    return this.#memory.length;
  }

  get layout(): number {
    return this.#layout;
  }

  get memory(): Uint8Array {
    this.#isUsed = true;
    return this.#memory;
  }

  place(data: readonly Buffer[]): void {
    this.#mustRest("place");
    const { placed, end } = placeBuffers(data, this.#stateBytes);
    this.#check(data, end + this.#constantBytes + this.#scratchBytes);
    this.#data = placed;
    this.#dataEnd = end;
    this.#layout++;
    this.#grow();
    this.#writeAllConstants();
  }

  loadSync(program: Program): Runnable {
    return this.#attach(program, this.#options.compile(program));
  }

  async load(program: Program): Promise<Runnable> {
    return this.#attach(program, await this.#options.compileAsync(program));
  }

  #attach(program: Program, loaded: LoadedLibrary): Runnable {
    this.#mustRest("load");
    const block = constantBlock(program);
    const scratch = Math.max(this.#scratchBytes, program.scratchBytes);
    this.#check([], this.#dataEnd + this.#constantBytes + block.bytes + scratch);
    const runnable = new NativeRunnable(this, loaded, { block, offset: this.#constantBytes });
    this.#scratchBytes = scratch;
    if (block.bytes > 0) {
      this.#constants.push(runnable);
      this.#constantBytes += block.bytes;
      this.#layout++;
    }
    if (!this.#grow()) runnable.writeConstants();
    else this.#writeAllConstants();
    return runnable;
  }

  #writeAllConstants(): void {
    this.#constants.forEach((runnable) => runnable.writeConstants());
  }

  #mustRest(what: string): void {
    if (this.#running === 0) return;
    fail("state", {
      where: `native: ${what}`,
      expected: "no run under way",
      received: `${this.#running}`,
      advice: "Await the run first",
    });
  }

  #check(buffers: readonly Buffer[], bytes: number): void {
    const needed = bytes + alignment;
    const large = buffers.find((buffer) => buffer.bytes > largestBuffer);
    if (needed <= this.#options.maximumBytes && large === undefined) return;
    const advice = "Use a smaller batch, or feed the data in parts";
    if (needed > this.#options.maximumBytes) {
      fail("value", {
        where: "native",
        expected: `at most ${this.#options.maximumBytes} bytes of state, data and scratch together`,
        received: `${needed}`,
        advice,
      });
    }
    fail("value", {
      where: `native: ${large!.id}`,
      expected: `at most ${largestBuffer} bytes in one buffer`,
      received: `${large!.bytes}`,
      advice,
    });
  }

  /** Whether there is a new piece of memory, without constants. */
  #grow(): boolean {
    const bytes = this.#dataEnd + this.#constantBytes + this.#scratchBytes + alignment;
    if (bytes <= this.#memory.length) return false;
    const whole = Math.ceil(bytes / pageBytes) * pageBytes;
    const { buffer, start } = this.#options.allocate(whole);
    const grown = new Uint8Array(buffer, start, whole);
    // Scratch begins anew with each step.
    if (this.#isUsed) grown.set(this.#memory.subarray(0, this.#dataEnd));
    this.#memory = grown;
    return true;
  }

  /** Bytes from the start of the memory to each base. */
  places(bases: readonly BufferId[], constantOffset: number): BigInt64Array {
    const scratch = this.#dataEnd + this.#constantBytes;
    const own = bases.map((id) => this.#find(id).address);
    return BigInt64Array.from([scratch, this.#dataEnd + constantOffset, ...own], BigInt);
  }

  /** Copies constants to where their block lies now. */
  writeConstants({ block, offset }: OwnConstants): void {
    for (const part of block.parts)
      this.#memory.set(part.data, this.#dataEnd + offset + part.offset);
  }

  /** Notes a run until it has ended. */
  async during(run: Promise<void>): Promise<void> {
    this.#running++;
    try {
      await run;
    } finally {
      this.#running--;
    }
  }

  #find(id: BufferId): Placed {
    const found = this.#state.get(id) ?? this.#data.get(id);
    if (found !== undefined) return found;
    return fail("state", {
      where: "native",
      expected: "a state or data buffer of this arena",
      received: `"${id}"`,
      advice: "Place it before the program runs",
    });
  }

  view(id: BufferId): TypedArray {
    this.#isUsed = true;
    const { buffer, address } = this.#find(id);
    return viewOf(
      buffer.dtype,
      this.#memory.buffer,
      this.#memory.byteOffset + address,
      buffer.shape.reduce((a, b) => a * b, 1),
    );
  }

  write(id: BufferId, data: TypedArray): void {
    fillBuffer(id, this.view(id), data);
  }

  readSync(id: BufferId): TypedArray {
    return this.view(id).slice();
  }

  read(id: BufferId): Promise<TypedArray> {
    return Promise.resolve(this.readSync(id));
  }
}

/** A program's array constants and where they lie among the arena's. */
interface OwnConstants {
  readonly block: ConstantBlock;
  readonly offset: number;
}

/** A library in an arena. */
class NativeRunnable implements Runnable {
  readonly #arena: NativeArena;
  readonly #loaded: LoadedLibrary;
  readonly #constants: OwnConstants;
  #places: BigInt64Array = new BigInt64Array(0);
  #layout = -1;

  constructor(arena: NativeArena, loaded: LoadedLibrary, constants: OwnConstants) {
    this.#arena = arena;
    this.#loaded = loaded;
    this.#constants = constants;
  }

  writeConstants(): void {
    this.#arena.writeConstants(this.#constants);
  }

  #link(): BigInt64Array {
    if (this.#layout !== this.#arena.layout) {
      this.#places = this.#arena.places(this.#loaded.bases, this.#constants.offset);
      this.#layout = this.#arena.layout;
    }
    return this.#places;
  }

  runSync(steps: number): void {
    if (steps > 0) this.#loaded.library.runSync(this.#arena.memory, this.#link(), steps);
  }

  async run(steps: number): Promise<void> {
    if (steps <= 0) return;
    await this.#arena.during(this.#loaded.library.run(this.#arena.memory, this.#link(), steps));
  }
}
