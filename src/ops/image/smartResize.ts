import type { Operand } from "../../graph/value.ts";
import type { OperandLike } from "../convert.ts";
import type { ImageOptions } from "./images.ts";
import { resize, type ResizeOptions } from "./resize.ts";

/** Options of `smartResize`. */
export interface SmartResizeOptions extends ImageOptions {
  /** Default "bilinear". */
  readonly interpolation?: ResizeOptions["interpolation"];
}

/** Images in another size without distortion: the largest middle part of the new proportions, resized. */
export function smartResize(
  images: OperandLike,
  size: readonly [height: number, width: number],
  options: SmartResizeOptions = {},
): Operand {
  return resize(images, size, { ...options, cropToAspectRatio: true });
}
