import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { add, multiply, negative, subtract } from "./add.ts";
import {
  builderFor,
  castWith,
  floatOf,
  resultDType,
  scalar,
  toOperand,
  unify,
  type OperandLike,
} from "./convert.ts";
import { concatenate } from "./concatenate.ts";
import { divide } from "./divide.ts";
import { greater } from "./equal.ts";
import { extractSequences } from "./extractSequences.ts";
import { matmul } from "./matmul.ts";
import { pad } from "./pad.ts";
import { reshape } from "./reshape.ts";
import { flip } from "./slice.ts";
import { swapaxes } from "./transpose.ts";
import { where } from "./where.ts";
import { scatterAdd } from "./primitives/scatter.ts";

/** Real and imaginary parts of one shape. */
export type ComplexPair = readonly [real: OperandLike, imag: OperandLike];

interface Pair {
  readonly re: Operand;
  readonly im: Operand;
}

function pairOf(place: string, x: ComplexPair): Pair {
  if (!Array.isArray(x) || x.length !== 2)
    fail("value", {
      where: place,
      expected: "a pair of real and imaginary part",
      received: typeof x,
    });
  const { operands } = unify(place, x, floatOf(resultDType(x)));
  const [re, im] = operands as [Operand, Operand];
  if (!sameShape(re.shape, im.shape) || re.rank === 0) {
    fail("shape", {
      where: place,
      expected: "real and imaginary parts of one shape [.., n]",
      received: `${formatShape(re.shape)} and ${formatShape(im.shape)}`,
    });
  }
  return { re, im };
}

/** Up to this length a transform is one matrix product. */
const longestMatrix = 64;

/** cos and sin of angle(row, column), in the dtype of `like`: [rows, columns]. */
function waves(
  like: Operand,
  rows: number,
  columns: number,
  angle: (row: number, column: number) => number,
): Pair {
  const table = (f: (x: number) => number): Operand => {
    const data = Float64Array.from({ length: rows * columns }, (_, i) =>
      f(angle(Math.floor(i / columns), i % columns)),
    );
    return castWith(builderFor("fft", [like]), new Tensor(data, [rows, columns]), like.dtype);
  };
  return { re: table(Math.cos), im: table(Math.sin) };
}

function times(x: Pair, y: Pair, product: (a: Operand, b: Operand) => Operand): Pair {
  return {
    re: subtract(product(x.re, y.re), product(x.im, y.im)),
    im: add(product(x.re, y.im), product(x.im, y.re)),
  };
}

/** The largest factor of n up to the longest matrix; 1 if n has none but itself. */
function factorOf(n: number): number {
  for (let factor = Math.min(longestMatrix, n - 1); factor > 1; factor--)
    if (n % factor === 0) return factor;
  return 1;
}

const modulo = (x: number, n: number): number => x % n;

/** Σ x[j] e^(sign · 2πi jk / n) over the last axis. Cooley & Tukey 1965: a length with a factor is done in two steps. */
function transform(x: Pair, sign: 1 | -1): Pair {
  const n = x.re.shape.at(-1)!;
  const turn = (sign * 2 * Math.PI) / n;
  const first = n <= longestMatrix ? 1 : factorOf(n);
  if (first === 1)
    return times(
      x,
      waves(x.re, n, n, (j, k) => turn * modulo(j * k, n)),
      matmul,
    );
  const second = n / first;
  const others = x.re.shape.slice(0, -1);
  const both = (pair: Pair, f: (part: Operand) => Operand): Pair => ({
    re: f(pair.re),
    im: f(pair.im),
  });
  // j = second · j1 + j2, k = k1 + first · k2
  const apart = both(x, (part) => swapaxes(reshape(part, [...others, first, second]), -2, -1));
  const inner = both(transform(apart, sign), (part) => swapaxes(part, -2, -1));
  const twiddles = waves(x.re, first, second, (k1, j2) => turn * modulo(k1 * j2, n));
  const outer = transform(times(inner, twiddles, multiply), sign);
  return both(outer, (part) => reshape(swapaxes(part, -2, -1), [...others, n]));
}

/** The discrete Fourier transform over the last axis: pairs [.., n] -> [.., n]. */
export function fft(x: ComplexPair): [real: Operand, imag: Operand] {
  const { re, im } = transform(pairOf("fft", x), -1);
  return [re, im];
}

function transform2(place: string, x: ComplexPair, sign: 1 | -1): Pair {
  const pair = pairOf(place, x);
  if (pair.re.rank < 2)
    fail("shape", { where: place, expected: "[.., h, w]", received: formatShape(pair.re.shape) });
  const turned = (parts: Pair): Pair => ({
    re: swapaxes(parts.re, -2, -1),
    im: swapaxes(parts.im, -2, -1),
  });
  return turned(transform(turned(transform(pair, sign)), sign));
}

/** The discrete Fourier transform over the last two axes: pairs [.., h, w] -> [.., h, w]. */
export function fft2(x: ComplexPair): [real: Operand, imag: Operand] {
  const { re, im } = transform2("fft2", x, -1);
  return [re, im];
}

/** The inverse of `fft2`. */
export function ifft2(x: ComplexPair): [real: Operand, imag: Operand] {
  const { re, im } = transform2("ifft2", x, 1);
  const [h, w] = re.shape.slice(-2) as [number, number];
  return [divide(re, h * w), divide(im, h * w)];
}

/** Options of `rfft` and `irfft`. */
export interface FftOptions {
  /** Length in time: x is cut or filled up with zeros. Default: that of x; of `irfft` 2 (bins - 1). */
  readonly fftLength?: number | null | undefined;
}

/** The last axis cut, or filled up with zeros, to a length. */
function fitted(x: Operand, length: number): Operand {
  const own = x.shape.at(-1)!;
  if (own === length) return x;
  const last = x.rank - 1;
  return builderFor("fft", [x]).emit("pad", [x, scalar(0, x.dtype)], {
    low: x.shape.map(() => 0),
    high: x.shape.map((_, axis) => (axis === last ? length - own : 0)),
    interior: x.shape.map(() => 0),
  });
}

/** The first entries of the last axis, from `start` on. */
function part(x: Operand, start: number, limit: number): Operand {
  const last = x.rank - 1;
  return builderFor("fft", [x]).emit("slice", [x], {
    starts: x.shape.map((_, axis) => (axis === last ? start : 0)),
    limits: x.shape.with(last, limit),
    strides: x.shape.map(() => 1),
  });
}

function lengthOf(place: string, given: number | null | undefined, otherwise: number): number {
  const length = given ?? otherwise;
  if (Number.isInteger(length) && length >= 1) return length;
  return fail("value", { where: place, expected: "a length from 1", received: `${length}` });
}

/** The first half of the Fourier transform of real numbers, the other half is its mirror image: [.., n] -> pair [.., n / 2 + 1]. */
export function rfft(x: OperandLike, options: FftOptions = {}): [real: Operand, imag: Operand] {
  const operand = toOperand(x);
  if (operand.rank === 0)
    fail("shape", { where: "rfft", expected: "[.., n]", received: "a scalar" });
  const real = castWith(builderFor("rfft", [operand]), operand, floatOf(operand.dtype));
  const length = lengthOf("rfft", options.fftLength, real.shape.at(-1)!);
  const own = fitted(real, length);
  const bins = Math.floor(length / 2) + 1;
  if (length <= longestMatrix) {
    const turn = (-2 * Math.PI) / length;
    const { re, im } = waves(own, length, bins, (j, k) => turn * modulo(j * k, length));
    return [matmul(own, re), matmul(own, im)];
  }
  const { re, im } = transform({ re: own, im: multiply(own, 0) }, -1);
  return [part(re, 0, bins), part(im, 0, bins)];
}

/** The inverse of `rfft`: pair [.., bins] -> [.., 2 (bins - 1)]. */
export function irfft(x: ComplexPair, options: FftOptions = {}): Operand {
  const pair = pairOf("irfft", x);
  const length = lengthOf("irfft", options.fftLength, 2 * (pair.re.shape.at(-1)! - 1));
  const bins = Math.floor(length / 2) + 1;
  const [re, im] = [fitted(pair.re, bins), fitted(pair.im, bins)];
  // The second half is the first one in reverse, with the sign of the imaginary part changed.
  const mirrored = (y: Operand): Operand => flip(part(y, 1, bins - 1 + (length % 2)), { axis: -1 });
  const whole = {
    re: concatenate([re, mirrored(re)], { axis: -1 }),
    im: concatenate([im, negative(mirrored(im))], { axis: -1 }),
  };
  return divide(transform(whole, 1).re, length);
}

/** Options of `stft`. */
export interface StftOptions {
  /** "hann" (default), "hamming", weights [sequenceLength], or null for none. */
  readonly window?: "hann" | "hamming" | OperandLike | null | undefined;
  /** Whether each piece is centred on its place: x is continued by reflection at both ends. Default true. */
  readonly center?: boolean | undefined;
}

/** Weights [fftLength], the window in their middle. */
function windowFor(
  place: string,
  like: Operand,
  sequenceLength: number,
  fftLength: number,
  window: StftOptions["window"],
): Operand {
  const counts = [sequenceLength, fftLength];
  if (counts.some((n) => !Number.isInteger(n) || n < 1) || fftLength < sequenceLength) {
    fail("value", {
      where: place,
      expected: "a sequence length from 1 and an FFT length of as many or more",
      received: counts.join(" and "),
    });
  }
  const low = Math.floor((fftLength - sequenceLength) / 2);
  const builder = builderFor(place, [like]);
  if (window === null)
    return castWith(
      builder,
      new Tensor(new Float32Array(fftLength).fill(1), [fftLength]),
      like.dtype,
    );
  let weights: Operand;
  if (typeof window === "string" || window === undefined) {
    const shares: Readonly<Record<string, number>> = { hann: 0.5, hamming: 0.54 };
    const share = shares[window ?? "hann"];
    if (share === undefined)
      fail("option", {
        where: place,
        expected: 'window "hann" or "hamming"',
        received: `"${window}"`,
      });
    weights = new Tensor(
      Float64Array.from(
        { length: sequenceLength },
        (_, i) => share - (1 - share) * Math.cos((2 * Math.PI * i) / sequenceLength),
      ),
      [sequenceLength],
    );
  } else weights = toOperand(window);
  if (weights.rank !== 1 || weights.size !== sequenceLength) {
    fail("shape", {
      where: place,
      expected: `a window [${sequenceLength}]`,
      received: formatShape(weights.shape),
    });
  }
  return pad(castWith(builder, weights, like.dtype), [[low, fftLength - sequenceLength - low]]);
}

function expectStride(place: string, stride: number): void {
  if (Number.isInteger(stride) && stride > 0) return;
  fail("value", { where: place, expected: "a stride from 1", received: `${stride}` });
}

/** `rfft` of overlapping pieces: [.., n] -> pair [.., pieces, fftLength / 2 + 1]. */
export function stft(
  x: OperandLike,
  sequenceLength: number,
  sequenceStride: number,
  fftLength: number,
  options: StftOptions = {},
): [real: Operand, imag: Operand] {
  const operand = toOperand(x);
  expectStride("stft", sequenceStride);
  if (!isFloat(operand.dtype))
    fail("dtype", { where: "stft", expected: "a float dtype", received: operand.dtype });
  const weights = windowFor("stft", operand, sequenceLength, fftLength, options.window);
  const half = Math.floor(fftLength / 2);
  const frame = operand.shape.map((_, axis) => (axis === operand.rank - 1 ? half : 0));
  const wide =
    options.center === false
      ? operand
      : pad(
          operand,
          frame.map((width) => [width, width] as const),
          { mode: "reflect" },
        );
  return rfft(multiply(extractSequences(wide, fftLength, sequenceStride), weights));
}

/** Options of `istft`. */
export interface IstftOptions extends StftOptions {
  /** The length of the result. Default: as long as the pieces reach. */
  readonly length?: number | null | undefined;
}

/**
 * The inverse of `stft`: the pieces are added where they overlap, and divided by what the squares of their windows sum up
 * to; without a window they are only added, as TensorFlow does it.
 */
export function istft(
  x: ComplexPair,
  sequenceLength: number,
  sequenceStride: number,
  fftLength: number,
  options: IstftOptions = {},
): Operand {
  expectStride("istft", sequenceStride);
  const { re, im } = pairOf("istft", x);
  if (re.rank < 2)
    fail("shape", {
      where: "istft",
      expected: "[.., pieces, bins]",
      received: formatShape(re.shape),
    });
  const { length = null, center = true } = options;
  const weights = windowFor("istft", re, sequenceLength, fftLength, options.window);
  const pieces = multiply(irfft([re, im], { fftLength }), weights);
  const count = re.shape.at(-2)!;
  const total = fftLength + sequenceStride * (count - 1);
  const places = Int32Array.from(
    { length: count * fftLength },
    (_, i) => Math.floor(i / fftLength) * sequenceStride + (i % fftLength),
  );
  const overlap = (y: Operand): Operand => {
    const flat = reshape(y, [...y.shape.slice(0, -2), count * fftLength]);
    return builderFor("istft", [flat]).emit(
      scatterAdd,
      [new Tensor(places, [places.length], "int32"), flat],
      { axis: flat.rank - 1, size: total },
    );
  };
  const power = overlap(
    multiply(
      multiply(weights, weights),
      castWith(
        builderFor("istft", [re]),
        new Tensor(new Float32Array(count).fill(1), [count, 1]),
        re.dtype,
      ),
    ),
  );
  const isCovered = greater(power, 1e-10);
  const summed = overlap(pieces);
  const whole = options.window === null ? summed : divide(summed, where(isCovered, power, 1));
  const start = center ? Math.floor(fftLength / 2) : 0;
  const end = length === null ? (center ? total - start : total) : start + length;
  return part(fitted(whole, Math.max(total, end)), start, end);
}
