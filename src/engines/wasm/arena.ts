import { callerMayWait } from "#threads";
import { viewOf, type TypedArray } from "../../base/dtype.ts";
import { fail } from "../../base/errors.ts";
import { alignment } from "../../program/plan.ts";
import type { Buffer, BufferId, Program } from "../../program/program.ts";
import type { Arena, Runnable } from "../engine.ts";
import { constantBlock, type ConstantBlock } from "../constantBlock.ts";
import { fillBuffer, placeBuffers, type Placed } from "../placement.ts";
import { firstFreeAddress } from "./claims.ts";
import { pageBytes } from "./module.ts";
import { operationsOf } from "../../program/operations.ts";
import { Mirror, type MirrorRequest } from "./mirror.ts";
import { pool, type PooledProgram, type RunShare } from "./pool.ts";

/** A compiled program and the buffers whose addresses it imports. */
export interface LoadedModule {
  readonly module: WebAssembly.Module;
  readonly bases: readonly BufferId[];
  /** Whether more than one thread would have something to do. */
  readonly parallel: boolean;
}

/** What the arena asks of its engine. */
export interface ArenaOptions {
  readonly maximumBytes: number;
  /** Threads that may run a program; undefined: the caller's alone, and the memory is not shared. */
  readonly threads: number | undefined;
  /** Whether long calls go to a worker although the memory is not shared. */
  readonly mirrored: boolean;
  readonly compile: (program: Program) => LoadedModule;
  readonly compileAsync: (program: Program) => Promise<LoadedModule>;
  /** Milliseconds for which a call may keep the caller's thread. */
  readonly longestAbsence: number;
}

/** One WebAssembly memory: [state | data | constants | scratch]. A move of a region makes instances anew, not modules. */
export class WasmArena implements Arena {
  readonly #options: ArenaOptions;
  readonly #memory: WebAssembly.Memory;
  /**
   * As many pages that nobody touches, beside a shared memory: V8 does not count shared memory as garbage to be
   * collected, and would keep the memories of forgotten models for long. They cost addresses only.
   */
  readonly #weight: WebAssembly.Memory | undefined;
  readonly #state: ReadonlyMap<BufferId, Placed>;
  readonly #stateBytes: number;
  #data: ReadonlyMap<BufferId, Placed> = new Map();
  #dataEnd: number;
  readonly #constants: WasmRunnable[] = [];
  #constantBytes = 0;
  #scratchBytes = 0;
  /** Grows whenever an address that instances import has changed. */
  #layout = 0;
  /** The twin of the memory in a worker, which long calls run in. */
  readonly #mirror: Mirror | undefined;
  /** Buffers that have changed here since the twin heard of them; undefined: it knows nothing yet, or lies differently. */
  #unsent: Set<BufferId> | undefined;

  constructor(state: readonly Buffer[], options: ArenaOptions) {
    this.#options = options;
    const { threads, maximumBytes } = options;
    const shared = threads !== undefined;
    this.#memory = new WebAssembly.Memory({
      initial: 0,
      ...(shared ? { shared, maximum: maximumBytes / pageBytes } : {}),
    });
    this.#weight = shared ? new WebAssembly.Memory({ initial: 0 }) : undefined;
    this.#mirror = options.mirrored ? new Mirror() : undefined;
    const { placed, end } = placeBuffers(state, firstFreeAddress);
    this.#state = placed;
    this.#stateBytes = end;
    this.#dataEnd = end;
    this.#check(end);
    this.#grow();
  }

  get allocatedBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Changes whenever runnables must instantiate again. */
  get layout(): number {
    return this.#layout;
  }

  place(data: readonly Buffer[]): void {
    const { placed, end } = placeBuffers(data, this.#stateBytes);
    this.#check(end + this.#constantBytes + this.#scratchBytes);
    this.#data = placed;
    this.#dataEnd = end;
    this.#move();
    this.#grow();
    this.#constants.forEach((runnable) => runnable.writeConstants());
  }

  loadSync(program: Program): Runnable {
    return this.#attach(program, this.#options.compile(program));
  }

  async load(program: Program): Promise<Runnable> {
    return this.#attach(program, await this.#options.compileAsync(program));
  }

  #attach(program: Program, module: LoadedModule): Runnable {
    const block = constantBlock(program);
    const scratch = Math.max(this.#scratchBytes, program.scratchBytes);
    this.#check(this.#dataEnd + this.#constantBytes + block.bytes + scratch);
    const runnable = new WasmRunnable(this, program, module, {
      block,
      offset: this.#constantBytes,
    });
    this.#scratchBytes = scratch;
    if (block.bytes > 0) {
      this.#constants.push(runnable);
      this.#constantBytes += block.bytes;
      this.#move();
    }
    this.#grow();
    runnable.writeConstants();
    return runnable;
  }

  /** Addresses have changed. */
  #move(): void {
    this.#layout++;
    this.#unsent = undefined;
  }

  #check(bytes: number): void {
    const needed = bytes + alignment;
    if (needed <= this.#options.maximumBytes) return;
    fail("value", {
      where: "wasm",
      expected: `at most ${this.#options.maximumBytes} bytes of state, data and scratch together`,
      received: `${needed}`,
      advice: "Use a smaller batch, or feed the data in parts",
    });
  }

  #grow(): void {
    // Room behind the end, for the same clamped reads.
    const bytes = this.#dataEnd + this.#constantBytes + this.#scratchBytes + alignment;
    const missing = Math.ceil(bytes / pageBytes) - this.#memory.buffer.byteLength / pageBytes;
    if (missing <= 0) return;
    this.#memory.grow(missing);
    this.#weight?.grow(missing);
  }

  get memory(): WebAssembly.Memory {
    return this.#memory;
  }

  get threads(): number | undefined {
    return this.#options.threads;
  }

  /** Milliseconds for which a call may keep the caller's thread. */
  get longestAbsence(): number {
    return this.#options.longestAbsence;
  }

  /** What a module placed here imports: the addresses of scratch, of its constants and of the buffers. */
  addresses(bases: readonly BufferId[], constantOffset: number): readonly number[] {
    return [
      this.#dataEnd + this.#constantBytes,
      this.constantAddress(constantOffset),
      ...bases.map((id) => this.#find(id).address),
    ];
  }

  /** Bytes of the memory. */
  bytesAt(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory.buffer, address, length);
  }

  /** Where the block of constants at `offset` lies now. */
  constantAddress(offset: number): number {
    return this.#dataEnd + offset;
  }

  #find(id: BufferId): Placed {
    const found = this.#state.get(id) ?? this.#data.get(id);
    if (found !== undefined) return found;
    return fail("state", {
      where: "wasm",
      expected: "a state or data buffer of this arena",
      received: `"${id}"`,
      advice: "Place it before the program runs",
    });
  }

  /** These buffers are no longer what the twin has. */
  touch(ids: readonly BufferId[]): void {
    for (const id of ids) this.#unsent?.add(id);
  }

  get mirror(): Mirror | undefined {
    return this.#mirror;
  }

  /** Runs steps in the twin; the buffers that they write are then as they would be here. */
  async runMirrored(
    mirror: Mirror,
    program: number,
    load: MirrorRequest["load"],
    { steps, written }: { readonly steps: number; readonly written: readonly BufferId[] },
  ): Promise<void> {
    const stretch = (id: BufferId): { address: number; length: number } => {
      const { buffer, address } = this.#find(id);
      return { address, length: buffer.bytes };
    };
    const all = { address: 0, length: this.#dataEnd + this.#constantBytes };
    const unsent =
      this.#unsent === undefined || mirror.isNew ? [all] : [...this.#unsent].map(stretch);
    const writes = unsent.map(({ address, length }) => ({
      address,
      bytes: this.bytesAt(address, length).slice(),
    }));
    this.#unsent = new Set();
    const reads = written.map(stretch);
    const layout = this.#layout;
    const pages = this.#memory.buffer.byteLength / pageBytes;
    const parts = await mirror.run({ pages, writes, program, load, layout, steps, reads });
    if (layout !== this.#layout)
      throw new Error("wasm: the arena was laid out anew while a program ran in it");
    parts.forEach((part, i) => this.bytesAt(reads[i]!.address, part.length).set(part));
  }

  /** Whoever asks may write. */
  view(id: BufferId): TypedArray {
    this.#unsent?.add(id);
    return this.#view(id);
  }

  #view(id: BufferId): TypedArray {
    const { buffer, address } = this.#find(id);
    return viewOf(
      buffer.dtype,
      this.#memory.buffer,
      address,
      buffer.shape.reduce((a, b) => a * b, 1),
    );
  }

  write(id: BufferId, data: TypedArray): void {
    fillBuffer(id, this.view(id), data);
  }

  readSync(id: BufferId): TypedArray {
    return this.#view(id).slice();
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

/** Operations on elements in a millisecond of one thread, before its code is optimised. */
const operationsPerMillisecond = 3e6;

/** What a runnable is in the pool: forgotten there when the runnable is collected. */
interface PoolEntry {
  number: number;
}

const forgotten: FinalizationRegistry<PoolEntry> = new FinalizationRegistry<PoolEntry>(
  ({ number }) => pool.drop(number),
);

/** A module in an arena; instantiated when it first runs, and again after the arena has moved. */
class WasmRunnable implements Runnable {
  readonly #arena: WasmArena;
  readonly #module: LoadedModule;
  readonly #constants: OwnConstants;
  #run: RunShare | undefined;
  #layout = -1;
  readonly #entry: PoolEntry = { number: -1 };
  #pooled: PooledProgram | undefined;
  /** Its number in the twin. */
  #mirrored: number | undefined;
  /** The state and data buffers that a step changes. */
  readonly #written: readonly BufferId[];
  #millisecondsPerStep: number;
  #calls = 0;

  constructor(arena: WasmArena, program: Program, module: LoadedModule, constants: OwnConstants) {
    this.#arena = arena;
    this.#module = module;
    this.#constants = constants;
    this.#millisecondsPerStep = operationsOf(program) / operationsPerMillisecond;
    this.#written = writtenBy(program);
  }

  writeConstants(): void {
    const { block, offset } = this.#constants;
    for (const part of block.parts) {
      this.#arena
        .bytesAt(this.#arena.constantAddress(offset + part.offset), part.data.length)
        .set(part.data);
    }
  }

  /** Makes instances anew, where the arena has moved. */
  #settle(): void {
    if (this.#layout === this.#arena.layout) return;
    this.#layout = this.#arena.layout;
    this.#run = undefined;
    this.#pooled = undefined;
  }

  /** What its instances import, as the arena lies now. */
  #addresses(): readonly number[] {
    return this.#arena.addresses(this.#module.bases, this.#constants.offset);
  }

  #own(): RunShare {
    this.#settle();
    if (this.#run === undefined) {
      const [scratch, constants, ...rest] = this.#addresses().map(
        (address) => new WebAssembly.Global({ value: "i32", mutable: false }, address | 0),
      );
      const globals = Object.fromEntries(rest.map((base, i) => [`b${i}`, base]));
      const imports = { e: { m: this.#arena.memory, s: scratch!, c: constants!, ...globals } };
      const { exports } = new WebAssembly.Instance(this.#module.module, imports);
      this.#run = (exports as { readonly run: RunShare }).run;
    }
    return this.#run;
  }

  /** What the pool's threads instantiate. */
  #shared(): PooledProgram {
    this.#settle();
    if (this.#pooled === undefined) {
      if (this.#entry.number < 0) forgotten.register(this, this.#entry);
      else pool.drop(this.#entry.number);
      this.#entry.number = pool.number();
      this.#pooled = {
        module: this.#module.module,
        memory: this.#arena.memory,
        addresses: this.#addresses(),
      };
    }
    return this.#pooled;
  }

  runSync(steps: number): void {
    if (steps <= 0) return;
    this.#arena.touch(this.#written);
    this.#own()(steps, 0, 1, -1);
  }

  async #runMirrored(mirror: Mirror, steps: number): Promise<void> {
    this.#mirrored ??= pool.number();
    const load = { module: this.#module.module, addresses: this.#addresses() };
    const run = { steps, written: this.#written };
    await this.#arena.runMirrored(mirror, this.#mirrored, load, run);
  }

  /**
   * Short calls: the caller is thread 0, with as many others as are there already. Long ones, and all where the caller
   * must not wait: the pool runs them, and the caller goes on with what else it has to do. Where memory cannot be shared,
   * long calls run in the arena's twin, if it has one.
   */
  async run(steps: number): Promise<void> {
    if (steps <= 0) return;
    const { threads: allowed } = this.#arena;
    const threads = this.#module.parallel ? (allowed ?? 1) : 1;
    const short = this.#millisecondsPerStep * steps <= this.#arena.longestAbsence;
    const caller = short && callerMayWait;
    const first = caller ? 1 : 0;
    // A first short call does not wait for workers to start, nor makes them: it may be the only one.
    const together =
      allowed !== undefined &&
      (short ? threads > 1 && pool.has(first, threads) : await pool.ready(first, threads));
    const { mirror } = this.#arena;
    const apart = mirror !== undefined && !short && (await mirror.ready());
    const before = performance.now();
    if (apart) {
      await this.#runMirrored(mirror, steps);
    } else if (together) {
      const program = this.#shared();
      const own = caller ? this.#own() : undefined;
      await pool.run(this.#entry.number, program, { steps, threads, caller: own });
    } else {
      this.runSync(steps);
      if (threads > 1 && this.#calls++ > 0) pool.start(first, threads);
    }
    this.#millisecondsPerStep = (performance.now() - before) / steps;
  }
}

/** The state and data buffers that a program writes. */
function writtenBy({ groups, buffers }: Program): BufferId[] {
  const whole = (id: BufferId): BufferId => {
    const { entry } = buffers.get(id)!;
    return entry === undefined ? id : whole(entry.of);
  };
  const written = new Set(groups.flatMap(({ outputs }) => outputs.map(whole)));
  return [...written].filter((id) => buffers.get(id)!.region !== "scratch");
}
