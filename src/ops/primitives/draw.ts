import { allocate, isFloat, type DType, type TypedArray } from "../../base/dtype.ts";
import { sizeOf } from "../../base/shape.ts";
import { threefry2x32 } from "../../base/threefry.ts";
import type { Primitive } from "../../graph/alphabet.ts";
import type { Sample } from "./card.ts";

/** A uniform number in [0, 1) from a stream and a position in it. */
function uniform(stream: number, position: number): number {
  return threefry2x32(stream, 0, position, 0)[0] / 2 ** 32;
}

/** `count` numbers of a dtype between low and high; integers include both ends. The same ones for the same seed. */
export function drawNumbers(
  dtype: DType,
  count: number,
  [low, high]: readonly [number, number],
  seed: number,
): TypedArray {
  const data = allocate(dtype, count);
  for (let i = 0; i < count; i++) {
    const u = uniform(seed, i);
    if (dtype === "bool") data[i] = u < 0.5 ? 0 : 1;
    else if (isFloat(dtype)) data[i] = low + u * (high - low);
    else data[i] = low + Math.floor(u * (high - low + 1));
  }
  return data;
}

/** The dtype of an input of a sample. */
export function dtypeOfInput<P extends Primitive>(sample: Sample<P>, input: number): DType {
  return sample.dtypes?.[input] ?? "float32";
}

/** The elements of an input of a sample, in `dtype` (default: the sample's own): what gradient checks and engines try. */
export function drawInput<P extends Primitive>(
  sample: Sample<P>,
  input: number,
  dtype?: DType,
): TypedArray {
  const { domain = [-2, 2], shapes } = sample;
  const [low, high] = domain;
  const own = typeof low === "number" ? [low, high] : domain[input];
  return drawNumbers(
    dtype ?? dtypeOfInput(sample, input),
    sizeOf(shapes[input] ?? []),
    own as readonly [number, number],
    input + 1,
  );
}
