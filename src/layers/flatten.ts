import type { Operand } from "../graph/value.ts";
import { reshape } from "../ops/reshape.ts";
import { transpose } from "../ops/transpose.ts";
import { sizeOf } from "../base/shape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";

/** Options of `flatten`. */
export interface FlattenOptions extends LayerOptions {
  /** Default "channels_last". "channels_first": the channels are moved to the end first. */
  readonly dataFormat?: "channels_last" | "channels_first" | undefined;
}

type FlattenConfig = LayerOptions & { readonly dataFormat: "channels_last" | "channels_first" };

/** All axes but the batch become one: [n, a, b, c] -> [n, a · b · c]; [n] -> [n, 1]. */
export class Flatten extends Layer<FlattenConfig> {
  static override readonly className = "Flatten";
  static override readonly savesBuildShape = true;

  constructor(options: FlattenOptions = {}) {
    super(layerOptions("Flatten", { dataFormat: "channels_last" as const }, options));
  }

  override call(x: Operand): Operand {
    const { shape } = x;
    const channelsLast =
      this.options.dataFormat === "channels_first" && shape.length > 2
        ? transpose(x, { axes: [0, ...shape.slice(2).map((_, i) => i + 2), 1] })
        : x;
    return reshape(channelsLast, [shape[0]!, sizeOf(shape.slice(1))]);
  }
}

/** `flatten()` */
export const flatten = (options: FlattenOptions = {}): Flatten => new Flatten(options);
