import type { Operand } from "../graph/value.ts";
import { add, multiply } from "../ops/add.ts";
import { cast } from "../ops/cast.ts";
import { floatOf } from "../ops/convert.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `rescaling`. */
export interface RescalingOptions extends LayerOptions {
  /** Added after the multiplication. Default 0. */
  readonly offset?: number | readonly number[] | undefined;
}

type RescalingConfig = LayerOptions & {
  readonly scale: number | readonly number[];
  readonly offset: number | readonly number[];
};

/** scale · x + offset, in floats: `rescaling(1 / 255)` brings bytes to [0, 1]. A list is for the last axis. */
export class Rescaling extends Layer<RescalingConfig> {
  static override readonly className = "Rescaling";
  static override readonly savesBuildShape = true;
  static override readonly supportsMasking = true;

  constructor(options: RescalingOptions & { readonly scale: number | readonly number[] }) {
    super(layerOptions("Rescaling", { scale: 1, offset: 0 }, options));
  }

  override call(x: Operand): Operand {
    const { scale, offset } = this.options;
    const scaled = multiply(cast(x, floatOf(x.dtype)), scale);
    return offset === 0 ? scaled : add(scaled, offset);
  }
}

/** `rescaling(1 / 127.5, { offset: -1 })` */
export const rescaling = (
  scale: number | readonly number[],
  options: RescalingOptions = {},
): Rescaling => new Rescaling({ ...options, scale });
