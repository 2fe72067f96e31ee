import { ones, zeros } from "../initializers/constant.ts";
import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { rsqrt, square } from "../ops/power.ts";
import { cast, stopGradient } from "../ops/cast.ts";
import { divide } from "../ops/divide.ts";
import { epsilon as fuzz } from "../base/epsilon.ts";
import { expandDims, reshape } from "../ops/reshape.ts";
import { mean, sum } from "../ops/sum.ts";
import { broadcastTo } from "../ops/tile.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { type CallContext, Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `batchNormalization`. */
export interface BatchNormalizationOptions extends LayerOptions {
  /** The axis of the features, each normalised by itself. Default -1. */
  readonly axis?: number | undefined;
  /** Share of the old moving average that is kept at a step. Default 0.99. */
  readonly momentum?: number | undefined;
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
  /** Default "zeros". */
  readonly movingMeanInitializer?: InitializerLike | undefined;
  /** Default "ones". */
  readonly movingVarianceInitializer?: InitializerLike | undefined;
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
  axis: -1,
  momentum: 0.99,
  epsilon: 1e-3,
  center: true,
  scale: true,
  betaInitializer: zeros() as InitializerLike,
  gammaInitializer: ones() as InitializerLike,
  movingMeanInitializer: zeros() as InitializerLike,
  movingVarianceInitializer: ones() as InitializerLike,
  betaRegularizer: null as RegularizerLike,
  gammaRegularizer: null as RegularizerLike,
  betaConstraint: null as ConstraintLike,
  gammaConstraint: null as ConstraintLike,
  synchronized: false,
  renorm: false,
  renormClipping: null,
  renormMomentum: 0.99,
};

type BatchNormalizationConfig = LayerOptions & typeof defaults;

/**
 * γ · (x - mean) / √(variance + ε) + β per feature. In training mean and variance are the batch's and move the moving
 * averages; else, and while frozen, the moving averages are used. Keeps the shape. Weights: gamma, beta, moving_mean,
 * moving_variance, [features] each. Ioffe & Szegedy 2015, https://arxiv.org/abs/1502.03167
 */
export class BatchNormalization extends Layer<BatchNormalizationConfig> {
  static override readonly className = "BatchNormalization";
  static override readonly supportsMasking = true;
  static override readonly computesInFloat32 = true;
  static override readonly takesMask = true;
  gamma: Variable | undefined;
  beta: Variable | undefined;
  movingMean!: Variable;
  movingVariance!: Variable;

  constructor(options: BatchNormalizationOptions = {}) {
    super(layerOptions("BatchNormalization", defaults, options));
    for (const name of ["renorm", "synchronized"] as const) {
      if (this.options[name]) {
        fail("unsupported", {
          where: this.label,
          expected: `${name} to be false`,
          received: "true",
        });
      }
    }
    const { momentum, epsilon } = this.options;
    if (!(momentum >= 0 && momentum <= 1)) {
      fail("value", {
        where: this.label,
        expected: "a momentum between 0 and 1",
        received: `${momentum}`,
      });
    }
    if (!(epsilon > 0))
      fail("value", { where: this.label, expected: "an epsilon above 0", received: `${epsilon}` });
  }

  override build(inputShape: PartialShape): void {
    const axis = normalizeAxis(this.label, this.options.axis, inputShape.length);
    const features = inputShape[axis] ?? null;
    if (features === null) {
      return fail("shape", {
        where: this.label,
        expected: `a known extent on axis ${axis}`,
        received: formatShape(inputShape),
      });
    }
    const { center, scale, ...o } = this.options;
    const shape = [features];
    if (scale) {
      const watch = { regularizer: o.gammaRegularizer, constraint: o.gammaConstraint };
      this.gamma = this.addWeight("gamma", shape, o.gammaInitializer, watch);
    }
    if (center) {
      const watch = { regularizer: o.betaRegularizer, constraint: o.betaConstraint };
      this.beta = this.addWeight("beta", shape, o.betaInitializer, watch);
    }
    this.movingMean = this.addWeight("moving_mean", shape, o.movingMeanInitializer, {
      trainable: false,
    });
    this.movingVariance = this.addWeight("moving_variance", shape, o.movingVarianceInitializer, {
      trainable: false,
    });
    this.inputSpec = { rank: inputShape.length, axes: { [axis]: features } };
  }

  override call(x: Operand, { training, mask }: CallContext): Operand {
    const { momentum, epsilon } = this.options;
    const axis = normalizeAxis(this.label, this.options.axis, x.rank);
    const along = x.shape.map((extent, i) => (i === axis ? extent : 1));
    const perFeature = (weight: Operand): Operand => reshape(this.read(weight, x), along);
    let [center, spread] = [perFeature(this.movingMean), perFeature(this.movingVariance)];
    if (training && this.trainable) {
      const axes = x.shape.map((_, i) => i).filter((i) => i !== axis);
      const average = averageOver(x, axes, mask);
      center = average(x);
      spread = average(square(subtract(x, center)));
      this.#move(this.movingMean, center, momentum);
      this.#move(this.movingVariance, spread, momentum);
    }
    const factor = rsqrt(add(spread, epsilon));
    const scaled = this.gamma === undefined ? factor : multiply(factor, perFeature(this.gamma));
    const centered = multiply(subtract(x, center), scaled);
    return this.beta === undefined ? centered : add(centered, perFeature(this.beta));
  }

  #move(average: Variable, batch: Operand, momentum: number): void {
    const now = reshape(stopGradient(batch), average.shape);
    average.assign(add(multiply(this.read(average, batch), momentum), multiply(now, 1 - momentum)));
  }
}

/** The mean over the batch; with a mask [batch, steps] over the steps that count. */
function averageOver(
  x: Operand,
  axis: readonly number[],
  mask: Operand | undefined,
): (y: Operand) => Operand {
  if (mask === undefined) return (y) => mean(y, { axis, keepdims: true });
  const weights = broadcastTo(expandDims(cast(mask, x.dtype), -1), x.shape);
  const total = add(sum(weights, { axis, keepdims: true }), fuzz());
  return (y) => divide(sum(multiply(y, weights), { axis, keepdims: true }), total);
}

/** `batchNormalization()` */
export const batchNormalization = (options: BatchNormalizationOptions = {}): BatchNormalization =>
  new BatchNormalization(options);
