import { BatchReader, type BatchSource } from "./batches.ts";
import type { Compiled } from "./compiled.ts";
import type { TrainableModel } from "./model.ts";
import { applyClassWeight, checkData } from "./runData.ts";
import type { Mode, Pass, PassHooks, RunData, Trainer, Turn } from "./trainer.ts";

/** The steps of one epoch, again and again. */
export interface Steps {
  /** How many an epoch has; undefined: as many as the source gives. */
  readonly count: number | undefined;
  /** Makes those of one epoch. Returns false if it was interrupted. */
  run(hooks: PassHooks): Promise<boolean>;
  /** Lets go of the source. */
  close(): Promise<void>;
}

/** Steps over data that the engine holds. */
export class ArraySteps implements Steps {
  readonly #trainer: Trainer;
  readonly #turn: Turn;
  readonly #pass: Pass;
  readonly #shuffle: boolean;
  readonly count: number;
  /** The batch of the pass that comes next. */
  #next = 0;

  /** `count`: so many an epoch, wherever that ends in the data, which then go on in the next; default: a whole pass. */
  constructor(
    trainer: Trainer,
    turn: Turn,
    pass: Pass,
    { shuffle, count }: { readonly shuffle: boolean; readonly count?: number | undefined },
  ) {
    this.#trainer = trainer;
    this.#turn = turn;
    this.#pass = pass;
    this.#shuffle = shuffle;
    this.count = count ?? pass.steps;
  }

  async run(hooks: PassHooks): Promise<boolean> {
    const { mode, prefix, data, steps } = this.#pass;
    // Every evaluation is of the same rows.
    if (mode === "evaluate") this.#next = 0;
    for (let done = 0; done < this.count;) {
      if (this.#next === 0 && mode === "train")
        this.#trainer.order(prefix, data.rows, this.#shuffle);
      const part = {
        first: this.#next,
        steps: Math.min(steps - this.#next, this.count - done),
        done,
      };
      if (!(await this.#trainer.run(this.#turn, this.#pass, hooks, part))) return false;
      done += part.steps;
      this.#next = (this.#next + part.steps) % steps;
    }
    return true;
  }

  async close(): Promise<void> {}
}

/** Steps over data that may have had to make room in the engine: they are moved in again before each epoch. */
export class PlacedSteps implements Steps {
  readonly #turn: Turn;
  readonly #pass: Pass;
  readonly #steps: ArraySteps;

  constructor(turn: Turn, pass: Pass, steps: ArraySteps) {
    this.#turn = turn;
    this.#pass = pass;
    this.#steps = steps;
  }

  get count(): number {
    return this.#steps.count;
  }

  async run(hooks: PassHooks): Promise<boolean> {
    await this.#turn.place([this.#pass]);
    return this.#steps.run(hooks);
  }

  async close(): Promise<void> {}
}

/** Evaluation between epochs that are trained on a source: its rows are moved in each time. */
export class HeldSteps implements Steps {
  readonly #turn: Turn;
  readonly #prepare: () => Promise<readonly [Pass, ArraySteps]>;

  constructor(turn: Turn, prepare: () => Promise<readonly [Pass, ArraySteps]>) {
    this.#turn = turn;
    this.#prepare = prepare;
  }

  get count(): undefined {
    return undefined;
  }

  async run(hooks: PassHooks): Promise<boolean> {
    const [pass, steps] = await this.#prepare();
    await this.#turn.place([pass]);
    return steps.run(hooks);
  }

  async close(): Promise<void> {}
}

/** What steps over a source need to know. */
export interface SourceOptions {
  /** What errors call the source. */
  readonly where: string;
  readonly mode: Mode;
  /** Of the buffers. */
  readonly prefix: string;
  /** So many steps an epoch, wherever that ends in the source, which goes on in the next; default: a whole pass. */
  readonly count?: number | undefined;
  readonly classWeight?: Readonly<Record<number, number>> | undefined;
}

/** Steps over batches that come one by one; each is moved into the engine when its step begins. */
export class SourceSteps implements Steps {
  readonly #trainer: Trainer;
  readonly #turn: Turn;
  readonly #model: TrainableModel;
  readonly #reader: BatchReader;
  readonly #options: SourceOptions;

  constructor(
    trainer: Trainer,
    turn: Turn,
    model: TrainableModel,
    source: BatchSource,
    options: SourceOptions,
  ) {
    this.#trainer = trainer;
    this.#turn = turn;
    this.#model = model;
    this.#reader = new BatchReader(options.where, source);
    this.#options = options;
  }

  get count(): number | undefined {
    return this.#options.count;
  }

  async #next(compiled: Compiled): Promise<RunData | undefined> {
    const { where, classWeight } = this.#options;
    const batch = await this.#turn.lend(() => this.#reader.next());
    if (batch === undefined) return undefined;
    const [x, y, sampleWeight] = batch;
    const data = checkData(where, this.#model, compiled, { x, y, sampleWeight });
    return applyClassWeight(data, classWeight);
  }

  async run(hooks: PassHooks): Promise<boolean> {
    const { mode, prefix, count = Infinity } = this.#options;
    const compiled = this.#trainer.compiled("fit");
    for (let done = 0; done < count;) {
      const data = await this.#next(compiled);
      // With a number of steps the source goes on from its start; without one the epoch is over.
      if (data === undefined && count === Infinity) return true;
      if (data === undefined) continue;
      compiled.build(this.#model, data.targets);
      const pass = await this.#trainer.prepare(mode, data, data.rows, prefix);
      await this.#turn.place([pass]);
      const part = { first: 0, steps: 1, done };
      if (!(await this.#trainer.run(this.#turn, pass, hooks, part))) return false;
      done++;
      if (hooks.interrupt.requested && done < count) return false;
    }
    return true;
  }

  async close(): Promise<void> {
    await this.#reader.close();
  }
}
