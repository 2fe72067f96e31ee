import { fail } from "../base/errors.ts";
import { expectDataFormat, type DataFormat } from "../base/imageDataFormat.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import type { Sliding } from "../graph/alphabet.ts";
import { dilatedExtent, placesOf, still } from "../graph/window.ts";

/** One number for all spatial axes, or one per axis. */
export type PerAxis = number | readonly number[];

/** "valid": only whole windows. "same": zeros around, so that a stride of 1 keeps the extent. In any case of letters. */
export type Padding = "valid" | "same";

/** How images lie in a tensor of rank 3, 4 or 5. */
export interface Images {
  /** Axes that windows slide along. */
  readonly axes: readonly number[];
  readonly channels: number;
  readonly extents: Shape;
}

/** Where batch, channels and spatial axes of a tensor are. */
export function imagesOf(
  where: string,
  shape: Shape,
  dataFormat: DataFormat | null | undefined,
): Images {
  const format = expectDataFormat(where, dataFormat);
  const rank = shape.length - 2;
  if (rank < 1 || rank > 3) {
    fail("shape", {
      where,
      expected: "an input of rank 3, 4 or 5 (batch, one to three spatial axes, channels)",
      received: formatShape(shape),
    });
  }
  const first = format === "channels_last" ? 1 : 2;
  const axes = Array.from({ length: rank }, (_, i) => first + i);
  return {
    axes,
    channels: format === "channels_last" ? shape.length - 1 : 1,
    extents: axes.map((axis) => shape[axis]!),
  };
}

/** One whole number of at least `minimum` per spatial axis. */
export function perAxis(
  where: string,
  name: string,
  value: PerAxis,
  { rank, minimum = 1 }: { readonly rank: number; readonly minimum?: number },
): number[] {
  const list: readonly unknown[] = Array.isArray(value)
    ? (value as readonly unknown[])
    : Array.from({ length: rank }, () => value);
  const numbers = list.filter(
    (n): n is number => typeof n === "number" && Number.isInteger(n) && n >= minimum,
  );
  if (list.length === rank && numbers.length === rank) return numbers;
  return fail("value", {
    where,
    expected: `${name} to be ${rank === 1 ? "a whole number" : `a whole number, or ${rank} of them,`} of ${minimum} or more`,
    received: JSON.stringify(value),
  });
}

/** The padding in small letters. Throws on a word that is not among `allowed`. */
export function expectPadding<P extends string>(
  where: string,
  padding: P,
  allowed: readonly P[],
): P {
  const given: unknown = padding;
  const word = typeof given === "string" ? given.toLowerCase() : given;
  const found = allowed.find((own) => own === word);
  return (
    found ??
    fail("option", {
      where,
      expected: `padding to be ${allowed.map((own) => `"${own}"`).join(" or ")}`,
      received: JSON.stringify(padding),
    })
  );
}

/** Sizes and steps of windows over images. */
export interface WindowSteps {
  readonly sizes: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

/**
 * The windows along the spatial axes, padded as TensorFlow and Keras do: "same" gives ceil(extent / stride) places, an
 * odd zero goes behind. Throws where no window fits.
 */
export function slidingsOf(
  where: string,
  extents: Shape,
  { sizes, strides, dilations, padding }: WindowSteps,
): Sliding[] {
  const found = extents.map((extent, i): Sliding => {
    const [stride, dilation] = [strides[i]!, dilations[i]!];
    if (padding === "valid") return { ...still, stride, dilation };
    const places = Math.ceil(extent / stride);
    const missing = (places - 1) * stride + dilatedExtent(sizes[i]!, dilation) - extent;
    const total = Math.max(0, missing);
    const low = Math.floor(total / 2);
    return { ...still, stride, dilation, low, high: total - low };
  });
  if (found.some((window, i) => placesOf(extents[i]!, sizes[i]!, window) === 0)) {
    const reach = sizes.map((size, i) => dilatedExtent(size, dilations[i]!));
    fail("shape", {
      where,
      expected: `spatial extents of at least ${formatShape(reach)}, which a window covers`,
      received: formatShape(extents),
      advice: 'Use padding: "same", a smaller window or a larger input',
    });
  }
  return found;
}
