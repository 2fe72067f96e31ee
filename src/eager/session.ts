import { bytesPerElement, type DType, type TypedArray } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { atOnce, inTurns, partsWithin, type Work } from "../base/eventLoop.ts";
import { formatShape, sameShape, sizeOf, type Shape } from "../base/shape.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import type { Operand, Value } from "../graph/value.ts";
import { whileTracing, type Storage, type Variable } from "../graph/variable.ts";
import { EngineFailure, type Arena, type Engine, type Runnable } from "../engines/engine.ts";
import { newGraph } from "../ops/primitives/cards.ts";
import { constantBytes } from "../program/constants.ts";
import type { Binding } from "../compiler/binding.ts";
import { compileInParts } from "../compiler/compile.ts";
import { operationsOf } from "../program/operations.ts";
import type { Buffer, Program } from "../program/program.ts";
import { currentEngine, replacementFor } from "./engines.ts";
import { alignedBytes, wholePages } from "./bytes.ts";

/** Shape and dtype of data that a program reads. */
export interface DataType {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** A function to compile: it is called once, with symbolic inputs, and its outputs can be read after a run. */
export interface StepFunction {
  readonly name: string;
  /** The data region's buffers that the function reads, by name. */
  readonly inputs: Readonly<Record<string, DataType>>;
  /** Writes the graph, at once or part by part. Assignments to variables become updates of the session's state. */
  readonly trace: (
    inputs: Readonly<Record<string, Value>>,
    builder: GraphBuilder,
  ) => Traced | Work<Traced>;
}

/** What a step function gives, by name. */
export type Traced = Readonly<Record<string, Operand>>;

/** What was traced at once, or the parts in which it is. */
export function isTracedInParts(traced: Traced | Work<Traced>): traced is Work<Traced> {
  return Symbol.iterator in traced;
}

const stateId = (index: number): string => `state/${index}`;
const inputId = (name: string): string => `data/${name}`;
const outputId = (name: string): string => `out/${name}`;

function dataBuffer(id: string, { shape, dtype }: DataType): Buffer {
  return {
    id,
    region: "data",
    shape,
    dtype,
    bytes: sizeOf(shape) * bytesPerElement(dtype),
    offset: 0,
  };
}

function writtenState({ buffers, groups }: Program): string[] {
  const written = new Set(groups.flatMap(({ outputs }) => outputs));
  return [...written].filter((id) => buffers.get(id)!.region === "state");
}

function sameBuffers(some: readonly Buffer[], others: readonly Buffer[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ id, shape, dtype }, i) => {
      const other = others[i]!;
      return id === other.id && dtype === other.dtype && sameShape(shape, other.shape);
    })
  );
}

/** A variable's elements inside an arena. */
class ArenaStorage implements Storage {
  readonly session: Session;
  readonly #id: string;
  readonly #changed: () => void;

  constructor(session: Session, id: string, changed: () => void) {
    this.session = session;
    this.#id = id;
    this.#changed = changed;
  }

  read(): TypedArray {
    return this.session.arena.readSync(this.#id);
  }

  write(data: TypedArray): void {
    this.session.arena.write(this.#id, data);
    this.#changed();
  }
}

function dataOf({ buffers }: Program): Buffer[] {
  return [...buffers.values()].filter(({ region }) => region === "data");
}

/** A compiled step function. Runs after `Session.place` has made room for its data. */
export class SessionProgram {
  readonly function: StepFunction;
  /** Its number in the session. */
  readonly number: number;
  #program!: Program;
  #data!: readonly Buffer[];
  #operations!: number;
  #writes!: readonly string[];
  runnable: Runnable | undefined;
  /** What the state was when the program computed what it keeps; undefined: it must compute that first. */
  kept: number | undefined;

  constructor(program: Program, step: StepFunction, number: number) {
    this.number = number;
    this.function = step;
    this.replace(program);
  }

  get program(): Program {
    return this.#program;
  }

  /** The data buffers it reads and writes. */
  get data(): readonly Buffer[] {
    return this.#data;
  }

  /** Bytes of the data buffers in which it keeps what depends on state alone. */
  get keptBytes(): number {
    const { buffers, prologue } = this.#program;
    return (prologue?.kept ?? []).reduce((sum, id) => sum + buffers.get(id)!.bytes, 0);
  }

  /** Operations of one step, about. */
  get operations(): number {
    return this.#operations;
  }

  /** Becomes the program of another engine; it must be placed anew. */
  replace(program: Program): void {
    this.#program = program;
    this.#data = dataOf(program);
    this.#operations = operationsOf(program);
    this.#writes = writtenState(program);
    this.runnable = undefined;
    this.kept = undefined;
  }

  /** The state that it changes. */
  get writes(): readonly string[] {
    return this.#writes;
  }
}

let compiled = 0;

/**
 * How many programs of models this process has compiled.
 * @public of the script that `tools/build.mjs` makes
 */
export function compiledPrograms(): number {
  return compiled;
}

/**
 * One arena with a fixed list of variables, and the programs that work on them. Variables move in when a program is
 * about to run: whoever runs last holds them, so models may share layers.
 */
export class Session {
  #requested: Engine;
  readonly variables: readonly Variable[];
  readonly #ids: ReadonlyMap<Variable, string>;
  readonly #storages: readonly ArenaStorage[];
  readonly #state: readonly Buffer[];
  readonly #programs: SessionProgram[] = [];
  /** How many programs were asked for. */
  #count = 0;
  #engine: Engine;
  #arena: Arena;
  #placed: readonly Buffer[] = [];
  #scratchBytes = 0;
  #constantBytes = 0;
  /** How often each buffer of the state was changed. */
  readonly #changes = new Map<string, number>();
  /** Grows where what programs keep is lost. */
  #placements = 0;

  constructor(variables: readonly Variable[], engine: Engine = currentEngine()) {
    this.#requested = engine;
    this.#engine = engine;
    this.variables = [...new Set(variables)];
    this.#ids = new Map(this.variables.map((variable, i) => [variable, stateId(i)]));
    this.#state = this.variables.map(({ shape, dtype }, i) => ({
      ...dataBuffer(stateId(i), { shape, dtype }),
      region: "state",
    }));
    this.#arena = engine.open(this.#state);
    this.#storages = this.variables.map((_, i) => {
      const id = stateId(i);
      return new ArenaStorage(this, id, () => this.#change(id));
    });
  }

  #change(id: string): void {
    this.#changes.set(id, (this.#changes.get(id) ?? 0) + 1);
  }

  /** Whether the variable is one of the session's. */
  owns(variable: Variable): boolean {
    return this.#ids.has(variable);
  }

  /** The engine that was asked for; `engine` may be a faster one by now. */
  get requested(): Engine {
    return this.#requested;
  }

  get engine(): Engine {
    return this.#engine;
  }

  get arena(): Arena {
    return this.#arena;
  }

  /** Goes on with another engine: variables keep their values, programs are compiled again and must be placed. */
  moveTo(engine: Engine): void {
    if (engine !== this.#engine) this.#switchTo(engine, atOnce(this.#compileAll(engine)));
  }

  /** `moveTo`, in turns with the event loop: programs are compiled first, and the engine changes when all are. */
  async moveInTurns(engine: Engine): Promise<void> {
    if (engine !== this.#engine) this.#switchTo(engine, await inTurns(this.#compileAll(engine)));
  }

  *#compileAll(engine: Engine): Work<ReadonlyMap<SessionProgram, Program>> {
    const compiled = new Map<SessionProgram, Program>();
    for (const program of this.#programs) {
      compiled.set(program, yield* this.#compile(program.function, program.number, engine));
    }
    return compiled;
  }

  #switchTo(engine: Engine, compiled: ReadonlyMap<SessionProgram, Program>): void {
    const kept = this.variables.flatMap((variable, i) => {
      const storage = this.#storages[i]!;
      return variable.storage === storage ? [{ storage, data: storage.read() }] : [];
    });
    this.#engine = engine;
    this.#arena = engine.open(this.#state);
    this.#placed = [];
    this.#scratchBytes = 0;
    this.#constantBytes = 0;
    for (const { storage, data } of kept) storage.write(data);
    for (const program of this.#programs) {
      const { function: step, number } = program;
      program.replace(compiled.get(program) ?? atOnce(this.#compile(step, number, engine)));
    }
  }

  /** Traces and compiles. Nothing is loaded yet. */
  compile(step: StepFunction): SessionProgram {
    return atOnce(this.#newProgram(step));
  }

  /** `compile`, in turns with the event loop; what is traced is what stands when it is called. */
  compileInTurns(step: StepFunction): Promise<SessionProgram> {
    return inTurns(this.#newProgram(step));
  }

  *#newProgram(step: StepFunction): Work<SessionProgram> {
    const number = this.#count++;
    let engine: Engine;
    let compiled: Program;
    do {
      engine = this.#engine;
      compiled = yield* this.#compile(step, number, engine);
      // Who had a turn may have moved to another engine.
    } while (engine !== this.#engine);
    const program = new SessionProgram(compiled, step, number);
    this.#programs.push(program);
    return program;
  }

  /** Throws on values of a dtype that the engine does not know. */
  #expectDTypes(name: string, { values }: GraphBuilder, { name: engine, traits }: Engine): void {
    const stranger = values.find(({ dtype }) => !traits.dtypes.includes(dtype));
    if (stranger === undefined) return;
    fail("unsupported", {
      where: name,
      expected: `dtypes that the engine "${engine}" knows`,
      received: stranger.dtype,
      advice: 'Compute on the one that knows it: setEngine("reference")',
    });
  }

  /** Whether there is room for what depends on the state alone: transformed filters are four times as large as filters. */
  #mayKeep({ keepsData, traits }: Engine): boolean {
    return keepsData && 6 * alignedBytes(this.#state) <= traits.maximumBytes;
  }

  *#compile(step: StepFunction, number: number, engine: Engine): Work<Program> {
    compiled++;
    const builder = newGraph();
    const inputs: Binding[] = [];
    const given: Record<string, Value> = {};
    for (const [name, { shape, dtype }] of Object.entries(step.inputs)) {
      const value = builder.parameter(name, shape, dtype);
      given[name] = value;
      inputs.push({ value, buffer: inputId(name), region: "data" });
    }
    const traced = whileTracing(builder, () => step.trace(given, builder));
    const results = isTracedInParts(traced)
      ? yield* partsWithin(traced, (action) => whileTracing(builder, action))
      : traced;
    const outputs: Binding[] = Object.entries(results).map(([name, operand]) => ({
      value: builder.lift(operand),
      buffer: outputId(name),
      region: "data",
    }));
    for (const [variable, value] of builder.variables) {
      inputs.push({ value, buffer: this.#idOf(step.name, variable), region: "state" });
    }
    for (const { variable, value } of builder.updates) {
      outputs.push({ value, buffer: this.#idOf(step.name, variable), region: "state" });
    }
    this.#expectDTypes(step.name, builder, engine);
    yield;
    const program = yield* compileInParts(
      { name: step.name, inputs, outputs },
      {
        traits: engine.traits,
        workspaceBytes: (group) => engine.workspaceBytes(group),
        preparation: (group) => engine.preparation(group),
        ...(this.#mayKeep(engine) ? { keep: `kept/${number}` } : {}),
      },
    );
    builder.close();
    return program;
  }

  #idOf(where: string, variable: Variable): string {
    const id = this.#ids.get(variable);
    if (id !== undefined) return id;
    return fail("state", {
      where,
      expected: "only variables that the model owns",
      received: variable.path,
      advice: "Make weights in build() with addWeight, so that the model finds them",
    });
  }

  /** Makes room for the data of these programs, contents undefined, and loads them. Replaces what was placed before. */
  async place(programs: readonly SessionProgram[]): Promise<void> {
    try {
      this.#layOut(programs);
      for (const program of programs) {
        if (program.runnable !== undefined) continue;
        await this.load(program);
      }
    } catch (error) {
      this.#replaceEngine(error);
      await this.place(programs);
    }
  }

  /** Has the engine compile a program; meanwhile first weights are drawn. */
  async load(program: SessionProgram): Promise<void> {
    const loading = this.arena.load(program.program);
    [program.runnable] = await Promise.all([loading, inTurns(this.#drawWeights())]);
    this.#constantBytes += constantBytes(program.program);
  }

  *#drawWeights(): Work<void> {
    for (const variable of this.variables) {
      yield* variable.initializeInParts();
      yield;
    }
  }

  /** Goes on with another engine where this one cannot make code; throws every other error. */
  #replaceEngine(error: unknown): void {
    if (!(error instanceof EngineFailure)) throw error;
    this.#requested = replacementFor(this.#engine, error);
    this.moveTo(this.#requested);
  }

  /** `place` for synchronous engines. */
  placeSync(programs: readonly SessionProgram[]): void {
    try {
      this.#layOut(programs);
      for (const program of programs) {
        if (program.runnable !== undefined) continue;
        program.runnable = this.arena.loadSync(program.program);
        this.#constantBytes += constantBytes(program.program);
      }
    } catch (error) {
      this.#replaceEngine(error);
      this.placeSync(programs);
    }
  }

  #layOut(programs: readonly SessionProgram[]): void {
    const data = new Map<string, Buffer>();
    for (const buffer of programs.flatMap((program) => program.data)) {
      const other = data.get(buffer.id);
      if (
        other !== undefined &&
        (other.dtype !== buffer.dtype || !sameShape(other.shape, buffer.shape))
      ) {
        fail("state", {
          where: buffer.id,
          expected: `one shape in all programs, ${formatShape(other.shape)}`,
          received: formatShape(buffer.shape),
        });
      }
      data.set(buffer.id, buffer);
    }
    this.#scratchBytes = Math.max(
      this.#scratchBytes,
      ...programs.map(({ program }) => program.scratchBytes),
    );
    const placed = [...data.values()];
    // Programs that were placed last lie there still: engines need not link them anew.
    if (placed.length > 0 && sameBuffers(placed, this.#placed)) return;
    this.arena.place(placed);
    this.#placed = placed;
    this.#placements++;
  }

  /** Bytes that the plan needs: state, data, constants and the largest scratch region, in whole pages of the engine. */
  get plannedBytes(): number {
    return wholePages(
      this.engine,
      alignedBytes(this.#state) +
        alignedBytes(this.#placed) +
        this.#constantBytes +
        this.#scratchBytes,
    );
  }

  /** Fills an input buffer. */
  write(name: string, data: TypedArray): void {
    this.arena.write(inputId(name), data);
  }

  /** The input buffer's own memory, where the engine shares it: to be filled in place. Valid until the next `place`. */
  view(name: string): TypedArray {
    return this.arena.view(inputId(name));
  }

  /** A copy of an output. */
  read(name: string): Promise<TypedArray> {
    return this.arena.read(outputId(name));
  }

  /** `read` for synchronous engines. */
  readSync(name: string): TypedArray {
    return this.arena.readSync(outputId(name));
  }

  /** Brings the variables home; call before running. */
  claim(): void {
    if (this.#isAway()) atOnce(this.#bringHome());
  }

  /** `claim`, in turns with the event loop: large weights take long to move. */
  async claimInTurns(): Promise<void> {
    if (this.#isAway()) await inTurns(this.#bringHome());
  }

  /** Whether a variable lies elsewhere. */
  #isAway(): boolean {
    return this.variables.some(({ storage }, i) => storage !== this.#storages[i]);
  }

  *#bringHome(): Work<void> {
    for (const [i, variable] of this.variables.entries()) {
      const own = this.#storages[i]!;
      if (variable.storage === own) continue;
      own.write(variable.data);
      variable.storage = own;
      yield;
    }
  }

  async run(program: SessionProgram, steps = 1): Promise<void> {
    const runnable = this.#runnable(program);
    // A step computes what is kept, the others find it.
    const first = this.#isStale(program) ? Math.min(1, steps) : steps;
    for (const count of [first, steps - first]) {
      if (count === 0) continue;
      const kept = this.#prepare(program);
      await runnable.run(count);
      program.kept = kept;
    }
  }

  /** What the state is that the program's prologue reads; undefined without one. Counts only grow, so their sum tells. */
  #stateOf({ program: { prologue } }: SessionProgram): number | undefined {
    return prologue?.reads.reduce(
      (sum, id) => sum + (this.#changes.get(id) ?? 0),
      this.#placements,
    );
  }

  /** Whether the next step must begin with the prologue. */
  #isStale(program: SessionProgram): boolean {
    this.claim();
    return program.kept !== this.#stateOf(program);
  }

  /** What comes before a run: variables are brought home, and the program is told whether what it keeps still holds. */
  #prepare(program: SessionProgram): number | undefined {
    const isStale = this.#isStale(program);
    program.kept = undefined;
    for (const id of program.writes) this.#change(id);
    const { prologue } = program.program;
    if (prologue !== undefined) this.arena.write(prologue.stale, Int32Array.of(isStale ? 1 : 0));
    return this.#stateOf(program);
  }

  /** `run` for synchronous engines. */
  runSync(program: SessionProgram, steps = 1): void {
    const runnable = this.#runnable(program);
    const first = this.#isStale(program) ? Math.min(1, steps) : steps;
    for (const count of [first, steps - first]) {
      if (count === 0) continue;
      const kept = this.#prepare(program);
      runnable.runSync(count);
      program.kept = kept;
    }
  }

  #runnable({ runnable, function: { name } }: SessionProgram): Runnable {
    if (runnable !== undefined) return runnable;
    return fail("state", {
      where: name,
      expected: "a placed program",
      received: "one that was not placed",
    });
  }
}
