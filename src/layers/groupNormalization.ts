import { ones, zeros } from "../initializers/constant.ts";
import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis } from "../base/shape.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import { add, multiply, subtract } from "../ops/add.ts";
import { moments } from "../ops/normalization.ts";
import { rsqrt } from "../ops/power.ts";
import { reshape } from "../ops/reshape.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { knownExtents } from "./inputShape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `groupNormalization`. */
export interface GroupNormalizationOptions extends LayerOptions {
  /** How many groups the channels fall into; -1: as many as channels. Default 32. */
  readonly groups?: number | undefined;
  /** The axis of the channels. Default -1. */
  readonly axis?: number | undefined;
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number | undefined;
  /** Learn an offset `beta`. Default true. */
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
  groups: 32,
  axis: -1,
  epsilon: 1e-3,
  center: true,
  scale: true,
  betaInitializer: zeros() as InitializerLike,
  gammaInitializer: ones() as InitializerLike,
  betaRegularizer: null as RegularizerLike,
  gammaRegularizer: null as RegularizerLike,
  betaConstraint: null as ConstraintLike,
  gammaConstraint: null as ConstraintLike,
};

type GroupNormalizationConfig = LayerOptions & typeof defaults;

/**
 * γ · (x - mean) / √(variance + ε) + β, mean and variance of each sample and group of channels over all other axes.
 * Keeps the shape. Weights: gamma, beta [channels]. Wu & He 2018, https://arxiv.org/abs/1803.08494
 */
export class GroupNormalization extends Layer<GroupNormalizationConfig> {
  static override readonly className = "GroupNormalization";
  static override readonly supportsMasking = true;
  static override readonly computesInFloat32 = true;
  gamma: Variable | undefined;
  beta: Variable | undefined;

  constructor(options: GroupNormalizationOptions = {}) {
    super(layerOptions("GroupNormalization", defaults, options));
    const { groups } = this.options;
    if (!Number.isInteger(groups) || (groups < 1 && groups !== -1)) {
      fail("value", {
        where: this.label,
        expected: "groups, a whole number of 1 or more, or -1",
        received: `${groups}`,
      });
    }
  }

  override build(inputShape: PartialShape): void {
    const { center, scale, ...o } = this.options;
    const axis = normalizeAxis(this.label, o.axis, inputShape.length);
    const [channels] = knownExtents(this.label, [inputShape[axis]!]) as [number];
    const groups = this.#groups(channels);
    if (axis === 0 || channels % groups !== 0) {
      fail("shape", {
        where: this.label,
        expected: `a number of channels that is a multiple of the ${groups} groups`,
        received: `${channels} in ${formatShape(inputShape)}`,
      });
    }
    if (scale) {
      const watch = { regularizer: o.gammaRegularizer, constraint: o.gammaConstraint };
      this.gamma = this.addWeight("gamma", [channels], o.gammaInitializer, watch);
    }
    if (center) {
      const watch = { regularizer: o.betaRegularizer, constraint: o.betaConstraint };
      this.beta = this.addWeight("beta", [channels], o.betaInitializer, watch);
    }
    this.inputSpec = { rank: inputShape.length, axes: { [o.axis]: channels } };
  }

  #groups(channels: number): number {
    const { groups } = this.options;
    return groups === -1 ? channels : groups;
  }

  /** With -1 the number of groups is that of the channels, once it is known. */
  override getConfig(): Record<string, unknown> {
    const channels = (this.gamma ?? this.beta)?.size;
    const config = super.getConfig();
    return channels === undefined ? config : { ...config, groups: this.#groups(channels) };
  }

  override call(x: Operand): Operand {
    const { epsilon } = this.options;
    const axis = normalizeAxis(this.label, this.options.axis, x.rank);
    const channels = x.shape[axis]!;
    const groups = this.#groups(channels);
    const split = [groups, channels / groups];
    const grouped = reshape(x, x.shape.toSpliced(axis, 1, ...split));
    const axes = grouped.shape.map((_, i) => i).filter((i) => i !== 0 && i !== axis);
    const [mean, variance] = moments(grouped, axes, { keepdims: true });
    const wide = (weight: Variable): Operand =>
      reshape(this.read(weight, x), x.shape.map(() => 1).toSpliced(axis, 1, ...split));
    const root = rsqrt(add(variance, epsilon));
    const inverse = this.gamma === undefined ? root : multiply(root, wide(this.gamma));
    const moved = multiply(subtract(grouped, mean), inverse);
    return reshape(this.beta === undefined ? moved : add(moved, wide(this.beta)), x.shape);
  }
}

/** `groupNormalization({ groups: 8 })` */
export const groupNormalization = (options: GroupNormalizationOptions = {}): GroupNormalization =>
  new GroupNormalization(options);
