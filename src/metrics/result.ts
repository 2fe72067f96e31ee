import { scalar } from "../ops/convert.ts";
import { Tensor } from "../tensor/tensor.ts";

/** The float32 vector of the numbers; of one number: a scalar. */
export function numberOrVector(numbers: readonly number[]): Tensor {
  return numbers.length === 1 ? scalar(numbers[0]!, "float32") : vector(numbers);
}

/** The float32 vector of the numbers. */
export function vector(numbers: readonly number[]): Tensor {
  return new Tensor(Float32Array.from(numbers), [numbers.length]);
}
