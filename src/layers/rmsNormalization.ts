import { ones } from "../initializers/constant.ts";
import { normalizeAxes } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import { rmsNormalization as normalOf } from "../ops/normalization.ts";
import { reshape } from "../ops/reshape.ts";
import { knownExtents } from "./inputShape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `rmsNormalization`. */
export interface RMSNormalizationOptions extends LayerOptions {
  /** The axis or axes that are normalised. Default -1. */
  readonly axis?: number | readonly number[] | undefined;
  /** Added to the mean square. Default 1e-6. */
  readonly epsilon?: number | undefined;
}

type RMSNormalizationConfig = LayerOptions & {
  readonly axis: number | readonly number[];
  readonly epsilon: number;
};

/**
 * scale · x / √(mean x² + ε) along `axis`. Keeps the shape. Weight: scale, of the normalised axes' extents.
 * Zhang & Sennrich 2019, https://arxiv.org/abs/1910.07467
 */
export class RMSNormalization extends Layer<RMSNormalizationConfig> {
  static override readonly className = "RMSNormalization";
  scale!: Variable;

  constructor(options: RMSNormalizationOptions = {}) {
    const defaults = { axis: -1 as number | readonly number[], epsilon: 1e-6 };
    super(layerOptions("RMSNormalization", defaults, options));
  }

  /** Keras saves a list of axes once the weights exist. */
  override getConfig(): Record<string, unknown> {
    const config = super.getConfig();
    const { axis } = this.options;
    return this.built && typeof axis === "number" ? { ...config, axis: [axis] } : config;
  }

  override build(inputShape: PartialShape): void {
    const axes = normalizeAxes(this.label, this.options.axis, inputShape.length);
    const shape = knownExtents(
      this.label,
      axes.map((axis) => inputShape[axis]!),
    );
    this.scale = this.addWeight("scale", shape, ones());
    this.inputSpec = { rank: inputShape.length };
  }

  override call(x: Operand): Operand {
    const { axis, epsilon } = this.options;
    const axes = normalizeAxes(this.label, axis, x.rank);
    const along = x.shape.map((extent, i) => (axes.includes(i) ? extent : 1));
    return normalOf(x, { scale: reshape(this.read(this.scale, x), along), axis: axes, epsilon });
  }
}

/** `rmsNormalization()` */
export const rmsNormalization = (options: RMSNormalizationOptions = {}): RMSNormalization =>
  new RMSNormalization(options);
