import { fail } from "../base/errors.ts";
import { Operand } from "../graph/value.ts";
import type { DataLike, InputLike } from "./data.ts";

/** A batch: `[x, y]` or `[x, y, sampleWeight]`. */
export type Batch = readonly [InputLike, DataLike] | readonly [InputLike, DataLike, DataLike];

type Batches = Iterable<Batch> | AsyncIterable<Batch>;

/** Batches one after the other: an iterable, such as what a generator gives, or a function that makes one for each pass. */
export type BatchSource = Batches | (() => Batches);

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
  readonly #source: BatchSource;
  #iterator: Iterator<Batch> | AsyncIterator<Batch> | undefined;
  /** Batches since the pass began. */
  #read = 0;

  constructor(where: string, source: BatchSource) {
    this.#where = where;
    this.#source = source;
  }

  /** The next batch; undefined at the end of the pass, after which the next one begins. */
  async next(): Promise<Batch | undefined> {
    this.#iterator ??= this.#begin();
    const { done, value } = await this.#iterator.next();
    if (done === true) {
      const count = this.#read;
      this.#iterator = undefined;
      this.#read = 0;
      if (count > 0) return undefined;
      return fail("data", {
        where: this.#where,
        expected: "batches",
        received: "none",
        advice:
          "What a generator gave can be read once: give a function that makes a new one, () => batches(), or let it go on for ever with stepsPerEpoch",
      });
    }
    this.#read++;
    const batch: unknown = value;
    if (Array.isArray(batch) && (batch.length === 2 || batch.length === 3))
      return batch as unknown as Batch;
    return fail("data", {
      where: this.#where,
      expected: "batches [x, y] or [x, y, sampleWeight]",
      received: Array.isArray(batch) ? `a list of ${batch.length}` : typeof batch,
    });
  }

  #begin(): Iterator<Batch> | AsyncIterator<Batch> {
    const batches: unknown = typeof this.#source === "function" ? this.#source() : this.#source;
    if (typeof batches === "object" && batches !== null) {
      if (Symbol.asyncIterator in batches)
        return (batches as AsyncIterable<Batch>)[Symbol.asyncIterator]();
      if (Symbol.iterator in batches) return (batches as Iterable<Batch>)[Symbol.iterator]();
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

/** The options that stand beside a source. Throws if there are targets, which the batches bring themselves. */
export function optionsBeside<Options extends object>(
  where: string,
  second: unknown,
  third: Options | undefined,
): Options {
  const isOptions = second === undefined || Object.getPrototypeOf(second) === Object.prototype;
  if (isOptions && third === undefined) return (second ?? {}) as Options;
  return fail("option", {
    where,
    expected: "batches [x, y] and options",
    received: "targets beside the batches",
    advice: `Write model.${where}(batches, { ... })`,
  });
}
