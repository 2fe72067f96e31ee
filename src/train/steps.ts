import { BatchReader, type BatchSource, type InputSource } from "./batches.ts";
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
  /** What is run over and over. */
  readonly pass: Pass;
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
    this.pass = pass;
    this.#shuffle = shuffle;
    this.count = count ?? pass.steps;
  }

  /** Moves the data in, and out what else was there. */
  async place(): Promise<void> {
    await this.#turn.place([this.pass]);
  }

  async run(hooks: PassHooks): Promise<boolean> {
    const { mode, prefix, data, steps } = this.pass;
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
      if (!(await this.#trainer.run(this.#turn, this.pass, hooks, part))) return false;
      done += part.steps;
      this.#next = (this.#next + part.steps) % steps;
    }
    return true;
  }

  async close(): Promise<void> {}
}

/** What an evaluation of the rows of `data` makes, at most `count` steps of it; compiled, not moved in yet. */
export async function evaluationOf(
  trainer: Trainer,
  turn: Turn,
  data: RunData,
  { prefix, batchSize, count = Infinity }: EvaluationOptions,
): Promise<ArraySteps> {
  const pass = await trainer.prepare("evaluate", data, batchSize, prefix);
  return new ArraySteps(trainer, turn, pass, {
    shuffle: false,
    count: Math.min(count, pass.steps),
  });
}

interface EvaluationOptions {
  /** Of the buffers. */
  readonly prefix: string;
  readonly batchSize: number;
  readonly count?: number | undefined;
}

/** Steps over data that may have had to make room in the engine: they are moved in again before each epoch. */
export class PlacedSteps implements Steps {
  readonly #prepare: () => Promise<ArraySteps>;
  readonly count: number | undefined;

  /** `prepare`: gives the steps, which may have to be compiled first. */
  constructor(prepare: () => Promise<ArraySteps>, count?: number) {
    this.#prepare = prepare;
    this.count = count;
  }

  async run(hooks: PassHooks): Promise<boolean> {
    const steps = await this.#prepare();
    await steps.place();
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
  /** What a batch holds, checked. */
  readonly dataOf: (batch: unknown) => RunData;
}

/** Steps over batches that come one by one; each is moved into the engine when its step begins. */
export class SourceSteps implements Steps {
  readonly #trainer: Trainer;
  readonly #turn: Turn;
  readonly #reader: BatchReader;
  readonly #options: SourceOptions;

  constructor(
    trainer: Trainer,
    turn: Turn,
    source: BatchSource | InputSource,
    options: SourceOptions,
  ) {
    this.#trainer = trainer;
    this.#turn = turn;
    this.#reader = new BatchReader(options.where, source);
    this.#options = options;
  }

  get count(): number | undefined {
    return this.#options.count;
  }

  async run(hooks: PassHooks): Promise<boolean> {
    const { mode, prefix, count = Infinity, dataOf } = this.#options;
    for (let done = 0; done < count;) {
      const next = await this.#turn.lend(() => this.#reader.next());
      // With a number of steps the source goes on from its start; without one the epoch is over.
      if (next === null && count === Infinity) return true;
      if (next === null) continue;
      const data = dataOf(next.batch);
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
