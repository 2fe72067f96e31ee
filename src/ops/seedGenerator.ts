import { fail } from "../base/errors.ts";
import { keyOf, nextKey, type RandomKey } from "../base/random.ts";
import { Variable } from "../graph/variable.ts";
import { Tensor } from "../tensor/tensor.ts";
import { scalar } from "./convert.ts";
import { nextSeed, seedStateOf, splitSeed, type SeedState } from "./random.ts";

/** Where the numbers of one call come from: a whole number (always the same ones), a generator, or null (the session's next). */
export type Seed = number | SeedGenerator | null | undefined;

function keyFor(where: string, seed: number | null | undefined): RandomKey {
  if (seed === null || seed === undefined) return nextKey();
  if (Number.isSafeInteger(seed) && seed >= 0) return keyOf(seed);
  return fail("value", { where, expected: "a whole number from 0 as seed", received: `${seed}` });
}

/**
 * A stream of seeds: every draw with it gives other numbers, in the same order after the same seed. Its state is a variable
 * of key, key and counter, which programs move on too: `new SeedGenerator(7)`.
 */
export class SeedGenerator {
  /** uint32 [3]: key, key, counter. */
  readonly state: Variable;

  constructor(seed: number | null = null, options: { readonly name?: string | undefined } = {}) {
    const [key0, key1] = keyFor("SeedGenerator", seed);
    this.state = new Variable({
      name: options.name ?? "seed_generator_state",
      shape: [3],
      dtype: "uint32",
      trainable: false,
      initialize: () => Uint32Array.of(key0, key1, 0),
    });
  }

  /** The state for one draw; the generator moves on. */
  next(): SeedState {
    const { state } = this;
    if (state.builder !== undefined) {
      const seed = seedStateOf(state);
      state.assign(nextSeed(state));
      return seed;
    }
    const now = new Tensor(Uint32Array.from(state.data), [3]);
    state.assign(nextSeed(now));
    return seedStateOf(now);
  }
}

/** The state that a seed means for one draw. */
export function drawSeed(where: string, seed: Seed): SeedState {
  if (seed instanceof SeedGenerator) return seed.next();
  const [key0, key1] = keyFor(where, seed);
  const word = (x: number): Tensor => scalar(x, "uint32");
  return { key0: word(key0), key1: word(key1), counter: word(0) };
}

/** Two states of one draw, whose numbers have nothing to do with each other. */
export function drawTwoSeeds(where: string, seed: Seed): readonly [SeedState, SeedState] {
  const first = drawSeed(where, seed);
  return [first, splitSeed(first, 1)];
}
