import { fail } from "../../base/errors.ts";
import { generationAddress, poison, resetBarrier } from "./barrier.ts";
import { resetClaims } from "./claims.ts";
import type { Answer } from "./helper.ts";
import { Member, type Load } from "./member.ts";

/** A program as the threads of the pool get it. */
export type PooledProgram = Omit<Load, "kind" | "program" | "generation" | "poison">;

/** `run` of an instance of the caller's own. `patience`: milliseconds that it sleeps for others; negative: for ever. */
export type RunShare = (steps: number, thread: number, threads: number, patience: number) => void;

/**
 * Milliseconds for which the caller waits for another thread: it hears nothing meanwhile, so it takes the other for
 * dead. Calls that it takes part in are expected to last some tens.
 */
const callersPatience = 20_000;

/** How a program is run by several threads. */
export interface SharedRun {
  readonly steps: number;
  readonly threads: number;
  /** The caller's instance, if the caller itself is thread 0; it then does nothing else until all are done. */
  readonly caller: RunShare | undefined;
}

/**
 * The threads of this process that all arenas share. Member t is thread t of whatever runs; thread 0 is the caller
 * itself, or member 0 where the caller must not wait.
 */
export class Pool {
  readonly #members: (Member | undefined)[] = [];
  #turn: Promise<void> | undefined;
  #memory: WebAssembly.Memory | undefined;
  #programs = 0;
  /** Set when a thread could not even start: no other is tried. */
  #refused = false;
  readonly #patience: number;

  constructor(patience: number = callersPatience) {
    this.#patience = patience;
  }

  /** A number for a program that it will be asked to run. */
  number(): number {
    return this.#programs++;
  }

  /** Lets go of a program. */
  drop(program: number): void {
    this.#members.forEach((member) => member?.drop(program));
  }

  #member(thread: number): Member {
    const known = this.#members[thread];
    if (known !== undefined && known.state !== "ended") return known;
    return (this.#members[thread] = new Member((wasUp) => {
      if (!wasUp) this.#refused = true;
      // Whoever waits for it at a barrier must not wait for ever.
      if (this.#memory !== undefined) poisonBarrier(this.#memory);
    }));
  }

  /** Whether threads `first` to `end` - 1 are there. */
  has(first: number, end: number): boolean {
    for (let thread = first; thread < end; thread++) {
      if (this.#members[thread]?.state !== "up") return false;
    }
    return true;
  }

  /** Starts threads `first` to `end` - 1, those that are not there. */
  start(first: number, end: number): void {
    for (let thread = first; thread < end && !this.#refused; thread++) this.#member(thread);
  }

  /** Resolves when threads `first` to `end` - 1 are there; to false if this process can have none. */
  async ready(first: number, end: number): Promise<boolean> {
    this.start(first, end);
    for (const member of this.#members.slice(first, end)) await member?.started();
    return this.has(first, end);
  }

  /**
   * Runs steps of a program on threads that are there, and on the caller's as thread 0, if there is one: then all is
   * done when this returns, unless others had the pool or it fails.
   */
  run(number: number, program: PooledProgram, run: SharedRun): Promise<void> | undefined {
    const parcel: Load = {
      kind: "load",
      program: number,
      generation: generationAddress,
      poison,
      ...program,
    };
    if (this.#turn === undefined && run.caller !== undefined) {
      const failure = this.#runTogether(parcel, run.caller, run);
      return failure && this.#takeTurn(parcel, () => failure);
    }
    return this.#wait(parcel, run);
  }

  async #wait(parcel: Load, run: SharedRun): Promise<void> {
    while (this.#turn !== undefined) await this.#turn;
    const { caller } = run;
    await this.#takeTurn(parcel, () =>
      caller === undefined ? this.#runApart(parcel, run) : this.#runTogether(parcel, caller, run),
    );
  }

  async #takeTurn(parcel: Load, body: () => Promise<void> | undefined): Promise<void> {
    let done = (): void => {};
    this.#turn = new Promise((resolve) => (done = resolve));
    this.#memory = parcel.memory;
    try {
      await body();
    } finally {
      this.#memory = undefined;
      this.#turn = undefined;
      done();
    }
  }

  /** Gives each thread from `first` on its share. */
  #assign(parcel: Load, { steps, threads }: SharedRun, first: number): Member[] {
    const { program } = parcel;
    resetClaims(parcel.memory);
    return Array.from({ length: threads - first }, (_, i) => {
      const member = this.#member(first + i);
      member.run(parcel, { program, steps, thread: first + i, threads, report: first + i === 0 });
      return member;
    });
  }

  /** The caller is thread 0. A promise only if a thread failed. */
  #runTogether(parcel: Load, caller: RunShare, run: SharedRun): Promise<void> | undefined {
    const others = this.#assign(parcel, run, 1);
    try {
      caller(run.steps, 0, run.threads, this.#patience);
      return undefined;
    } catch (error) {
      const first = poisonBarrier(parcel.memory);
      return this.#explain(parcel, others, { kind: "failed", first, message: String(error) });
    }
  }

  /** All threads are workers; the caller hears from thread 0. */
  async #runApart(parcel: Load, run: SharedRun): Promise<void> {
    const [leader, ...others] = this.#assign(parcel, run, 0);
    const answer = await leader!.answer();
    if (answer.kind === "done") return;
    poisonBarrier(parcel.memory);
    await this.#explain(parcel, others, answer);
  }

  /** Waits until all threads have given up, and throws what made the first one fail. */
  async #explain(parcel: Load, others: readonly Member[], own: Answer): Promise<never> {
    const answers = [own, ...(await Promise.all(others.map((member) => member.lastAnswer())))];
    resetBarrier(parcel.memory);
    const cause = answers.find(
      (answer) => answer.kind === "ended" || (answer.kind === "failed" && answer.first),
    );
    return fail("state", {
      where: "wasm",
      expected: "every thread to come to its end",
      received: cause !== undefined && "message" in cause ? cause.message : "one that did not",
    });
  }

  /** Ends all threads. Later runs start new ones. */
  end(): void {
    this.#members.forEach((member) => member?.end());
    this.#members.length = 0;
  }

  /** Ends one thread, which the pool is to find out by itself: for tests. */
  kill(thread: number): void {
    this.#members[thread]?.end();
  }
}

/** Lets everyone trap who waits at the barrier, or comes to it. Whether nobody had done so before. */
function poisonBarrier({ buffer }: WebAssembly.Memory): boolean {
  const words = new Int32Array(buffer);
  const first = Atomics.exchange(words, generationAddress / 4, poison) !== poison;
  Atomics.notify(words, generationAddress / 4);
  return first;
}

/** The one pool of this process. */
export const pool: Pool = new Pool();
