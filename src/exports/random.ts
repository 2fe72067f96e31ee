/** Random tensors, under Keras's names: `hornet/random`. The same for equal seeds, on every engine. */
import type { DType } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import type { Shape } from "../base/shape.ts";
import { tensor } from "../eager/tensor.ts";
import type { OperandLike } from "../ops/convert.ts";
import * as draws from "../ops/random.ts";
import { drawSeed, SeedGenerator, type Seed } from "../ops/seedGenerator.ts";
import { named } from "../ops/signature.ts";
import { Tensor } from "../tensor/tensor.ts";

export { SeedGenerator, type Seed };

/** Where the numbers come from, and their type. */
export interface RandomOptions {
  /** A whole number: always the same numbers; a generator: its next; default: the session's next. */
  readonly seed?: Seed;
  /** Default: that of `floatx`. */
  readonly dtype?: DType | undefined;
}

/** Options of normal numbers. */
export interface NormalOptions extends RandomOptions {
  /** Default 0. */
  readonly mean?: number | undefined;
  /** Default 1. */
  readonly stddev?: number | undefined;
}

/** Options of uniform numbers. */
export interface UniformOptions extends RandomOptions {
  /** Default 0. */
  readonly minval?: number | undefined;
  /** Left out itself. Default 1. */
  readonly maxval?: number | undefined;
}

/** A host tensor as one that computes on the engine; a traced value as it is. */
function lifted(x: Operand): Operand {
  return x instanceof Tensor ? tensor(x) : x;
}

function normalOf(shape: Shape, options: NormalOptions = {}): Operand {
  return lifted(draws.normal(shape, drawSeed("random.normal", options.seed), options));
}

function truncatedNormalOf(shape: Shape, options: NormalOptions = {}): Operand {
  const seed = drawSeed("random.truncatedNormal", options.seed);
  return lifted(draws.truncatedNormal(shape, seed, options));
}

function uniformOf(shape: Shape, options: UniformOptions = {}): Operand {
  const seed = drawSeed("random.uniform", options.seed);
  return lifted(draws.uniform(shape, seed, options));
}

function randintOf(
  shape: Shape,
  minval: number,
  maxval: number,
  options: RandomOptions = {},
): Operand {
  const seed = drawSeed("random.randint", options.seed);
  return lifted(draws.randint(shape, seed, minval, maxval, options));
}

function categoricalOf(
  logits: OperandLike,
  numSamples: number,
  options: RandomOptions = {},
): Operand {
  const seed = drawSeed("random.categorical", options.seed);
  return lifted(draws.categorical(logits, numSamples, seed, options));
}

function binomialOf(
  shape: Shape,
  counts: OperandLike,
  probabilities: OperandLike,
  options: RandomOptions = {},
): Operand {
  const seed = drawSeed("random.binomial", options.seed);
  return lifted(draws.binomial(shape, counts, probabilities, seed, options));
}

function betaOf(
  shape: Shape,
  alpha: OperandLike,
  second: OperandLike,
  options: RandomOptions = {},
): Operand {
  const seed = drawSeed("random.beta", options.seed);
  return lifted(draws.beta(shape, alpha, second, seed, options));
}

function gammaOf(shape: Shape, alpha: OperandLike, options: RandomOptions = {}): Operand {
  return lifted(draws.gamma(shape, alpha, drawSeed("random.gamma", options.seed), options));
}

/** Options of `dropout`. */
export interface DropOptions extends draws.DropoutOptions {
  readonly seed?: Seed;
}

function dropoutOf(inputs: OperandLike, rate: number, options: DropOptions = {}): Operand {
  return lifted(draws.dropout(inputs, rate, drawSeed("random.dropout", options.seed), options));
}

/** Options of `shuffle`. */
export interface ShuffleOptions {
  /** Default 0. */
  readonly axis?: number | undefined;
  readonly seed?: Seed;
}

function shuffleOf(x: OperandLike, options: ShuffleOptions = {}): Operand {
  return lifted(draws.shuffle(x, drawSeed("random.shuffle", options.seed), options));
}

/** Normal numbers: `normal([2, 3], { mean: 1, stddev: 0.5, seed: 7 })`. */
export const normal: typeof normalOf = named(
  "random.normal",
  "shape mean? stddev? dtype? seed?",
  normalOf,
);
/** Normal numbers without what lies more than two deviations out. */
export const truncatedNormal: typeof truncatedNormalOf = named(
  "random.truncatedNormal",
  "shape mean? stddev? dtype? seed?",
  truncatedNormalOf,
);
/** Uniform numbers in [minval, maxval). */
export const uniform: typeof uniformOf = named(
  "random.uniform",
  "shape minval? maxval? dtype? seed?",
  uniformOf,
);
/** Whole numbers from minval to maxval - 1. */
export const randint: typeof randintOf = named(
  "random.randint",
  "shape minval maxval dtype? seed?",
  randintOf,
);
/** Classes, drawn with the probabilities of the softmax of the logits: [batch, classes] -> [batch, numSamples]. */
export const categorical: typeof categoricalOf = named(
  "random.categorical",
  "logits numSamples dtype? seed?",
  categoricalOf,
);
/** How many of so many tries succeed. */
export const binomial: typeof binomialOf = named(
  "random.binomial",
  "shape counts probabilities dtype? seed?",
  binomialOf,
);
/** Numbers of the beta distribution. */
export const beta: typeof betaOf = named("random.beta", "shape alpha beta dtype? seed?", betaOf);
/** Numbers of the gamma distribution of scale 1. */
export const gamma: typeof gammaOf = named("random.gamma", "shape alpha dtype? seed?", gammaOf);
/** x with a random share of its elements set to 0, the others enlarged. */
export const dropout: typeof dropoutOf = named(
  "random.dropout",
  "inputs rate noiseShape? seed?",
  dropoutOf,
);
/** The entries of an axis in a random order. */
export const shuffle: typeof shuffleOf = named("random.shuffle", "x axis? seed?", shuffleOf);
/** A stream of seeds: `seedGenerator(7)`. */
export const seedGenerator = (seed: number | null = null): SeedGenerator => new SeedGenerator(seed);
