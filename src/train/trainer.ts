import type { DType, TypedArray } from "../base/dtype.ts";
import { fail, HornetError } from "../base/errors.ts";
import { inTurns, partsWithin, yieldToEventLoop, type Work } from "../base/eventLoop.ts";
import { RandomStream, nextKey } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import type { Variable } from "../graph/variable.ts";
import { currentEngine, engineForWork } from "../eager/engines.ts";
import {
  isTracedInParts,
  Session,
  type SessionProgram,
  type StepFunction,
} from "../eager/session.ts";
import { tensor as eagerTensor } from "../eager/tensor.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Compiled } from "./compiled.ts";
import type { TrainableModel } from "./model.ts";
import {
  bufferNames,
  evaluateStep,
  makeCursor,
  predictStep,
  trainStep,
  type DataLayout,
  type StepOptions,
} from "./stepGraph.ts";
import { StepsPerCall } from "./stepsPerCall.ts";
import type { Interrupt } from "./interrupt.ts";
import { Turns } from "./turns.ts";
import type { Logs } from "./callback.ts";

/** Checked data of a run: tensors of equal numbers of rows. */
export interface RunData {
  readonly inputs: readonly Tensor[];
  readonly targets: readonly Tensor[];
  /** Of the samples: none, one for all outputs, or one for each output. */
  readonly weights: readonly Tensor[];
  readonly rows: number;
}

/** A mode of running, with the step function that does it. */
export type Mode = "train" | "evaluate" | "predict";

/** The programs of one mode and data layout: for whole batches and for the short last one. */
export interface Pass {
  readonly mode: Mode;
  readonly prefix: string;
  readonly data: RunData;
  readonly batchSize: number;
  /** Batches per epoch. */
  readonly steps: number;
  readonly whole: SessionProgram;
  readonly short: SessionProgram | undefined;
}

/** Elements that are copied in about a millisecond. */
const elementsPerCopy = 2 ** 20;

function* copyInParts(data: TypedArray, view: TypedArray): Work<void> {
  for (let from = 0; from < data.length; from += elementsPerCopy) {
    view.set(data.subarray(from, from + elementsPerCopy), from);
    yield;
  }
}

/** What is done between calls into the engine. */
export interface PassHooks {
  /** Come back after every batch. */
  readonly everyBatch: boolean;
  readonly onBatchBegin?: (batch: number) => void | Promise<void>;
  /** After the call that ended with this batch; `logs` reads the metrics so far. */
  readonly onBatchEnd?: (batch: number, logs: () => Logs) => void | Promise<void>;
  /** So many rows of a prediction are ready to be read. */
  readonly onRows?: (count: number, program: SessionProgram) => void;
  readonly interrupt: Interrupt;
}

/** Some batches of a pass. */
export interface PassPart {
  readonly first: number;
  readonly steps: number;
  /** Batches of the epoch that were made before. */
  readonly done: number;
}

/** A run's hold on the arena. */
export interface Turn {
  /** Moves the data of these passes into the engine. */
  place(passes: readonly Pass[]): Promise<void>;
  /** Lets other runs of the model go first while `action` is waited for; afterwards all is as it was. */
  lend<T>(action: () => T | Promise<T>): Promise<T>;
}

function layoutOf({ inputs, targets, weights, rows }: RunData): DataLayout {
  const typeOf = ({
    shape,
    dtype,
  }: Tensor): { shape: readonly number[]; dtype: Tensor["dtype"] } => ({ shape, dtype });
  return {
    inputs: inputs.map(typeOf),
    targets: targets.map(typeOf),
    weights: weights.map(typeOf),
    rows,
  };
}

function layoutKey(layout: DataLayout): string {
  return JSON.stringify(layout);
}

function keyOf(mode: Mode, layout: DataLayout, batchSize: number, prefix: string): string {
  return `${mode} ${prefix} ${batchSize} ${layoutKey(layout)}`;
}

/** Runs a model's programs: compiles them once per mode and shapes, moves data in, and calls the engine. */
export class Trainer {
  readonly #model: TrainableModel;
  readonly #compiled: Compiled | undefined;
  /** Which row comes next. */
  readonly cursor: Variable = makeCursor();
  readonly #programs = new Map<string, SessionProgram>();
  readonly #turns = new Turns();
  /** Whether `fit` is under way. */
  fitting = false;
  /** The run that the arena was last arranged for. */
  #runner: Turn | undefined;
  #session: Session | undefined;
  /** The model's, when the session's variables were last compared with it. */
  #structure: number | undefined;
  /** How many of the session's variables are the model's. */
  #weights = 0;
  readonly #orders = new Map<string, Int32Array>();

  constructor(model: TrainableModel, compiled: Compiled | undefined) {
    this.#model = model;
    this.#compiled = compiled;
  }

  /** The session that programs were last asked for in. */
  get session(): Session {
    return this.#session ?? this.#open();
  }

  /** The session of the variables and the engine of now, opened anew where they are not those of the last. */
  #open(): Session {
    const engine = currentEngine();
    const known = this.#session;
    const { structure } = this.#model;
    const others = this.#compiled?.variables ?? [];
    if (known?.requested === engine && others.every((variable) => known.owns(variable))) {
      // Predictions of one sample ask each time: weights are looked for only where there may be new ones.
      if (structure !== undefined && structure === this.#structure) return known;
      const { variables } = this.#model;
      if (variables.length === this.#weights && variables.every((own) => known.owns(own))) {
        this.#structure = structure;
        return known;
      }
    }
    const { variables } = this.#model;
    this.#structure = structure;
    this.#weights = variables.length;
    this.#programs.clear();
    this.#session = new Session([this.cursor, ...variables, ...others], engine);
    return this.#session;
  }

  /**
   * Traces and compiles what a pass over the data needs; nothing is changed yet. `times`: how often it will be made, as
   * far as is known; many steps may be worth a faster engine.
   */
  async prepare(
    mode: Mode,
    data: RunData,
    batchSize: number,
    prefix: string,
    times = 1,
  ): Promise<Pass> {
    const size = Math.min(batchSize, data.rows);
    const rest = data.rows % size;
    const layout = layoutOf(data);
    const steps = Math.ceil(data.rows / size);
    const whole = await this.#programInTurns(mode, layout, size, prefix);
    const engine = engineForWork(whole.operations * steps * times);
    if (engine !== currentEngine()) await this.session.moveInTurns(engine);
    const short = rest === 0 ? undefined : await this.#programInTurns(mode, layout, rest, prefix);
    return { mode, prefix, data, batchSize: size, steps, whole, short };
  }

  /** The program of a mode for batches of this size, compiled at once. */
  program(mode: Mode, layout: DataLayout, batchSize: number, prefix: string): SessionProgram {
    const session = this.#open();
    const key = keyOf(mode, layout, batchSize, prefix);
    const known = this.#programs.get(key);
    if (known !== undefined) return known;
    const program = session.compile(this.#step(mode, layout, batchSize, prefix));
    this.#programs.set(key, program);
    return program;
  }

  /** `program`, compiled in turns with the event loop. */
  async #programInTurns(
    mode: Mode,
    layout: DataLayout,
    batchSize: number,
    prefix: string,
  ): Promise<SessionProgram> {
    const key = keyOf(mode, layout, batchSize, prefix);
    for (;;) {
      const session = this.#open();
      const known = this.#programs.get(key);
      if (known !== undefined) return known;
      const program = await session.compileInTurns(this.#step(mode, layout, batchSize, prefix));
      // Who had a turn may have changed the model or the engine.
      if (session === this.#open()) this.#programs.set(key, program);
    }
  }

  #step(mode: Mode, layout: DataLayout, batchSize: number, prefix: string): StepFunction {
    const options = { model: this.#model, layout, batchSize, cursor: this.cursor, prefix };
    const step = this.#stepFunction(mode, options);
    const model = this.#model;
    return {
      ...step,
      trace(...given) {
        const traced = model.asCompiled(() => step.trace(...given));
        return isTracedInParts(traced)
          ? partsWithin(traced, (part) => model.asCompiled(part))
          : traced;
      },
    };
  }

  #stepFunction(mode: Mode, options: StepOptions): StepFunction {
    if (mode === "predict") return predictStep(options);
    const compiled = this.compiled(mode);
    return mode === "train" ? trainStep(options, compiled) : evaluateStep(options, compiled);
  }

  /** Whether there is a loss and an optimizer. */
  get isCompiled(): boolean {
    return this.#compiled !== undefined;
  }

  /** What `compile` resolved. Throws if it was not called. */
  compiled(where: string): Compiled {
    return (
      this.#compiled ??
      fail("state", {
        where: `${this.#model.name}: ${where}`,
        expected: "a compiled model",
        received: "one that is not",
        advice: 'Call model.compile({ loss: "...", optimizer: "..." }) first',
      })
    );
  }

  /** Gives a run the arena to itself: runs of one model go one after the other. */
  async exclusively<T>(run: (turn: Turn) => Promise<T>): Promise<T> {
    let end = await this.#turns.take();
    let own: readonly Pass[] = [];
    const turn: Turn = {
      place: async (passes) => {
        own = passes;
        await this.#place(passes);
        for (const { mode, prefix, data } of passes)
          if (mode === "train") this.order(prefix, data.rows, false);
        this.#runner = turn;
      },
      lend: async (action) => {
        const progress = this.#progress();
        end();
        try {
          return await action();
        } finally {
          end = await this.#turns.take();
          if (this.#runner !== turn) {
            await this.#place(own);
            for (const [variable, data] of progress) variable.assign(data);
            this.#runner = turn;
          }
        }
      },
    };
    try {
      return await run(turn);
    } finally {
      end();
    }
  }

  /** How far a run has come: its place in the data and its metrics. */
  #progress(): (readonly [Variable, TypedArray])[] {
    return [this.cursor, ...(this.#compiled?.metricVariables ?? [])].map(
      (variable) => [variable, variable.data.slice()] as const,
    );
  }

  async #place(passes: readonly Pass[]): Promise<void> {
    const { session } = this;
    const programs = passes
      .flatMap(({ whole, short }) => [whole, short])
      .filter((program) => program !== undefined);
    await session.place(programs);
    const { input, target, weights, permutation } = bufferNames;
    for (const { mode, prefix, data } of passes) {
      for (const [i, { data: own }] of data.inputs.entries())
        await this.#fill(input(prefix, i), own);
      for (const [i, { data: own }] of data.targets.entries())
        await this.#fill(target(prefix, i), own);
      for (const [i, { data: own }] of data.weights.entries())
        await this.#fill(weights(prefix, i), own);
      const order = mode === "train" ? this.#orders.get(prefix) : undefined;
      if (order?.length === data.rows) session.write(permutation(prefix), order);
    }
  }

  /** Copies a data set into its buffer, a part at a time: large ones take longer than a page may wait. */
  async #fill(name: string, data: TypedArray): Promise<void> {
    if (data.length <= elementsPerCopy) {
      this.session.write(name, data);
      return;
    }
    await inTurns(copyInParts(data, this.session.view(name)));
  }

  /** Writes the order of the next epoch: shuffled by the session's random numbers, or as the rows stand. */
  order(prefix: string, rows: number, shuffle: boolean): void {
    const permutation = Int32Array.from({ length: rows }, (_, i) => i);
    if (shuffle) new RandomStream(nextKey()).shuffle(permutation);
    this.#orders.set(prefix, permutation);
    this.session.write(bufferNames.permutation(prefix), permutation);
  }

  /**
   * One pass over the data, or a part of it. Returns false if it was interrupted; the steps so far have taken effect.
   * Hooks are told `part.done` batches more than were made here.
   */
  async run(
    turn: Turn,
    pass: Pass,
    hooks: PassHooks,
    part: PassPart = { first: 0, steps: pass.steps, done: 0 },
  ): Promise<boolean> {
    const { session } = this;
    const wholeSteps = Math.floor(pass.data.rows / pass.batchSize);
    const pace = new StepsPerCall();
    await session.claimInTurns();
    this.cursor.assign(Int32Array.of(part.first * pass.batchSize));
    const end = part.first + part.steps;
    const told = part.done - part.first;
    for (let batch = part.first; batch < end;) {
      const last = batch >= wholeSteps;
      const program = last ? pass.short : pass.whole;
      if (program === undefined)
        throw new HornetError("state", `${this.#model.name}: a program is missing.`);
      const everyBatch = hooks.everyBatch || pass.mode === "predict";
      const steps = last || everyBatch ? 1 : pace.next(Math.min(wholeSteps, end) - batch);
      await hooks.onBatchBegin?.(batch + told);
      const before = performance.now();
      await session.run(program, steps);
      pace.record(steps, performance.now() - before);
      hooks.onRows?.(last ? pass.data.rows % pass.batchSize : pass.batchSize, program);
      batch += steps;
      await hooks.onBatchEnd?.(batch - 1 + told, () => this.logs());
      await turn.lend(yieldToEventLoop);
      if (hooks.interrupt.requested && batch < end) return false;
    }
    return true;
  }

  /** The metrics as the last step left them. */
  logs(): Logs {
    return this.compiled("logs").logs();
  }

  /** A tensor of a prediction's shape and dtype. */
  wrap(data: TypedArray, shape: Shape, dtype: DType): Tensor {
    return eagerTensor(new Tensor(data, shape, dtype));
  }
}
