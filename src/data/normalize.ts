import { tensor } from "../eager/tensor.ts";
import { divide } from "../ops/divide.ts";
import { equal } from "../ops/equal.ts";
import { norm } from "../ops/norm.ts";
import { where } from "../ops/where.ts";
import { toTensor, type Tensor, type TensorLike } from "../tensor/tensor.ts";

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** The axis of the vectors. Default -1. */
  readonly axis?: number | undefined;
  /** Which norm becomes 1: a number, or Infinity. Default 2. */
  readonly order?: number | undefined;
}

/** The vectors on an axis divided by their norm; vectors of zeros stay (keras.utils.normalize). */
export function normalize(x: TensorLike, options: NormalizeOptions = {}): Tensor {
  const { axis = -1, order = 2 } = options;
  const given = toTensor(x);
  const own = tensor(given, { dtype: given.dtype === "float64" ? "float64" : "float32" });
  const length = norm(own, { ord: order, axis, keepdims: true });
  return tensor(divide(own, where(equal(length, 0), 1, length)) as Tensor);
}
