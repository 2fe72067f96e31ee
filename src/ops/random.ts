import { randomBits } from "./primitives/random.ts";
import type { DType } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import {
  broadcastShapes,
  formatShape,
  normalizeAxis,
  sameShape,
  sizeOf,
  type Shape,
} from "../base/shape.ts";
import type { Builder, Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { add, multiply, negative, subtract } from "./add.ts";
import { argmax } from "./argmax.ts";
import { divide } from "./divide.ts";
import { erfinv } from "./erfinv.ts";
import { logicalAnd } from "./logicalAnd.ts";
import { clip } from "./maximum.ts";
import { expandDims } from "./reshape.ts";
import { argsort } from "./sort.ts";
import { sum } from "./sum.ts";
import { take } from "./take.ts";
import { cast } from "./cast.ts";
import {
  broadcastWith,
  builderFor,
  floatOperand,
  reshapeWith,
  scalar,
  toOperand,
  type OperandLike,
} from "./convert.ts";
import { equal, greater, less } from "./equal.ts";
import { log } from "./exp.ts";
import { floor } from "./floor.ts";
import { power, sqrt } from "./power.ts";
import { cos } from "./sin.ts";
import { where } from "./where.ts";
import { zerosLike } from "./zeros.ts";

/**
 * Where random numbers come from: a key and a counter, uint32 scalars []. Draws with equal states are equal, so count up
 * after each: layers keep the three in a variable and assign `nextSeed`.
 */
export interface SeedState {
  readonly key0: Operand;
  readonly key1: Operand;
  readonly counter: Operand;
}

/** The state in a uint32 variable or tensor [3] of key, key and counter. */
export function seedStateOf(seed: Operand): SeedState {
  const builder = builderFor("seed", [seed]);
  if (!sameShape(seed.shape, [3]) || seed.dtype !== "uint32") {
    fail("shape", {
      where: "seed",
      expected: "uint32 [3]",
      received: `${seed.dtype} ${formatShape(seed.shape)}`,
    });
  }
  const word = (i: number): Operand =>
    reshapeWith(
      builder,
      builder.emit("slice", [seed], { starts: [i], limits: [i + 1], strides: [1] }),
      [],
    );
  return { key0: word(0), key1: word(1), counter: word(2) };
}

/** The uint32 [3] that follows `seed`: the same key, the counter one further. */
export function nextSeed(seed: Operand): Operand {
  const builder = builderFor("seed", [seed]);
  return builder.emit("add", [seed, new Tensor(Uint32Array.of(0, 0, 1), [3])], {});
}

/** A state of its own for part `n` of a draw: the key is drawn from the state itself, at a place that no draw uses. */
export function splitSeed(seed: SeedState, n: number): SeedState {
  const builder = builderOfSeed(seed);
  const place = scalar(2 ** 32 - n, "uint32");
  const word = (which: 0 | 1): Operand =>
    builder.emit(randomBits, [seed.key0, seed.key1, seed.counter, place], { word: which });
  return { key0: word(0), key1: word(1), counter: seed.counter };
}

/** How numbers are drawn. */
export interface DrawOptions {
  /** Default: that of `floatx`. */
  readonly dtype?: DType | undefined;
}

function builderOfSeed({ key0, key1, counter }: SeedState): Builder {
  return builderFor("random", [key0, key1, counter]);
}

/** 32 random bits per element: word 0 or 1 of the block that belongs to (key, counter, index of the element). */
function bits(shape: Shape, seed: SeedState, word: 0 | 1): Operand {
  const builder = builderOfSeed(seed);
  const flat = builder.emit("iota", [], { shape: [sizeOf(shape)], dtype: "uint32", axis: 0 });
  const inputs = [seed.key0, seed.key1, seed.counter, reshapeWith(builder, flat, shape)];
  return builder.emit(
    randomBits,
    inputs.map((x) => broadcastWith(builder, x, shape)),
    { word },
  );
}

/** Numbers in [0, 1), multiples of 2⁻²⁴: the 24 high bits of each word. */
function fractions(shape: Shape, seed: SeedState, word: 0 | 1): Operand {
  const builder = builderOfSeed(seed);
  const words = bits(shape, seed, word);
  const eight = broadcastWith(builder, scalar(8, "uint32"), shape);
  return multiply(cast(builder.emit("shiftRight", [words, eight], {}), "float32"), 2 ** -24);
}

/** Uniform numbers in [minval, maxval), by default [0, 1). The same for equal seeds on every engine. */
export function uniform(
  shape: Shape,
  seed: SeedState,
  options: DrawOptions & {
    readonly minval?: number | undefined;
    readonly maxval?: number | undefined;
  } = {},
): Operand {
  const { minval = 0, maxval = 1, dtype = floatx() } = options;
  const unit = fractions(shape, seed, 0);
  const scaled = maxval - minval === 1 ? unit : multiply(unit, maxval - minval);
  return cast(minval === 0 ? scaled : add(scaled, minval), dtype);
}

/** Normal numbers of the given mean (default 0) and deviation (default 1). Box & Muller 1958, https://doi.org/10.1214/aoms/1177706645 */
export function normal(
  shape: Shape,
  seed: SeedState,
  options: DrawOptions & {
    readonly mean?: number | undefined;
    readonly stddev?: number | undefined;
  } = {},
): Operand {
  const { mean = 0, stddev = 1, dtype = floatx() } = options;
  const radius = sqrt(multiply(log(subtract(1, fractions(shape, seed, 0))), -2));
  const unit = multiply(radius, cos(multiply(fractions(shape, seed, 1), 2 * Math.PI)));
  const scaled = stddev === 1 ? unit : multiply(unit, stddev);
  return cast(mean === 0 ? scaled : add(scaled, mean), dtype);
}

/** Whole numbers from minval to maxval - 1, each equally likely; int32 by default. */
export function randint(
  shape: Shape,
  seed: SeedState,
  minval: number,
  maxval: number,
  options: DrawOptions = {},
): Operand {
  const whole = floor(multiply(fractions(shape, seed, 0), maxval - minval));
  return cast(add(cast(whole, "int32"), minval), options.dtype ?? "int32");
}

/** True with the given probability, element by element: bool. */
export function bernoulli(shape: Shape, seed: SeedState, probability: number): Operand {
  expectProbability("bernoulli", probability);
  // Whole words are compared: one integer comparison, exact to 2⁻³².
  const limit = Math.round(probability * 2 ** 32);
  const words = bits(shape, seed, 0);
  return limit === 2 ** 32 ? equal(words, words) : less(words, scalar(limit, "uint32"));
}

function expectProbability(where: string, probability: number): void {
  if (probability >= 0 && probability <= 1) return;
  fail("value", { where, expected: "a probability between 0 and 1", received: `${probability}` });
}

/** Form of the noise. */
export interface DropoutOptions {
  /** Shape of the drawn mask, which broadcasts to that of x. Default: the shape of x. */
  readonly noiseShape?: Shape | null | undefined;
}

/**
 * x with each element set to 0 with probability `rate`, the others divided by 1 - rate, so that sums keep their mean.
 * Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html
 */
export function dropout(
  x: OperandLike,
  rate: number,
  seed: SeedState,
  options: DropoutOptions = {},
): Operand {
  expectProbability("dropout", rate);
  const { x: operand } = floatOperand("dropout", x);
  if (rate === 0) return operand;
  const shape = options.noiseShape ?? operand.shape;
  if (!sameShape(broadcastShapes("dropout", shape, operand.shape), operand.shape)) {
    fail("shape", {
      where: "dropout",
      expected: `a noise shape that broadcasts to ${formatShape(operand.shape)}`,
      received: formatShape(shape),
    });
  }
  if (rate === 1) return zerosLike(operand);
  return where(bernoulli(shape, seed, rate), 0, multiply(operand, 1 / (1 - rate)));
}

/** Normal numbers of the given mean and deviation without what lies more than two deviations out. */
export function truncatedNormal(
  shape: Shape,
  seed: SeedState,
  options: DrawOptions & {
    readonly mean?: number | undefined;
    readonly stddev?: number | undefined;
  } = {},
): Operand {
  const { mean = 0, stddev = 1, dtype = floatx() } = options;
  // The inverse of the distribution function, taken at the middle of each step of the uniform numbers.
  const middle = add(multiply(fractions(shape, seed, 0), 2), 2 ** -24 - 1);
  const unit = multiply(erfinv(multiply(middle, withinTwo)), Math.SQRT2);
  return cast(add(multiply(clip(unit, -2, 2), stddev), mean), dtype);
}

/** The probability of lying within two deviations: erf √2. */
const withinTwo = 0.9544997361036416;

/** For each row of logits `numSamples` classes, drawn with the probabilities of their softmax: [batch, classes] -> int32 [batch, numSamples]. */
export function categorical(
  logits: OperandLike,
  numSamples: number,
  seed: SeedState,
  options: DrawOptions = {},
): Operand {
  const { x } = floatOperand("random.categorical", logits);
  if (x.rank !== 2 || !Number.isInteger(numSamples) || numSamples < 0) {
    fail("shape", {
      where: "random.categorical",
      expected: "logits [batch, classes] and a number of samples",
      received: `${formatShape(x.shape)} and ${numSamples}`,
    });
  }
  const [batch, classes] = x.shape as [number, number];
  // The largest of logits and Gumbel's noise has the probability of the softmax.
  const uniformly = add(fractions([batch, numSamples, classes], seed, 0), 2 ** -25);
  const noise = negative(log(negative(log(uniformly))));
  return cast(argmax(add(expandDims(x, 1), noise), { axis: -1 }), options.dtype ?? "int32");
}

/** How often each draw is tried: one in twenty is refused. */
const tries = 12;

/**
 * Numbers of the gamma distribution of shape alpha and scale 1; alpha broadcasts to the shape. Marsaglia & Tsang 2000,
 * https://doi.org/10.1145/358407.358414, with a fixed number of tries (a number in 10¹⁵ is one that should have been refused).
 */
export function gamma(
  shape: Shape,
  alpha: OperandLike,
  seed: SeedState,
  options: DrawOptions = {},
): Operand {
  const builder = builderOfSeed(seed);
  const own = broadcastWith(builder, floatOperand("random.gamma", alpha).x, shape);
  const isSmall = less(own, 1);
  const d = subtract(where(isSmall, add(own, 1), own), 1 / 3);
  const c = divide(1, multiply(sqrt(d), 3));
  let found: Operand = d;
  for (let n = tries; n >= 1; n--) {
    const part = splitSeed(seed, n);
    const x = normal(shape, part);
    const root = add(1, multiply(c, x));
    const isPositive = greater(root, 0);
    const cube = power(where(isPositive, root, 1), 3);
    const bound = add(
      multiply(multiply(x, x), 0.5),
      multiply(d, add(subtract(1, cube), log(cube))),
    );
    const chance = log(add(fractions(shape, splitSeed(part, 1), 0), 2 ** -25));
    const isTaken = logicalAnd(isPositive, less(chance, bound));
    found = where(isTaken, multiply(d, cube), found);
  }
  // Below 1 a number of alpha + 1 is shrunk.
  const shrink = power(
    add(fractions(shape, splitSeed(seed, tries + 1), 0), 2 ** -25),
    divide(1, where(isSmall, own, 1)),
  );
  return cast(where(isSmall, multiply(found, shrink), found), options.dtype ?? floatx());
}

/** Numbers of the beta distribution, in [0, 1]; alpha and beta broadcast to the shape. */
export function beta(
  shape: Shape,
  alpha: OperandLike,
  second: OperandLike,
  seed: SeedState,
  options: DrawOptions = {},
): Operand {
  const x = gamma(shape, alpha, splitSeed(seed, tries + 2));
  const y = gamma(shape, second, splitSeed(seed, tries + 3));
  return cast(divide(x, add(x, y)), options.dtype ?? floatx());
}

/** How often each of `counts` tries succeeds, of the given probabilities; both broadcast to the shape. The counts must be known: not while tracing. */
export function binomial(
  shape: Shape,
  counts: OperandLike,
  probabilities: OperandLike,
  seed: SeedState,
  options: DrawOptions = {},
): Operand {
  const builder = builderOfSeed(seed);
  const times = floatOperand("random.binomial", counts).x;
  const most = Array.from(times.data).reduce((largest, count) => Math.max(largest, count), 0);
  const wide = (x: OperandLike): Operand =>
    expandDims(broadcastWith(builder, floatOperand("random.binomial", x).x, shape), 0);
  const all = [most, ...shape];
  const chance = fractions(all, seed, 0);
  const number = builder.emit("iota", [], { shape: all, dtype: "float32", axis: 0 });
  const succeeds = logicalAnd(less(chance, wide(probabilities)), less(number, wide(times)));
  return cast(sum(cast(succeeds, "float32"), { axis: 0 }), options.dtype ?? floatx());
}

/** The entries of an axis (default 0) in a random order, each order equally likely. */
export function shuffle(
  x: OperandLike,
  seed: SeedState,
  options: { readonly axis?: number | undefined } = {},
): Operand {
  const operand = toOperand(x);
  const axis = normalizeAxis("random.shuffle", options.axis ?? 0, operand.rank);
  const order = argsort(bits([operand.shape[axis]!], seed, 0), { axis: 0 });
  return take(operand, order, { axis });
}
