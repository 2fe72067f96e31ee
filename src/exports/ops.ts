/** Operations on tensors, under Keras's names in camelCase: `hornet/ops`. They compute at once, and trace inside `jit` and layers. */
import type { Shape } from "../base/shape.ts";
import { tensor } from "../eager/tensor.ts";
import { Operand } from "../graph/value.ts";
import type { OperandLike } from "../ops/convert.ts";
import * as creation from "../ops/zeros.ts";
import type { Tensor } from "../tensor/tensor.ts";

export { absolute, abs, add, multiply, negative, sign, subtract } from "../ops/add.ts";
export { all, any } from "../ops/any.ts";
export { argmax, argmin, type ArgOptions } from "../ops/argmax.ts";
export { binaryCrossentropy } from "../ops/binaryCrossentropy.ts";
export { cast, stopGradient } from "../ops/cast.ts";
export {
  categoricalCrossentropy,
  type CrossentropyOptions,
  sparseCategoricalCrossentropy,
} from "../ops/categoricalCrossentropy.ts";
export { type AxisOptions, concatenate, split, stack } from "../ops/concatenate.ts";
export type { OperandLike } from "../ops/convert.ts";
export { divide, floorDivide, mod } from "../ops/divide.ts";
export { type AlphaOptions, celu, elu, selu } from "../ops/elu.ts";
export { equal, greater, greaterEqual, less, lessEqual, notEqual } from "../ops/equal.ts";
export { exp, expm1, log, log1p } from "../ops/exp.ts";
export { ceil, floor, round } from "../ops/floor.ts";
export { gelu } from "../ops/gelu.ts";
export { isfinite, isinf, isnan } from "../ops/isfinite.ts";
export { logicalAnd, logicalNot, logicalOr, logicalXor } from "../ops/logicalAnd.ts";
export { logsumexp } from "../ops/logsumexp.ts";
export { dot, matmul, outer, tensordot, type TensordotOptions } from "../ops/matmul.ts";
export { amax, amin, type ExtremeOptions, max, min } from "../ops/max.ts";
export { clip, maximum, minimum } from "../ops/maximum.ts";
export { oneHot, type OneHotOptions } from "../ops/oneHot.ts";
export { pad, type PadOptions, type PadWidth } from "../ops/pad.ts";
export { power, rsqrt, sqrt, square } from "../ops/power.ts";
export {
  hardSigmoid,
  hardSilu,
  hardSwish,
  hardTanh,
  leakyRelu,
  relu,
  relu6,
  type ReluOptions,
} from "../ops/relu.ts";
export { expandDims, ravel, reshape, squeeze } from "../ops/reshape.ts";
export {
  glu,
  hardShrink,
  type ShrinkOptions,
  softShrink,
  sparsePlus,
  sparseSigmoid,
  squareplus,
  tanhShrink,
  threshold,
} from "../ops/shrink.ts";
export { logSigmoid, sigmoid, silu, swish } from "../ops/sigmoid.ts";
export { cos, erf, sin, tanh } from "../ops/sin.ts";
export { flip, slice } from "../ops/slice.ts";
export { logSoftmax, softmax, type SoftmaxOptions } from "../ops/softmax.ts";
export { mish, softplus, softsign } from "../ops/softplus.ts";
export { mean, prod, type ReduceOptions, sum } from "../ops/sum.ts";
export { take, takeAlongAxis, type TakeOptions } from "../ops/take.ts";
export { broadcastTo, repeat, tile } from "../ops/tile.ts";
export { moveaxis, swapaxes, transpose } from "../ops/transpose.ts";
export { std, var, variance } from "../ops/variance.ts";
export { where } from "../ops/where.ts";
export {
  type ArangeOptions,
  type CreateOptions,
  type EyeOptions,
  fullLike,
  onesLike,
  zerosLike,
} from "../ops/zeros.ts";

/** A tensor of zeros. */
export function zeros(shape: Shape, options: creation.CreateOptions = {}): Tensor {
  return tensor(creation.zeros(shape, options));
}

/** A tensor of ones. */
export function ones(shape: Shape, options: creation.CreateOptions = {}): Tensor {
  return tensor(creation.ones(shape, options));
}

/** A tensor of one value, or of a tensor that broadcasts to the shape. */
export function full(
  shape: Shape,
  fillValue: OperandLike,
  options: creation.CreateOptions = {},
): Operand {
  const isScalar = typeof fillValue === "number" || typeof fillValue === "boolean";
  const value = isScalar || fillValue instanceof Operand ? fillValue : tensor(fillValue);
  const filled = creation.full(shape, value, options);
  return isScalar ? tensor(filled) : filled;
}

/** Ones on a diagonal, zeros elsewhere: [n, m]. */
export function eye(
  n: number,
  m?: number | creation.EyeOptions | null,
  options: creation.EyeOptions = {},
): Tensor {
  return tensor(creation.eye(n, m, options));
}

/** The identity matrix [n, n]. */
export function identity(n: number, options: creation.CreateOptions = {}): Tensor {
  return tensor(creation.identity(n, options));
}

/** 0, 1, .. without `stop`; int32 if all numbers given are whole, else float32. */
export function arange(stop: number, options?: creation.ArangeOptions): Tensor;
/** start, start + step, .. without `stop`. */
export function arange(start: number, stop: number, options?: creation.ArangeOptions): Tensor;
export function arange(
  first: number,
  second: number | creation.ArangeOptions = {},
  third: creation.ArangeOptions = {},
): Tensor {
  return tensor(
    typeof second === "number"
      ? creation.arange(first, second, third)
      : creation.arange(first, second),
  );
}
