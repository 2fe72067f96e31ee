import { isFloat, type TypedArray } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { normalizeAxis, sizeOf } from "../base/shape.ts";
import { tensor } from "../eager/tensor.ts";
import { toTensor, type Tensor, type TensorLike } from "../tensor/tensor.ts";

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** The axis of the vectors. Default -1. */
  readonly axis?: number | undefined;
  /** Which norm becomes 1: a number above 0, or Infinity. Default 2. */
  readonly order?: number | undefined;
}

/** (Σ |x|ᵖ)^(1/p) of the elements at `start`, `start + stride`, ..; of p = ∞ the largest |x|. */
function normOf(data: TypedArray, [start, count, stride]: readonly number[], p: number): number {
  let [sum, largest] = [0, 0];
  for (let i = 0; i < count!; i++) {
    const size = Math.abs(data[start! + i * stride!]!);
    largest = Math.max(largest, size);
    sum += size ** p;
  }
  return p === Infinity ? largest : sum ** (1 / p);
}

/** The vectors on an axis divided by their norm; vectors of zeros stay (keras.utils.normalize). */
export function normalize(x: TensorLike, options: NormalizeOptions = {}): Tensor {
  const { axis = -1, order = 2 } = options;
  const { data, shape, dtype } = toTensor(x);
  const place = normalizeAxis("normalize", axis, shape.length);
  if (!(order > 0)) {
    fail("option", { where: "normalize", expected: "an order above 0", received: `${order}` });
  }
  const count = shape[place]!;
  const stride = sizeOf(shape.slice(place + 1));
  const result = isFloat(dtype) ? data.slice() : Float32Array.from(data);
  for (let block = 0; block < data.length; block += count * stride) {
    for (let first = block; first < block + stride; first++) {
      const norm = normOf(data, [first, count, stride], order) || 1;
      for (let i = 0; i < count; i++) result[first + i * stride]! /= norm;
    }
  }
  return tensor(result, { shape });
}
