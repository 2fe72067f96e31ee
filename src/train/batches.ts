import { fail } from "../base/errors.ts";
import { Operand } from "../graph/value.ts";
import type { DataLike, InputLike } from "./data.ts";

/** A batch: `[x, y]` or `[x, y, sampleWeight]`. */
export type Batch = readonly [InputLike, DataLike] | readonly [InputLike, DataLike, DataLike];

type Stream<Part> = Iterable<Part> | AsyncIterable<Part>;
type Source<Part> = Stream<Part> | (() => Stream<Part>);

/** Batches one after the other: an iterable, such as what a generator gives, or a function that makes one for each pass. */
export type BatchSource = Source<Batch>;

/** Batches to predict: what goes in alone, or in a list before what else belongs to it, `[x]` or `[x, y]`. */
export type InputSource = Source<InputLike | readonly [InputLike, ...unknown[]]>;

/** Whether it gives batches, rather than being all data at once. */
export function isBatchSource(x: unknown): x is BatchSource {
  if (typeof x === "function") return true;
  const isData =
    Array.isArray(x) || ArrayBuffer.isView(x) || x instanceof Operand || x instanceof Map;
  if (typeof x !== "object" || x === null || isData) return false;
  return Symbol.iterator in x || Symbol.asyncIterator in x;
}

/** Reads a source pass by pass. */
export class BatchReader {
  readonly #where: string;
  readonly #source: Source<unknown>;
  #iterator: Iterator<unknown> | AsyncIterator<unknown> | undefined;
  /** Batches since the pass began. */
  #read = 0;

  constructor(where: string, source: Source<unknown>) {
    this.#where = where;
    this.#source = source;
  }

  /** The next batch, whatever it may be; null at the end of the pass, after which the next one begins. */
  async next(): Promise<{ readonly batch: unknown } | null> {
    this.#iterator ??= this.#begin();
    const { done, value } = await this.#iterator.next();
    if (done === true) {
      const count = this.#read;
      this.#iterator = undefined;
      this.#read = 0;
      if (count > 0) return null;
      return fail("data", {
        where: this.#where,
        expected: "batches",
        received: "none",
        advice:
          "What a generator gave can be read once: give a function that makes a new one, () => batches(), or let it go on for ever with stepsPerEpoch",
      });
    }
    this.#read++;
    return { batch: value };
  }

  #begin(): Iterator<unknown> | AsyncIterator<unknown> {
    const batches: unknown = typeof this.#source === "function" ? this.#source() : this.#source;
    if (typeof batches === "object" && batches !== null) {
      if (Symbol.asyncIterator in batches)
        return (batches as AsyncIterable<unknown>)[Symbol.asyncIterator]();
      if (Symbol.iterator in batches) return (batches as Iterable<unknown>)[Symbol.iterator]();
    }
    return fail("data", {
      where: this.#where,
      expected: "a function that makes an iterable of batches",
      received: `one that gave ${batches === null ? "null" : typeof batches}`,
      advice: "Write a generator: function* batches() { yield [x, y]; }",
    });
  }

  /** Lets go of what is not read to its end. */
  async close(): Promise<void> {
    await this.#iterator?.return?.();
    this.#iterator = undefined;
  }
}

/** A batch to learn from. Throws if it is none. */
export function checkBatch(where: string, batch: unknown): Batch {
  if (isBatch(batch)) return batch;
  return fail("data", {
    where,
    expected: "batches [x, y] or [x, y, sampleWeight]",
    received: Array.isArray(batch) ? `a list of ${batch.length}` : typeof batch,
  });
}

function isBatch(x: unknown): x is Batch {
  return Array.isArray(x) && (x.length === 2 || x.length === 3);
}

/** The options of a run: behind the targets, or in their place where `x` is a source. Throws if there are targets all the same. */
export function optionsBeside<Options extends object>(
  where: string,
  x: unknown,
  second: unknown,
  third: Options | undefined,
): Options {
  if (!isBatchSource(x)) return third ?? ({} as Options);
  const isOptions = second === undefined || Object.getPrototypeOf(second) === Object.prototype;
  if (isOptions && third === undefined) return (second ?? {}) as Options;
  return fail("option", {
    where,
    expected: "batches [x, y] and options",
    received: "targets beside the batches",
    advice: `Write model.${where}(batches, { ... })`,
  });
}
