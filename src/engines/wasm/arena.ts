import { viewOf, type TypedArray } from "../../base/dtype.ts";
import { fail } from "../../base/errors.ts";
import { alignment } from "../../program/plan.ts";
import type { Buffer, BufferId, Program } from "../../program/program.ts";
import type { Arena, Runnable } from "../engine.ts";
import { constantBlock, type ConstantBlock } from "../constantBlock.ts";
import { placeBuffers, type Placed } from "../placement.ts";
import { firstFreeAddress } from "./barrier.ts";
import { pageBytes } from "./module.ts";

/** A compiled program and the buffers whose addresses it imports. */
export interface LoadedModule {
  readonly module: WebAssembly.Module;
  readonly bases: readonly BufferId[];
}

/** What the arena asks of its engine. */
export interface ArenaOptions {
  readonly maximumBytes: number;
  readonly compile: (program: Program) => LoadedModule;
  readonly compileAsync: (program: Program) => Promise<LoadedModule>;
}

/** One WebAssembly memory: [state | data | constants | scratch]. A move of a region makes instances anew, not modules. */
export class WasmArena implements Arena {
  readonly #options: ArenaOptions;
  readonly #memory = new WebAssembly.Memory({ initial: 0 });
  readonly #state: ReadonlyMap<BufferId, Placed>;
  readonly #stateBytes: number;
  #data: ReadonlyMap<BufferId, Placed> = new Map();
  #dataEnd: number;
  readonly #constants: WasmRunnable[] = [];
  #constantBytes = 0;
  #scratchBytes = 0;
  /** Grows whenever an address that instances import has changed. */
  #layout = 0;

  constructor(state: readonly Buffer[], options: ArenaOptions) {
    this.#options = options;
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
    this.#layout++;
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
    const runnable = new WasmRunnable(this, module, { block, offset: this.#constantBytes });
    this.#scratchBytes = scratch;
    if (block.bytes > 0) {
      this.#constants.push(runnable);
      this.#constantBytes += block.bytes;
      this.#layout++;
    }
    this.#grow();
    runnable.writeConstants();
    return runnable;
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
    if (missing > 0) this.#memory.grow(missing);
  }

  /** The imports of a module placed here. */
  link(bases: readonly BufferId[], constantOffset: number): WebAssembly.Imports {
    const address = (value: number): WebAssembly.Global =>
      new WebAssembly.Global({ value: "i32", mutable: false }, value | 0);
    const globals = bases.map((id, i) => [`b${i}`, address(this.#find(id).address)] as const);
    const scratch = this.#dataEnd + this.#constantBytes;
    const constants = address(this.constantAddress(constantOffset));
    return {
      e: { m: this.#memory, s: address(scratch), c: constants, ...Object.fromEntries(globals) },
    };
  }

  /** Bytes of the memory. */
  bytesAt(address: number, length: number): Uint8Array {
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

  view(id: BufferId): TypedArray {
    const { buffer, address } = this.#find(id);
    return viewOf(
      buffer.dtype,
      this.#memory.buffer,
      address,
      buffer.shape.reduce((a, b) => a * b, 1),
    );
  }

  write(id: BufferId, data: TypedArray): void {
    const view = this.view(id);
    if (data.length !== view.length) {
      fail("value", {
        where: `write to ${id}`,
        expected: `${view.length} elements`,
        received: `${data.length}`,
      });
    }
    view.set(data);
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

/** A module in an arena; instantiated when it first runs, and again after the arena has moved. */
class WasmRunnable implements Runnable {
  readonly #arena: WasmArena;
  readonly #module: LoadedModule;
  readonly #constants: OwnConstants;
  #run: ((steps: number, thread: number, threads: number) => void) | undefined;
  #layout = -1;

  constructor(arena: WasmArena, module: LoadedModule, constants: OwnConstants) {
    this.#arena = arena;
    this.#module = module;
    this.#constants = constants;
  }

  writeConstants(): void {
    const { block, offset } = this.#constants;
    for (const part of block.parts) {
      this.#arena
        .bytesAt(this.#arena.constantAddress(offset + part.offset), part.data.length)
        .set(part.data);
    }
  }

  runSync(steps: number): void {
    if (steps <= 0) return;
    if (this.#run === undefined || this.#layout !== this.#arena.layout) {
      const imports = this.#arena.link(this.#module.bases, this.#constants.offset);
      const { exports } = new WebAssembly.Instance(this.#module.module, imports);
      this.#run = (
        exports as { readonly run: (steps: number, thread: number, threads: number) => void }
      ).run;
      this.#layout = this.#arena.layout;
    }
    this.#run(steps, 0, 1);
  }

  run(steps: number): Promise<void> {
    return new Promise((resolve) => {
      this.runSync(steps);
      resolve();
    });
  }
}
