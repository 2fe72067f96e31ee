import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxes, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, negative, subtract } from "./add.ts";
import { floatOperand, toOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { epsilon as smallest } from "../base/epsilon.ts";
import { maximum } from "./maximum.ts";
import { greater } from "./equal.ts";
import { norm } from "./norm.ts";
import { rsqrt, square } from "./power.ts";
import { expandDims, reshape } from "./reshape.ts";
import { mean, sum } from "./sum.ts";
import { variance } from "./variance.ts";
import { where } from "./where.ts";

/** Options of `moments`. */
export interface MomentsOptions {
  /** Whether reduced axes stay with extent 1. Default false. */
  readonly keepdims?: boolean | undefined;
  /** Over several devices; there is one. */
  readonly synchronized?: boolean | undefined;
}

/** Mean and variance over the axes. */
export function moments(
  x: OperandLike,
  axes: number | readonly number[],
  options: MomentsOptions = {},
): [mean: Operand, variance: Operand] {
  const { x: operand } = floatOperand("moments", x);
  const reduce = { axis: axes, keepdims: options.keepdims };
  return [mean(operand, reduce), variance(operand, reduce)];
}

/** Learned scale and offset, and what is added to the variance. */
export interface BatchNormalizationOptions {
  readonly offset?: OperandLike | null | undefined;
  readonly scale?: OperandLike | null | undefined;
  /** Default 1e-3. */
  readonly epsilon?: number | undefined;
}

/** (x - mean) / √(variance + ε) · scale + offset, with one number of each per entry of `axis`. Ioffe & Szegedy 2015, https://arxiv.org/abs/1502.03167 */
export function batchNormalization(
  x: OperandLike,
  centre: OperandLike,
  spread: OperandLike,
  axis: number,
  options: BatchNormalizationOptions = {},
): Operand {
  const { offset = null, scale = null, epsilon = 1e-3 } = options;
  const { x: operand } = floatOperand("batchNormalization", x);
  const own = normalizeAxis("batchNormalization", axis, operand.rank);
  const extent = operand.shape[own]!;
  const wide = (part: OperandLike, name: string): Operand => {
    const given = toOperand(part);
    if (given.size !== extent) {
      fail("shape", {
        where: `batchNormalization: ${name}`,
        expected: `${extent} entries, as axis ${own} has`,
        received: formatShape(given.shape),
      });
    }
    return reshape(
      given,
      operand.shape.map((_, i) => (i === own ? extent : 1)),
    );
  };
  const root = rsqrt(add(wide(spread, "variance"), epsilon));
  const inverse = scale === null ? root : multiply(root, wide(scale, "scale"));
  const shift = multiply(negative(wide(centre, "mean")), inverse);
  const moved = offset === null ? shift : add(shift, wide(offset, "offset"));
  return add(multiply(operand, inverse), moved);
}

/** Options of `layerNormalization`. */
export interface LayerNormalizationOptions {
  /** Factor, in the shape of the normalised axes. Default none. */
  readonly gamma?: OperandLike | null | undefined;
  /** Offset, in the shape of the normalised axes. Default none. */
  readonly beta?: OperandLike | null | undefined;
  /** Default -1. */
  readonly axis?: number | readonly number[] | undefined;
  /** Default: `epsilon()`, 1e-7. */
  readonly epsilon?: number | null | undefined;
}

/** A factor or offset over the normalised axes, with the others as 1. */
function overAxes(x: Operand, axes: readonly number[], part: OperandLike): Operand {
  const own = toOperand(part);
  if (own.rank === x.rank) return own;
  return reshape(
    own,
    x.shape.map((extent, axis) => (axes.includes(axis) ? extent : 1)),
  );
}

/** (x - mean) / √(variance + ε) · γ + β over the axes of each sample. Ba et al. 2016, https://arxiv.org/abs/1607.06450 */
export function layerNormalization(
  x: OperandLike,
  options: LayerNormalizationOptions = {},
): Operand {
  const { gamma = null, beta = null, axis = -1 } = options;
  const { x: operand } = floatOperand("layerNormalization", x);
  const axes = normalizeAxes("layerNormalization", axis, operand.rank);
  const [centre, spread] = moments(operand, axes, { keepdims: true });
  const root = rsqrt(add(spread, options.epsilon ?? smallest()));
  const scale = gamma === null ? root : multiply(root, overAxes(operand, axes, gamma));
  const scaled = multiply(subtract(operand, centre), scale);
  return beta === null ? scaled : add(scaled, overAxes(operand, axes, beta));
}

/** Options of `rmsNormalization`. */
export interface RmsNormalizationOptions {
  /** Factor, in the shape of the normalised axes. Default none. */
  readonly scale?: OperandLike | null | undefined;
  /** Default -1. */
  readonly axis?: number | readonly number[] | undefined;
  /** Default: `epsilon()`, 1e-7. */
  readonly epsilon?: number | null | undefined;
}

/** x / √(mean x² + ε) · scale over the axes. Zhang & Sennrich 2019, https://arxiv.org/abs/1910.07467 */
export function rmsNormalization(x: OperandLike, options: RmsNormalizationOptions = {}): Operand {
  const { scale = null, axis = -1 } = options;
  const { x: given } = floatOperand("rmsNormalization", x);
  const operand = given.rank === 0 ? expandDims(given, 0) : given;
  const power = mean(square(operand), { axis, keepdims: true });
  const scaled = multiply(operand, rsqrt(add(power, options.epsilon ?? smallest())));
  return scale === null ? scaled : multiply(scaled, scale);
}

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** Default -1. */
  readonly axis?: number | readonly number[] | null | undefined;
  /** Which norm becomes 1: a whole number from 1. Default 2. */
  readonly order?: number | undefined;
  /** The least length that is divided by. Default: `epsilon()`, 1e-7. */
  readonly epsilon?: number | null | undefined;
}

/** x / max(its norm over the axes, ε). */
export function normalize(x: OperandLike, options: NormalizeOptions = {}): Operand {
  const { axis = -1, order = 2 } = options;
  const least = options.epsilon ?? smallest();
  if (!Number.isInteger(order) || order < 1)
    fail("value", { where: "normalize", expected: "a whole order from 1", received: `${order}` });
  const { x: given } = floatOperand("normalize", x);
  const operand = given.rank === 0 ? expandDims(given, 0) : given;
  if (order !== 2)
    return divide(operand, maximum(norm(operand, { ord: order, axis, keepdims: true }), least));
  const squares = sum(square(operand), { axis, keepdims: true });
  // A vector that is too short is divided by ε, and its length has no part in the gradient.
  const isLong = greater(squares, least ** 2);
  return multiply(operand, where(isLong, rsqrt(where(isLong, squares, 1)), 1 / least));
}
