import type { TypedArray } from "./dtype.ts";
import { fail } from "./errors.ts";
import { threefry2x32, threefryFill } from "./threefry.ts";

/** Two 32-bit words that name a stream of random numbers. */
export type RandomKey = readonly [number, number];

/** The session's root of all randomness, and how many keys were taken from it. */
const session: { root: RandomKey | undefined; taken: number } = { root: undefined, taken: 0 };

/**
 * Makes everything random that follows (initial weights, shuffles, dropout) the same in every run: `setRandomSeed(0)`.
 * Without it, each process draws other numbers. Throws unless the seed is a whole number of 0 or more.
 */
export function setRandomSeed(seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    fail("value", {
      where: "setRandomSeed",
      expected: "a whole number of 0 or more",
      received: `${seed}`,
    });
  }
  session.root = keyOf(seed);
  session.taken = 0;
}

/** The key of a seed. */
export function keyOf(seed: number): RandomKey {
  return [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
}

/** The next key of the session: independent of all others, the same after the same seed. */
export function nextKey(): RandomKey {
  session.root ??= crypto.getRandomValues(new Uint32Array(2)) as unknown as RandomKey;
  const [key0, key1] = session.root;
  return threefry2x32(key0, key1, session.taken++, 0x5eed);
}

/** Words that a stream draws ahead. */
const aheadWords = 1024;

/** Random numbers on the host: word i of the stream is a function of the key and i alone. */
export class RandomStream {
  readonly #key: RandomKey;
  readonly #words: Uint32Array = new Uint32Array(aheadWords);
  #next: number = aheadWords;
  #counter = 0;
  #spareNormal: number | undefined;

  constructor(key: RandomKey) {
    this.#key = key;
  }

  /** 32 random bits. */
  bits(): number {
    if (this.#next === aheadWords) this.#drawAhead();
    return this.#words[this.#next++]!;
  }

  #drawAhead(): void {
    threefryFill(this.#key[0], this.#key[1], this.#counter, this.#words);
    this.#counter += aheadWords / 2;
    this.#next = 0;
  }

  /** Uniform in [0, 1), with 53 bits. */
  uniform(): number {
    const high = this.bits() >>> 5;
    return (high * 2 ** 26 + (this.bits() >>> 6)) / 2 ** 53;
  }

  /** Fills an array with uniform numbers from `center` - `reach` to `center` + `reach`: what `uniform` gives, one after the other. */
  fillUniform(data: TypedArray, center: number, reach: number): void {
    const words = this.#words;
    for (let i = 0; i < data.length;) {
      const pairs = Math.min(data.length - i, (aheadWords - this.#next) >> 1);
      let next = this.#next;
      for (const end = i + pairs; i < end; i++, next += 2) {
        const high = words[next]! >>> 5;
        data[i] =
          center + reach * (2 * ((high * 2 ** 26 + (words[next + 1]! >>> 6)) / 2 ** 53) - 1);
      }
      this.#next = next;
      // The next pair is still to be drawn, or lies across two blocks.
      if (i < data.length) data[i++] = center + reach * (2 * this.uniform() - 1);
    }
  }

  /** Standard normal. Box & Muller 1958, https://doi.org/10.1214/aoms/1177706645 */
  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Standard normal without what lies more than two standard deviations out. */
  truncatedNormal(): number {
    for (;;) {
      const x = this.normal();
      if (Math.abs(x) <= 2) return x;
    }
  }

  /** A whole number from 0 to `limit` - 1, each equally likely. */
  integer(limit: number): number {
    return Math.floor(this.uniform() * limit);
  }

  /** Brings the elements into a random order, each order equally likely (Fisher & Yates). */
  shuffle(data: { [index: number]: number; readonly length: number }): void {
    for (let i = data.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const x = data[i]!;
      data[i] = data[j]!;
      data[j] = x;
    }
  }
}
