import { wideFloatx } from "../base/floatx.ts";
import { scalar } from "../ops/convert.ts";
import { toTensor, type Tensor } from "../tensor/tensor.ts";

/** The vector of the numbers; of one number: a scalar. */
export function numberOrVector(numbers: readonly number[]): Tensor {
  return numbers.length === 1 ? scalar(numbers[0]!, wideFloatx()) : vector(numbers);
}

/** The vector of the numbers. */
export function vector(numbers: readonly number[]): Tensor {
  return toTensor(numbers, { dtype: wideFloatx() });
}
