import { startHelper } from "#threads";
import type { Answer, Helper, Parcel } from "./helper.ts";

/** A program for a thread to keep. */
export type Load = Parcel & { readonly kind: "load" };

/** Milliseconds for threads to say that they have given up, after which they are ended. */
const lastWords = 5000;

/** One thread that runs what it is sent. */
export class Member {
  readonly #helper: Helper;
  readonly #known = new Set<number>();
  readonly #answers: Answer[] = [];
  #listener: ((answer: Answer) => void) | undefined;
  #state: "starting" | "up" | "ended" = "starting";
  #waiting: (() => void)[] = [];

  constructor(onEnd: (wasUp: boolean) => void) {
    this.#helper = startHelper((answer) => {
      if (answer.kind === "up" || answer.kind === "ended") {
        const before = this.#state;
        this.#state = answer.kind;
        this.#waiting.forEach((resolve) => resolve());
        this.#waiting = [];
        if (answer.kind === "up" || before === "ended") return;
        onEnd(before === "up");
      }
      if (this.#listener === undefined) this.#answers.push(answer);
      else this.#listener(answer);
      this.#listener = undefined;
    });
  }

  get state(): "starting" | "up" | "ended" {
    return this.#state;
  }

  /** Resolves when it has started, or could not. */
  started(): Promise<void> {
    if (this.#state !== "starting") return Promise.resolve();
    return this.#held(new Promise((resolve) => void this.#waiting.push(resolve)));
  }

  /** Runs a program on it; sends the program before, if it does not have it. */
  run(parcel: Load, run: Parameters<Helper["run"]>[0]): void {
    if (!this.#known.has(parcel.program)) {
      this.#helper.send(parcel);
      this.#known.add(parcel.program);
    }
    this.#helper.run(run);
  }

  /** Has it run a program in the twin of an arena; what it says then. */
  mirror(parcel: Parcel & { readonly kind: "mirror" }): Promise<Answer> {
    this.#helper.send(parcel);
    return this.answer();
  }

  /** Lets go of an arena's twin. */
  forget(arena: number): void {
    this.#helper.send({ kind: "forget", arena });
  }

  drop(program: number): void {
    if (this.#known.delete(program)) this.#helper.send({ kind: "drop", program });
  }

  /** What it says next. The process stays alive until then. */
  answer(): Promise<Answer> {
    const early = this.#answers.shift();
    if (early !== undefined) return Promise.resolve(early);
    return this.#held(new Promise((resolve) => (this.#listener = resolve)));
  }

  /** What it says when the others have failed; it is ended if it says nothing. */
  async lastAnswer(): Promise<Answer> {
    const timer = setTimeout(() => this.end(), lastWords);
    try {
      return await this.answer();
    } finally {
      clearTimeout(timer);
    }
  }

  async #held<T>(promise: Promise<T>): Promise<T> {
    this.#helper.hold();
    try {
      return await promise;
    } finally {
      this.#helper.release();
    }
  }

  end(): void {
    this.#helper.end();
  }
}
