import { constantBytes } from "../../program/constants.ts";
import { aligned } from "../../program/plan.ts";
import { allocate, viewOf, type TypedArray } from "../../base/dtype.ts";
import { fail } from "../../base/errors.ts";
import { formatShape, sameShape, sizeOf } from "../../base/shape.ts";
import { interpretGraph } from "../../graph/interpret/interpret.ts";
import type { Buffer, BufferId, Group, Loop, Program, Step } from "../../program/program.ts";
import { fillBuffer } from "../placement.ts";
import type { Arena, Runnable } from "../engine.ts";

/** A buffer of the state or data region with its elements. */
interface Place {
  readonly buffer: Buffer;
  readonly data: TypedArray;
}

/** How many rounds each loop has done. */
type Rounds = ReadonlyMap<number, number>;

/**
 * State and data as one typed array per buffer. Scratch is one block in which buffers lie where the program's plan
 * puts them, so that a plan with an overlap shows here first.
 */
export class ReferenceArena implements Arena {
  readonly #state: ReadonlyMap<BufferId, Place>;
  #data: ReadonlyMap<BufferId, Place> = new Map();
  #scratch = new ArrayBuffer(0);
  readonly #loaded = new Set<Program>();

  readonly #maximumBytes: number;

  constructor(state: readonly Buffer[], maximumBytes: number) {
    this.#maximumBytes = maximumBytes;
    this.#check(state);
    this.#state = placesOf(state);
  }

  get allocatedBytes(): number {
    const places = [...this.#state.values(), ...this.#data.values()];
    const constants = [...this.#loaded].reduce((sum, program) => sum + constantBytes(program), 0);
    return places.reduce(
      (sum, { buffer }) => sum + aligned(buffer.bytes),
      this.#scratch.byteLength + constants,
    );
  }

  place(data: readonly Buffer[]): void {
    this.#check([...[...this.#state.values()].map(({ buffer }) => buffer), ...data]);
    this.#data = placesOf(data);
  }

  #check(buffers: readonly Buffer[]): void {
    const needed = buffers.reduce((sum, { bytes }) => sum + aligned(bytes), 0);
    if (needed <= this.#maximumBytes) return;
    fail("value", {
      where: "reference",
      expected: `at most ${this.#maximumBytes} bytes of state and data together`,
      received: `${needed}`,
      advice: "Use a smaller batch, or feed the data in parts",
    });
  }

  load(program: Program): Promise<Runnable> {
    return Promise.resolve().then(() => this.loadSync(program));
  }

  loadSync(program: Program): Runnable {
    for (const buffer of program.buffers.values())
      if (buffer.region === "state" || buffer.region === "data") this.#expect(program, buffer);
    if (program.scratchBytes > this.#scratch.byteLength)
      this.#scratch = new ArrayBuffer(program.scratchBytes);
    this.#loaded.add(program);
    const runSync = (steps: number): void => {
      for (let step = 0; step < steps; step++) this.#do(program, program.steps, new Map());
    };
    return { runSync, run: (steps) => Promise.resolve().then(() => runSync(steps)) };
  }

  write(buffer: BufferId, data: TypedArray): void {
    fillBuffer(buffer, this.view(buffer), data);
  }

  read(buffer: BufferId): Promise<TypedArray> {
    return Promise.resolve().then(() => this.readSync(buffer));
  }

  readSync(buffer: BufferId): TypedArray {
    return this.view(buffer).slice();
  }

  view(buffer: BufferId): TypedArray {
    return this.#find(buffer).data;
  }

  #find(id: BufferId): Place {
    const place = this.#state.get(id) ?? this.#data.get(id);
    if (place !== undefined) return place;
    fail("name", {
      where: "arena",
      expected: "a state buffer or a data buffer in place",
      received: `"${id}"`,
      advice: "Place the program's data buffers first",
    });
  }

  #expect(program: Program, { id, shape, dtype }: Buffer): void {
    const { buffer } = this.#find(id);
    if (sameShape(buffer.shape, shape) && buffer.dtype === dtype) return;
    fail("shape", {
      where: `load ${program.name}: ${id}`,
      expected: `${buffer.dtype} ${formatShape(buffer.shape)}, as in the arena`,
      received: `${dtype} ${formatShape(shape)}`,
    });
  }

  /**
   * Where a buffer of the program lies now: `place` and `loadSync` may have moved it since the last launch. `rounds`:
   * how many rounds each loop around has done.
   */
  #elements(program: Program, id: BufferId, rounds: Rounds): TypedArray {
    const { region, entry, dtype, offset, shape } = program.buffers.get(id)!;
    if (entry !== undefined) {
      const stack = this.#elements(program, entry.of, rounds);
      const bytes = entry.first + entry.step * rounds.get(entry.loop)!;
      const start = bytes / stack.BYTES_PER_ELEMENT;
      return stack.subarray(start, start + sizeOf(shape));
    }
    return region === "scratch"
      ? viewOf(dtype, this.#scratch, offset, sizeOf(shape))
      : this.view(id);
  }

  #do(program: Program, steps: readonly Step[], rounds: Rounds): void {
    for (const step of steps) {
      if (step.kind === "launch") {
        this.#launch(program, program.groups[step.group]!, rounds);
      } else if (step.kind === "branch") {
        const index = this.#elements(program, step.index, rounds)[0]!;
        const nearest = Math.min(Math.max(index, 0), step.cases.length - 1);
        this.#do(program, step.cases[nearest]!, rounds);
      } else {
        this.#loop(program, step, rounds);
      }
    }
  }

  #loop(program: Program, { loop, count, condition, body }: Loop, rounds: Rounds): void {
    for (let round = 0; round < (count ?? Infinity); round++) {
      const inside = new Map(rounds).set(loop, round);
      if (condition !== undefined) {
        this.#do(program, condition.steps, inside);
        if (this.#elements(program, condition.holds, inside)[0] === 0) return;
      }
      this.#do(program, body, inside);
    }
  }

  #launch(program: Program, group: Group, rounds: Rounds): void {
    // Copies: an output may be stored over an input of the same group, and outputs may be results as they are.
    const given = new Map(
      group.parameters.map(
        (parameter, i) =>
          [parameter, this.#elements(program, group.inputs[i]!, rounds).slice()] as const,
      ),
    );
    const results = interpretGraph(group.results, given, group.values);
    for (const [i, result] of results.entries())
      this.#elements(program, group.outputs[i]!, rounds).set(result);
  }
}

function placesOf(buffers: readonly Buffer[]): ReadonlyMap<BufferId, Place> {
  return new Map(
    buffers.map(
      (buffer) =>
        [buffer.id, { buffer, data: allocate(buffer.dtype, sizeOf(buffer.shape)) }] as const,
    ),
  );
}
