import type { TypedArray } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { tensor } from "../eager/tensor.ts";
import { type Tensor, type TensorLike, toTensor } from "../tensor/tensor.ts";

/**
 * One-hot rows of class numbers, in float32: [...] or [..., 1] -> [..., numClasses] (keras.utils.to_categorical).
 * `numClasses` is the largest label + 1 by default. Throws "value" for a label that is no class number.
 */
export function toCategorical(labels: TensorLike, numClasses?: number): Tensor {
  const { data, shape } = toTensor(labels);
  if (numClasses === undefined && data.length === 0) {
    fail("value", {
      where: "toCategorical",
      expected: "numClasses, as there are no labels",
      received: "undefined",
    });
  }
  const classes = numClasses ?? largestOf(data) + 1;
  if (!Number.isInteger(classes) || classes < 1)
    failClasses(numClasses === undefined ? classes - 1 : classes, numClasses);
  for (const label of data) {
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      fail("value", {
        where: "toCategorical",
        expected:
          numClasses === undefined
            ? "whole labels from 0 on"
            : `whole labels from 0 to ${classes - 1}`,
        received: String(label),
      });
    }
  }
  if (data.length * classes > 2 ** 32) {
    fail("value", {
      where: "toCategorical",
      expected: "at most 2^32 numbers",
      received: `${data.length} x ${classes}`,
    });
  }
  const rows = new Float32Array(data.length * classes);
  for (const [row, label] of data.entries()) rows[row * classes + label] = 1;
  const outer = shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
  return tensor(rows, { shape: [...outer, classes] });
}

function largestOf(values: TypedArray): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  return largest;
}

function failClasses(received: number, numClasses: number | undefined): never {
  const expected =
    numClasses === undefined
      ? "whole labels from 0 on"
      : "numClasses to be a whole number from 1 on";
  fail("value", { where: "toCategorical", expected, received: String(received) });
}
