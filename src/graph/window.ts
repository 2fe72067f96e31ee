import type { Sliding, SizedSliding, Windows } from "./alphabet.ts";
import type { Shape } from "../base/shape.ts";

/** Extent of `count` elements with `dilation` - 1 gaps between neighbours. */
export function dilatedExtent(count: number, dilation: number): number {
  return count === 0 ? 0 : (count - 1) * dilation + 1;
}

/** Number of places of a window of `size` elements along an axis. */
export function placesOf(extent: number, size: number, window: Sliding): number {
  const { stride, low, high, inputDilation, dilation } = window;
  const room = dilatedExtent(extent, inputDilation) + low + high - dilatedExtent(size, dilation);
  return room < 0 ? 0 : Math.floor(room / stride) + 1;
}

/** A window as it slides over the gradient of the result, to give that of the input: [extent], `size` -> `places`. */
export function slidingOfInput(window: Sliding, { extent, size, places }: WindowExtents): Sliding {
  const { stride, low, inputDilation, dilation } = window;
  const reach = dilatedExtent(size, dilation);
  const before = reach - 1 - low;
  const wanted = dilatedExtent(extent, inputDilation) - 1 + reach;
  return {
    stride: inputDilation,
    low: before,
    high: wanted - dilatedExtent(places, stride) - before,
    inputDilation: stride,
    dilation,
  };
}

/** The gradient of the result as a window that slides over the input, to give that of the window's factors. */
export function slidingOfFactors(
  window: Sliding,
  { extent, size, places }: WindowExtents,
): Sliding {
  const { stride, low, inputDilation, dilation } = window;
  const wanted = dilatedExtent(size, dilation) - 1 + dilatedExtent(places, stride);
  return {
    stride: dilation,
    low,
    high: wanted - dilatedExtent(extent, inputDilation) - low,
    inputDilation,
    dilation: stride,
  };
}

/** Extents along one axis of a convolution. */
export interface WindowExtents {
  /** Of the input. */
  readonly extent: number;
  /** Of the window. */
  readonly size: number;
  /** Of the result. */
  readonly places: number;
}

/** Neither steps, pads nor spreads. */
export const still: Sliding = { stride: 1, low: 0, high: 0, inputDilation: 1, dilation: 1 };

/** Whether no two windows share an element, and no window holds one twice. */
export function areApart({ windows }: Windows): boolean {
  return windows.every(
    ({ size, stride, dilation, inputDilation }) =>
      inputDilation === 1 && dilatedExtent(size, dilation) <= stride,
  );
}

/** Shape of the result of windows over `shape`. */
export function windowedShape(shape: Shape, { axes, windows }: Windows): Shape {
  return shape.map((extent, axis) => {
    const window: SizedSliding | undefined = windows[axes.indexOf(axis)];
    return window === undefined ? extent : placesOf(extent, window.size, window);
  });
}
