import { ones, zeros } from "../initializers/constant.ts";
import { fail } from "../base/errors.ts";
import { normalizeAxes, normalizeAxis } from "../base/shape.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { rsqrt, square } from "../ops/power.ts";
import { reshape } from "../ops/reshape.ts";
import { mean } from "../ops/sum.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { knownExtents } from "./inputShape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `layerNormalization`. */
export interface LayerNormalizationOptions extends LayerOptions {
  /** The axis or axes that are normalised together. Default -1. */
  readonly axis?: number | readonly number[] | undefined;
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number | undefined;
  /** Learn a shift `beta`. Default true. */
  readonly center?: boolean | undefined;
  /** Learn a scale `gamma`. Default true. */
  readonly scale?: boolean | undefined;
  /** Default "zeros". */
  readonly betaInitializer?: InitializerLike | undefined;
  /** Default "ones". */
  readonly gammaInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly betaRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly gammaRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly betaConstraint?: ConstraintLike | undefined;
  /** Default null: none. */
  readonly gammaConstraint?: ConstraintLike | undefined;
}

const defaults = {
  axis: -1 as number | readonly number[],
  epsilon: 1e-3,
  center: true,
  scale: true,
  rmsScaling: false,
  betaInitializer: zeros() as InitializerLike,
  gammaInitializer: ones() as InitializerLike,
  betaRegularizer: null as RegularizerLike,
  gammaRegularizer: null as RegularizerLike,
  betaConstraint: null as ConstraintLike,
  gammaConstraint: null as ConstraintLike,
};

type LayerNormalizationConfig = LayerOptions &
  Omit<typeof defaults, "axis"> & { readonly axis: readonly number[] };

/**
 * γ · (x - mean) / √(variance + ε) + β, mean and variance of each sample along `axis`. Keeps the shape. Weights: gamma,
 * beta, of the normalised axes' extents. Ba et al. 2016, https://arxiv.org/abs/1607.06450
 */
export class LayerNormalization extends Layer<LayerNormalizationConfig> {
  static override readonly className = "LayerNormalization";
  static override readonly supportsMasking = true;
  static override readonly computesInFloat32 = true;
  gamma: Variable | undefined;
  beta: Variable | undefined;

  constructor(options: LayerNormalizationOptions = {}) {
    const { axis, ...rest } = layerOptions("LayerNormalization", defaults, options);
    super({ axis: typeof axis === "number" ? [axis] : axis, ...rest });
    if (this.options.rmsScaling) {
      fail("unsupported", {
        where: this.label,
        expected: "rmsScaling to be false",
        received: "true",
      });
    }
  }

  override build(inputShape: PartialShape): void {
    const { axis, center, scale, ...o } = this.options;
    // In the order in which the axes are given, as Keras makes them.
    const axes = axis.map((own) => normalizeAxis(this.label, own, inputShape.length));
    const shape = knownExtents(
      this.label,
      axes.map((i) => inputShape[i]!),
    );
    if (scale) {
      const watch = { regularizer: o.gammaRegularizer, constraint: o.gammaConstraint };
      this.gamma = this.addWeight("gamma", shape, o.gammaInitializer, watch);
    }
    if (center) {
      const watch = { regularizer: o.betaRegularizer, constraint: o.betaConstraint };
      this.beta = this.addWeight("beta", shape, o.betaInitializer, watch);
    }
    this.inputSpec = { rank: inputShape.length };
  }

  override call(x: Operand): Operand {
    const { axis, epsilon } = this.options;
    const axes = normalizeAxes(this.label, axis, x.rank);
    const along = x.shape.map((extent, i) => (axes.includes(i) ? extent : 1));
    const centered = subtract(x, mean(x, { axis: axes, keepdims: true }));
    const spread = mean(square(centered), { axis: axes, keepdims: true });
    const normal = multiply(centered, rsqrt(add(spread, epsilon)));
    const wide = (weight: Variable): Operand => reshape(this.read(weight, x), along);
    const scaled = this.gamma === undefined ? normal : multiply(normal, wide(this.gamma));
    return this.beta === undefined ? scaled : add(scaled, wide(this.beta));
  }
}

/** `layerNormalization()` */
export const layerNormalization = (options: LayerNormalizationOptions = {}): LayerNormalization =>
  new LayerNormalization(options);
