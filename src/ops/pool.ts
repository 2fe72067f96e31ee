import type { DataFormat } from "../base/imageDataFormat.ts";
import { fail } from "../base/errors.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import type { SizedSliding } from "../graph/alphabet.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { builderFor, castWith, floatOf, toOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { reduceWindowMax, reduceWindowSum } from "./primitives/window.ts";
import {
  expectPadding,
  imagesOf,
  perAxis,
  slidingsOf,
  type Images,
  type Padding,
  type PerAxis,
} from "./spatial.ts";

/** How windows slide over images. */
export interface PoolOptions {
  /** Default null: the pool's size, so that windows lie side by side. */
  readonly strides?: PerAxis | null | undefined;
  /** Default "valid". */
  readonly padding?: Padding | undefined;
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
}

interface Pool {
  readonly images: Images;
  readonly windows: readonly SizedSliding[];
}

function poolOf(
  where: string,
  x: Operand,
  poolSize: PerAxis,
  { strides = null, padding = "valid", dataFormat }: PoolOptions,
): Pool {
  const images = imagesOf(where, x.shape, dataFormat);
  const rank = images.axes.length;
  if (x.dtype === "bool")
    fail("dtype", { where, expected: "numbers", received: "bool", advice: "Cast first" });
  const sizes = perAxis(where, "poolSize", poolSize, { rank });
  const slidings = slidingsOf(where, images.extents, {
    sizes,
    strides: strides === null ? sizes : perAxis(where, "strides", strides, { rank }),
    dilations: sizes.map(() => 1),
    padding: expectPadding(where, padding, ["valid", "same"]),
  });
  return { images, windows: slidings.map((window, i) => ({ ...window, size: sizes[i]! })) };
}

/** The largest element of each window; its gradient goes to the first such element. [n, spatial.., c] -> [n, places.., c]. */
export function maxPool(
  inputs: OperandLike,
  poolSize: PerAxis,
  options: PoolOptions = {},
): Operand {
  const x = toOperand(inputs);
  const { images, windows } = poolOf("maxPool", x, poolSize, options);
  const builder = builderFor("maxPool", [x]);
  return builder.emit(reduceWindowMax, [x], { axes: images.axes, windows });
}

/** The mean of each window, over what is not padding. [n, spatial.., c] -> [n, places.., c]. */
export function averagePool(
  inputs: OperandLike,
  poolSize: PerAxis,
  options: PoolOptions = {},
): Operand {
  const given = toOperand(inputs);
  const builder = builderFor("averagePool", [given]);
  const { images, windows } = poolOf("averagePool", given, poolSize, options);
  const x = castWith(builder, given, floatOf(given.dtype));
  const sums = builder.emit(reduceWindowSum, [x], { axes: images.axes, windows });
  return divide(sums, countsOf(sums.shape, images, windows));
}

/** How many elements each window covers, as a number or with extents of 1 beside the spatial axes. */
function countsOf(
  places: Shape,
  { axes, extents }: Images,
  windows: readonly SizedSliding[],
): Tensor | number {
  const perPlace = windows.map(({ size, stride, low }, i) =>
    Array.from({ length: places[axes[i]!]! }, (_, place) => {
      const start = place * stride - low;
      return Math.min(start + size, extents[i]!) - Math.max(start, 0);
    }),
  );
  if (perPlace.every((counts, i) => counts.every((count) => count === windows[i]!.size)))
    return sizeOf(windows.map(({ size }) => size));
  const counts = perPlace.reduce<number[]>(
    (outer, own) => outer.flatMap((count) => own.map((other) => count * other)),
    [1],
  );
  const shape = places.map((extent, axis) => (axes.includes(axis) ? extent : 1));
  return new Tensor(Float32Array.from(counts), shape, "float32");
}
