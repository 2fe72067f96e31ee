import { fail } from "../../base/errors.ts";
import { formatShape, sameShape } from "../../base/shape.ts";
import type { Operand } from "../../graph/value.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { add, multiply, subtract } from "../add.ts";
import { stack } from "../concatenate.ts";
import { depthwiseConv } from "../conv.ts";
import { castWith, builderFor, floatOperand, toOperand, type OperandLike } from "../convert.ts";
import { divide } from "../divide.ts";
import { exp } from "../exp.ts";
import { unstack } from "../hstack.ts";
import { square } from "../power.ts";
import { reshape } from "../reshape.ts";
import { mean, sum } from "../sum.ts";
import { tile } from "../tile.ts";
import { transpose } from "../transpose.ts";
import { imageBatch, type ImageOptions } from "./images.ts";

/** e^(-x²/2σ²) at so many places around 0, scaled to the sum 1. */
function bell(size: number, sigma: Operand): Operand {
  const places = new Tensor(
    Float32Array.from({ length: size }, (_, i) => i - (size - 1) / 2),
    [size],
  );
  const own = castWith(builderFor("image.gaussianBlur", [sigma]), places, sigma.dtype);
  const weights = exp(multiply(square(divide(own, sigma)), -0.5));
  return divide(weights, sum(weights));
}

/** Options of `gaussianBlur`. */
export interface BlurOptions extends ImageOptions {
  /** Default [3, 3]. */
  readonly kernelSize?: readonly [number, number] | undefined;
  /** Default [1, 1]. */
  readonly sigma?: readonly [number, number] | OperandLike | undefined;
}

/** Images blurred by a bell curve in each direction; zeros stand around them. */
export function gaussianBlur(images: OperandLike, options: BlurOptions = {}): Operand {
  const where = "image.gaussianBlur";
  const { kernelSize = [3, 3], sigma = [1, 1] } = options;
  const batch = imageBatch(where, floatOperand(where, images).x, options);
  const { x, format, channels } = batch;
  const widths = unstack(castWith(builderFor(where, [x]), toOperand(sigma), x.dtype));
  if (kernelSize.length !== 2 || widths.length !== 2 || kernelSize.some((n) => !(n >= 1))) {
    fail("value", {
      where,
      expected: "two extents and two sigmas",
      received: `${formatShape(kernelSize)} and ${widths.length}`,
    });
  }
  const [width, height] = kernelSize;
  // As in Keras: the first of each pair runs along the columns.
  const across = reshape(bell(width, widths[0]!), [1, width]);
  const down = reshape(bell(height, widths[1]!), [height, 1]);
  const kernel = reshape(multiply(down, across), [height, width, 1, 1]);
  const spread = tile(kernel, [1, 1, x.shape[channels]!, 1]);
  return batch.finish(depthwiseConv(x, spread, { padding: "same", dataFormat: format }));
}

const slopes = [-1, 0, 1, -2, 0, 2, -1, 0, 1];

/** How images change downwards and to the right, on a new last axis: [n, h, w, c] -> [n, h, w, c, 2]. */
export function sobelEdges(images: OperandLike, options: ImageOptions = {}): Operand {
  const where = "image.sobelEdges";
  const operand = floatOperand(where, images).x;
  const { x, format, channels } = imageBatch(where, operand, options);
  if (operand.rank !== 4)
    fail("shape", { where, expected: "a batch of rank 4", received: formatShape(operand.shape) });
  const right = new Tensor(Float32Array.from(slopes), [3, 3, 1, 1]);
  const down = transpose(right, { axes: [1, 0, 2, 3] });
  const edges = [down, right].map((kernel) => {
    const spread = tile(castWith(builderFor(where, [x]), kernel, x.dtype), [
      1,
      1,
      x.shape[channels]!,
      1,
    ]);
    return depthwiseConv(x, spread, { padding: "same", dataFormat: format });
  });
  return stack(edges, { axis: -1 });
}

/** Options of `ssim`. */
export interface SsimOptions extends ImageOptions {
  /** Distance of the darkest and the lightest value. Default 1. */
  readonly maxVal?: number | undefined;
  /** Extent of the window. Default 11. */
  readonly filterSize?: number | undefined;
  /** Width of the bell curve in it. Default 1.5. */
  readonly filterSigma?: number | undefined;
  /** Default 0.01. */
  readonly k1?: number | undefined;
  /** Default 0.03. */
  readonly k2?: number | undefined;
}

/** How alike two images are in structure, 1 at most: [n, h, w, c] twice -> [n]. Wang et al. 2004, https://doi.org/10.1109/TIP.2003.819861 */
export function ssim(image1: OperandLike, image2: OperandLike, options: SsimOptions = {}): Operand {
  const where = "image.ssim";
  const { maxVal = 1, filterSize = 11, filterSigma = 1.5, k1 = 0.01, k2 = 0.03 } = options;
  const [first, second] = [image1, image2].map((image) =>
    imageBatch(where, floatOperand(where, image).x, options),
  ) as [ReturnType<typeof imageBatch>, ReturnType<typeof imageBatch>];
  const { format, rows, columns, channels } = first;
  const smallest = Math.min(first.x.shape[rows]!, first.x.shape[columns]!);
  if (!sameShape(first.x.shape, second.x.shape) || smallest < filterSize) {
    fail("shape", {
      where,
      expected: `two images of one shape, ${filterSize} rows and columns or more`,
      received: `${formatShape(first.x.shape)} and ${formatShape(second.x.shape)}`,
    });
  }
  const weights = bell(
    filterSize,
    castWith(builderFor(where, [first.x]), filterSigma, first.x.dtype),
  );
  const window = multiply(reshape(weights, [filterSize, 1]), reshape(weights, [1, filterSize]));
  const kernel = tile(reshape(window, [filterSize, filterSize, 1, 1]), [
    1,
    1,
    first.x.shape[channels]!,
    1,
  ]);
  const local = (x: Operand): Operand => depthwiseConv(x, kernel, { dataFormat: format });
  const [x, y] = [first.x, second.x];
  const [meanX, meanY] = [local(x), local(y)];
  const [squareX, squareY, both] = [square(meanX), square(meanY), multiply(meanX, meanY)];
  const spreadX = subtract(local(square(x)), squareX);
  const spreadY = subtract(local(square(y)), squareY);
  const shared = subtract(local(multiply(x, y)), both);
  const [c1, c2] = [(k1 * maxVal) ** 2, (k2 * maxVal) ** 2];
  const likeness = multiply(add(multiply(both, 2), c1), add(multiply(shared, 2), c2));
  const most = multiply(add(add(squareX, squareY), c1), add(add(spreadX, spreadY), c2));
  return first.finish(mean(divide(likeness, most), { axis: [1, 2, 3] }));
}
