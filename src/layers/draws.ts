import type { Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { add, multiply } from "../ops/add.ts";
import {
  beta,
  gamma,
  nextSeed,
  normal,
  randint,
  seedStateOf,
  shuffle,
  uniform,
  type SeedState,
} from "../ops/random.ts";
import { arange } from "../ops/zeros.ts";

/** A range of numbers, both ends given. */
export type Range = readonly [low: number, high: number];

/** The random numbers of one call of a layer, in order: each draw moves the layer's seed on. */
export class Draws {
  #state: Operand;
  readonly #seed: Variable;

  /** `state`: the seed's value in the running trace. */
  constructor(seed: Variable, state: Operand) {
    this.#seed = seed;
    this.#state = state;
  }

  /** The state of the next draw. */
  next(): SeedState {
    const state = seedStateOf(this.#state);
    this.#state = nextSeed(this.#state);
    this.#seed.assign(this.#state);
    return state;
  }

  /** Uniform numbers in a range; of equal ends that number. */
  uniform(shape: Shape, [low, high]: Range = [0, 1]): Operand {
    return add(multiply(uniform(shape, this.next()), high - low), low);
  }

  /** Normal numbers of mean 0 and deviation 1. */
  normal(shape: Shape): Operand {
    return normal(shape, this.next());
  }

  /** Whole numbers from the first to the one before the second. */
  whole(shape: Shape, [low, end]: Range): Operand {
    return randint(shape, this.next(), low, end);
  }

  /** Numbers of the beta distribution. */
  beta(shape: Shape, alpha: Operand | number): Operand {
    return beta(shape, alpha, alpha, this.next());
  }

  /** Numbers of the gamma distribution. */
  gamma(shape: Shape, alpha: number): Operand {
    return gamma(shape, alpha, this.next());
  }

  /** The numbers 0 .. count - 1 in a random order. */
  permutation(count: number): Operand {
    return shuffle(arange(count, { dtype: "int32" }), this.next());
  }
}
