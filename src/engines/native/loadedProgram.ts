import { longestAbsence } from "../engine.ts";
import type { NativeLibrary } from "./host.ts";

/** A C function as koffi gives it: called here, or on another thread, with a callback at the end. */
export interface NativeFunction {
  (...inputs: readonly unknown[]): unknown;
  async(...inputs: readonly unknown[]): void;
}

/** Runs of all programs on other threads that have not ended: they share one pool, which does one after the other. */
let underWay = 0;

/** A loaded library. koffi closes one that nothing refers to, so a run holds it, and the memory it works on, until it ends. */
export class LoadedProgram implements NativeLibrary {
  readonly #library: unknown;
  readonly #function: NativeFunction;
  readonly #before: readonly unknown[];
  readonly #after: readonly unknown[];
  /** Of the last run. */
  #millisecondsPerStep = Infinity;

  /** `before` and `after`: what the function takes around memory, places and steps. */
  constructor(
    library: unknown,
    f: NativeFunction,
    { before, after }: { readonly before: readonly unknown[]; readonly after: readonly unknown[] },
  ) {
    this.#library = library;
    this.#function = f;
    this.#before = before;
    this.#after = after;
  }

  runSync(memory: Uint8Array, places: BigInt64Array, steps: number): void {
    this.#function(...this.#before, memory, places, steps, ...this.#after);
  }

  /** Short runs are made here, which spares two changes of thread, unless they would have to wait for another. */
  async run(memory: Uint8Array, places: BigInt64Array, steps: number): Promise<void> {
    const began = performance.now();
    if (underWay === 0 && this.#millisecondsPerStep * steps <= longestAbsence)
      this.runSync(memory, places, steps);
    else await this.#runElsewhere(memory, places, steps);
    this.#millisecondsPerStep = (performance.now() - began) / steps;
  }

  async #runElsewhere(memory: Uint8Array, places: BigInt64Array, steps: number): Promise<void> {
    underWay++;
    try {
      await new Promise<void>((resolve, reject) => {
        const held = [this.#library, memory, places];
        const end = (error: Error | null): void => {
          held.length = 0;
          if (error === null) resolve();
          else reject(error);
        };
        this.#function.async(...this.#before, memory, places, steps, ...this.#after, end);
      });
    } finally {
      underWay--;
    }
  }
}
