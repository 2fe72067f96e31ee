import { isFloat } from "../../base/dtype.ts";
import { fail, failUnknownName } from "../../base/errors.ts";
import { formatShape, normalizeAxes, type Shape } from "../../base/shape.ts";
import type { Operand } from "../../graph/value.ts";
import { absolute, add, multiply, subtract } from "../add.ts";
import { cast } from "../cast.ts";
import { builderFor, castWith, floatOf, toOperand, type OperandLike } from "../convert.ts";
import { divide } from "../divide.ts";
import { greater, greaterEqual, lessEqual, notEqual } from "../equal.ts";
import { round } from "../floor.ts";
import { unstack } from "../hstack.ts";
import { logicalAnd } from "../logicalAnd.ts";
import { tensordot } from "../matmul.ts";
import { maximum } from "../maximum.ts";
import { saturateCast } from "../properties.ts";
import { expandDims } from "../reshape.ts";
import { sin } from "../sin.ts";
import { sum } from "../sum.ts";
import { take } from "../take.ts";
import { moveaxis } from "../transpose.ts";
import { where } from "../where.ts";
import { arange } from "../zeros.ts";
import { imageBatch, type ImageOptions } from "./images.ts";
import { padWith } from "./frames.ts";

/** The weight of a neighbour at a distance ≥ 0. */
type Kernel = (distance: Operand) => Operand;

const triangle: Kernel = (x) => maximum(subtract(1, x), 0);

/** Keys 1981, a = -0.5: https://doi.org/10.1109/TASSP.1981.1163711 */
const cubic: Kernel = (x) => {
  const inner = add(multiply(multiply(subtract(multiply(x, 1.5), 2.5), x), x), 1);
  const outer = add(multiply(subtract(multiply(add(multiply(x, -0.5), 2.5), x), 4), x), 2);
  return where(greaterEqual(x, 2), 0, where(greaterEqual(x, 1), outer, inner));
};

const lanczos =
  (radius: number): Kernel =>
  (x) => {
    const isApart = greater(x, 1e-3);
    const held = where(isApart, x, 1);
    const waves = multiply(sin(multiply(held, Math.PI)), sin(multiply(held, Math.PI / radius)));
    const weight = divide(multiply(waves, radius), multiply(multiply(held, held), Math.PI ** 2));
    return where(greater(x, radius), 0, where(isApart, weight, 1));
  };

const kernels: Readonly<Record<string, Kernel>> = {
  linear: triangle,
  bilinear: triangle,
  trilinear: triangle,
  cubic,
  bicubic: cubic,
  tricubic: cubic,
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
};

/** The share of each old place in each new one: [old, new]. New places whose centre lies outside get none. */
function weightsOf(
  like: Operand,
  old: number,
  size: number,
  scale: Operand,
  translation: Operand,
  kernel: Kernel,
  antialias: boolean,
): Operand {
  const { dtype } = scale;
  const counted = (n: number): Operand =>
    castWith(builderFor("resize", [like, scale]), arange(n, { dtype: "float32" }), dtype);
  const step = divide(1, scale);
  const width = antialias ? maximum(step, 1) : 1;
  const centres = subtract(
    subtract(multiply(add(counted(size), 0.5), step), multiply(translation, step)),
    0.5,
  );
  const distance = absolute(subtract(expandDims(centres, 0), expandDims(counted(old), 1)));
  const raw = kernel(divide(distance, width));
  const total = sum(raw, { axis: 0, keepdims: true });
  const isSafe = greater(absolute(total), 1000 * 2 ** -23);
  const scaled = where(isSafe, divide(raw, where(notEqual(total, 0), total, 1)), 0);
  const isInside = logicalAnd(greaterEqual(centres, -0.5), lessEqual(centres, old - 0.5));
  return where(isInside, scaled, 0);
}

/** x with one axis replaced by its weighted sums: weights [old, new]. */
function resampled(x: Operand, axis: number, weights: Operand): Operand {
  const product = tensordot(x, weights, { axes: [[axis], [0]] });
  return moveaxis(product, -1, axis);
}

/** Options of `scaleAndTranslate`. */
export interface ScaleAndTranslateOptions {
  /** Whether neighbours are averaged where the image shrinks. Default true. */
  readonly antialias?: boolean | undefined;
}

/**
 * Images stretched by `scale` and moved by `translation` along the axes `spatialDims`: place p of the result shows
 * (p + 0.5 - translation) / scale - 0.5. Methods: "linear", "cubic", "lanczos3", "lanczos5" and Keras's other words for them.
 */
export function scaleAndTranslate(
  images: OperandLike,
  outputShape: Shape,
  scale: OperandLike,
  translation: OperandLike,
  spatialDims: readonly number[],
  method: string,
  options: ScaleAndTranslateOptions = {},
): Operand {
  const place = "image.scaleAndTranslate";
  const kernel = kernels[method] ?? failUnknownName(place, "method", method, Object.keys(kernels));
  const given = toOperand(images);
  const x = cast(given, floatOf(given.dtype));
  const axes = spatialDims.map((axis) => normalizeAxes(place, axis, x.rank)[0]!);
  const [scales, shifts] = [unstack(scale), unstack(translation)];
  if (
    outputShape.length !== x.rank ||
    [scales, shifts].some((list) => list.length !== axes.length)
  ) {
    fail("shape", {
      where: place,
      expected: `an output shape of rank ${x.rank}, one scale and translation per spatial axis`,
      received: `${formatShape(outputShape)}, ${scales.length} and ${shifts.length} for ${formatShape(axes)}`,
    });
  }
  return axes.reduce((result, axis, i) => {
    const [factor, shift] = [cast(scales[i]!, x.dtype), cast(shifts[i]!, x.dtype)];
    const weights = weightsOf(
      x,
      x.shape[axis]!,
      outputShape[axis]!,
      factor,
      shift,
      kernel,
      options.antialias ?? true,
    );
    return resampled(result, axis, weights);
  }, x);
}

const interpolations = ["bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"] as const;

/** Options of `resize`. */
export interface ResizeOptions extends ImageOptions {
  /** Default "bilinear". */
  readonly interpolation?: (typeof interpolations)[number] | undefined;
  /** Whether neighbours are averaged where the image shrinks. Default false. */
  readonly antialias?: boolean | undefined;
  /** Whether the image is cut to the new proportions first, from the middle. Default false. */
  readonly cropToAspectRatio?: boolean | undefined;
  /** Whether the image is framed to the new proportions first. Default false. */
  readonly padToAspectRatio?: boolean | undefined;
  /** Of the frame. Only "constant" is built, as in Keras. */
  readonly fillMode?: "constant" | undefined;
  /** Of the frame. Default 0. */
  readonly fillValue?: number | undefined;
}

function checkResize(
  place: string,
  size: readonly number[],
  options: ResizeOptions,
): { readonly height: number; readonly width: number } {
  const { interpolation = "bilinear", fillMode = "constant" } = options;
  if (!interpolations.includes(interpolation))
    failUnknownName(place, "interpolation", interpolation, interpolations);
  if (fillMode !== "constant") failUnknownName(place, "fillMode", fillMode, ["constant"]);
  if (size.length !== 2 || size.some((extent) => !Number.isInteger(extent) || extent < 1)) {
    fail("shape", {
      where: place,
      expected: "a size [height, width]",
      received: formatShape(size),
    });
  }
  if (options.cropToAspectRatio === true && options.padToAspectRatio === true) {
    fail("option", {
      where: place,
      expected: "one of cropToAspectRatio and padToAspectRatio",
      received: "both",
    });
  }
  return { height: size[0]!, width: size[1]! };
}

/** Images in another size: [.., height, width, ..]. Integers are rounded and stay integers. */
export function resize(
  images: OperandLike,
  size: readonly [number, number],
  options: ResizeOptions = {},
): Operand {
  const place = "image.resize";
  const { height, width } = checkResize(place, size, options);
  const batch = imageBatch(place, images, options);
  const { rows, columns } = batch;
  let { x } = batch;
  const [h, w] = [x.shape[rows]!, x.shape[columns]!];
  if (options.cropToAspectRatio === true) {
    const cropHeight = Math.max(1, Math.min(h, Math.trunc((w * height) / width)));
    const cropWidth = Math.max(1, Math.min(w, Math.trunc((h * width) / height)));
    const [top, left] = [Math.trunc((h - cropHeight) / 2), Math.trunc((w - cropWidth) / 2)];
    x = builderFor(place, [x]).emit("slice", [x], {
      starts: x.shape.map((_, axis) => (axis === rows ? top : axis === columns ? left : 0)),
      limits: x.shape.with(rows, top + cropHeight).with(columns, left + cropWidth),
      strides: x.shape.map(() => 1),
    });
  }
  if (options.padToAspectRatio === true) {
    const top = Math.trunc((Math.max(h, Math.trunc((w * height) / width)) - h) / 2);
    const left = top > 0 ? 0 : Math.trunc((Math.max(w, Math.trunc((h * width) / height)) - w) / 2);
    x = padWith(x, rows, top, columns, left, options.fillValue ?? 0);
  }
  const { dtype } = x;
  const { interpolation = "bilinear", antialias = false } = options;
  const wanted = [
    [rows, height],
    [columns, width],
  ] as const;
  if (interpolation === "nearest") {
    return batch.finish(
      wanted.reduce((result, [axis, extent]) => {
        const old = result.shape[axis]!;
        const places = Int32Array.from({ length: extent }, (_, i) =>
          Math.min(old - 1, Math.floor(((i + 0.5) * old) / extent)),
        );
        return take(result, places, { axis });
      }, x),
    );
  }
  const wide = cast(x, floatOf(dtype));
  const scaled = wanted.reduce((result, [axis, extent]) => {
    const old = wide.shape[axis]!;
    if (old === extent) return result;
    const builder = builderFor(place, [wide]);
    const scale = castWith(builder, extent / old, wide.dtype);
    const none = castWith(builder, 0, wide.dtype);
    const weights = weightsOf(wide, old, extent, scale, none, kernels[interpolation]!, antialias);
    return resampled(result, axis, weights);
  }, wide);
  return batch.finish(isFloat(dtype) ? scaled : saturateCast(round(scaled), dtype));
}
