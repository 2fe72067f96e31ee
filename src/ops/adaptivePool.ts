import type { DataFormat } from "../base/imageDataFormat.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { floatOperand, toOperand, type OperandLike } from "./convert.ts";
import { max } from "./max.ts";
import { tensordot } from "./matmul.ts";
import { imagesOf, perAxis, type PerAxis } from "./spatial.ts";
import { take } from "./take.ts";
import { moveaxis } from "./transpose.ts";

/** How images lie. */
export interface AdaptivePoolOptions {
  /** Default: the one of `setImageDataFormat`. */
  readonly dataFormat?: DataFormat | null | undefined;
}

/** Bin i of `count` over `extent` entries: from floor(i · extent / count) to ceil((i + 1) · extent / count). */
function binsOf(extent: number, count: number): (readonly [start: number, end: number])[] {
  return Array.from({ length: count }, (_, i) => [
    Math.floor((i * extent) / count),
    Math.ceil(((i + 1) * extent) / count),
  ]);
}

/** `pool` along each spatial axis, one after the other. */
function alongEach(
  where: string,
  x: Operand,
  { outputSize, dataFormat }: AdaptivePoolOptions & { readonly outputSize: PerAxis },
  pool: (x: Operand, axis: number, count: number) => Operand,
): Operand {
  const { axes } = imagesOf(where, x.shape, dataFormat);
  const counts = perAxis(where, "outputSize", outputSize, { rank: axes.length });
  return axes.reduce((sum, axis, i) => pool(sum, axis, counts[i]!), x);
}

/** Means over bins that cover the images evenly: [n, spatial.., c] -> [n, outputSize.., c]. */
export function adaptiveAveragePool(
  inputs: OperandLike,
  outputSize: PerAxis,
  options: AdaptivePoolOptions = {},
): Operand {
  const { x } = floatOperand("adaptiveAveragePool", inputs);
  return alongEach("adaptiveAveragePool", x, { ...options, outputSize }, (image, axis, count) => {
    const extent = image.shape[axis]!;
    const weights = new Float32Array(extent * count);
    binsOf(extent, count).forEach(([start, end], bin) => {
      for (let i = start; i < end; i++) weights[i * count + bin] = 1 / (end - start);
    });
    const means = tensordot(image, new Tensor(weights, [extent, count], "float32"), {
      axes: [axis, 0],
    });
    return moveaxis(means, -1, axis);
  });
}

/** Largest elements of bins that cover the images evenly: [n, spatial.., c] -> [n, outputSize.., c]. */
export function adaptiveMaxPool(
  inputs: OperandLike,
  outputSize: PerAxis,
  options: AdaptivePoolOptions = {},
): Operand {
  const x = toOperand(inputs);
  return alongEach("adaptiveMaxPool", x, { ...options, outputSize }, (image, axis, count) => {
    const bins = binsOf(image.shape[axis]!, count);
    const longest = Math.max(...bins.map(([start, end]) => end - start));
    // Shorter bins name their last entry again.
    const entries = bins.flatMap(([start, end]) =>
      Array.from({ length: longest }, (_, i) => Math.min(start + i, end - 1)),
    );
    const indices = new Tensor(Int32Array.from(entries), [count, longest], "int32");
    return max(take(image, indices, { axis }), { axis: axis + 1 });
  });
}
