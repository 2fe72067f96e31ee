import { zeros } from "../initializers/constant.ts";
import { glorotUniform } from "../initializers/varianceScaling.ts";
import { linear } from "../ops/linear.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { separableConv } from "../ops/conv.ts";
import type { Padding, PerAxis } from "../ops/spatial.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { ConvLayer, type ConvLayerConfig, type ConvLayerOptions } from "./convLayer.ts";
import type { SpatialClass } from "./spatialLayer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `separableConv2d` and its like. */
export interface SeparableConvOptions extends ConvLayerOptions {
  /** "valid" (default) or "same", in any case of letters. */
  readonly padding?: Padding | Uppercase<Padding> | undefined;
  /** Filters per channel, before the mix. Default 1. */
  readonly depthMultiplier?: number | undefined;
  /** Default "glorot_uniform". */
  readonly depthwiseInitializer?: InitializerLike | undefined;
  /** Default "glorot_uniform". */
  readonly pointwiseInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly depthwiseRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly pointwiseRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly depthwiseConstraint?: ConstraintLike | undefined;
  /** Default null: none. */
  readonly pointwiseConstraint?: ConstraintLike | undefined;
}

const defaults = {
  depthMultiplier: 1,
  filters: 0,
  kernelSize: 0 as PerAxis,
  strides: 1 as PerAxis,
  padding: "valid",
  dataFormat: null,
  dilationRate: 1 as PerAxis,
  activation: linear as ActivationLike,
  useBias: true,
  depthwiseInitializer: glorotUniform() as InitializerLike,
  pointwiseInitializer: glorotUniform() as InitializerLike,
  biasInitializer: zeros() as InitializerLike,
  depthwiseRegularizer: null as RegularizerLike,
  pointwiseRegularizer: null as RegularizerLike,
  biasRegularizer: null as RegularizerLike,
  activityRegularizer: null as RegularizerLike,
  depthwiseConstraint: null as ConstraintLike,
  pointwiseConstraint: null as ConstraintLike,
  biasConstraint: null as ConstraintLike,
};

interface SeparableConvConfig extends ConvLayerConfig {
  readonly depthMultiplier: number;
  readonly filters: number;
  readonly depthwiseInitializer: InitializerLike;
  readonly pointwiseInitializer: InitializerLike;
  readonly depthwiseRegularizer: RegularizerLike;
  readonly pointwiseRegularizer: RegularizerLike;
  readonly depthwiseConstraint: ConstraintLike;
  readonly pointwiseConstraint: ConstraintLike;
}

/** What must be said of a separable convolution. */
interface Required {
  readonly filters: number;
  readonly kernelSize: PerAxis;
}

/**
 * Filters per channel, then a mix of the channels: [n, spatial.., in] -> [n, places.., filters].
 * Weights: depthwise_kernel [spatial.., in, depthMultiplier], pointwise_kernel [1.., in · depthMultiplier, filters], bias [filters].
 */
abstract class SeparableConv extends ConvLayer<SeparableConvConfig> {
  depthwiseKernel!: Variable;
  pointwiseKernel!: Variable;

  constructor(own: SpatialClass, options: SeparableConvOptions & Required) {
    const counts = ["filters", "depthMultiplier"];
    super(own, { defaults, options, paddings: ["valid", "same"], counts });
  }

  override build(inputShape: PartialShape): void {
    const { filters, depthMultiplier, ...o } = this.options;
    const channels = this.channelsOf(inputShape);
    const extents = this.kernelExtents;
    this.depthwiseKernel = this.addWeight(
      "depthwise_kernel",
      [...extents, channels, depthMultiplier],
      o.depthwiseInitializer,
      { regularizer: o.depthwiseRegularizer, constraint: o.depthwiseConstraint },
    );
    this.pointwiseKernel = this.addWeight(
      "pointwise_kernel",
      [...extents.map(() => 1), channels * depthMultiplier, filters],
      o.pointwiseInitializer,
      { regularizer: o.pointwiseRegularizer, constraint: o.pointwiseConstraint },
    );
    this.addBias(filters);
  }

  override call(x: Operand): Operand {
    const padding = this.options.padding as Padding;
    const options = { ...this.steps, padding };
    return this.finish(separableConv(x, this.depthwiseKernel, this.pointwiseKernel, options));
  }
}

/** Separable convolution along one axis: [n, steps, in] -> [n, places, filters]. */
export class SeparableConv1D extends SeparableConv {
  static override readonly className = "SeparableConv1D";
  static override readonly spatialRank = 1;
  constructor(options: SeparableConvOptions & Required) {
    super(SeparableConv1D, options);
  }
}

/** Separable convolution along two axes: [n, height, width, in] -> [n, rows, columns, filters]. */
export class SeparableConv2D extends SeparableConv {
  static override readonly className = "SeparableConv2D";
  constructor(options: SeparableConvOptions & Required) {
    super(SeparableConv2D, options);
  }
}

/** `separableConv1d(32, 5)` */
export const separableConv1d = (
  filters: number,
  kernelSize: PerAxis,
  options: SeparableConvOptions = {},
): SeparableConv1D => new SeparableConv1D({ ...options, filters, kernelSize });

/** `separableConv2d(64, 3, { padding: "same" })` */
export const separableConv2d = (
  filters: number,
  kernelSize: PerAxis,
  options: SeparableConvOptions = {},
): SeparableConv2D => new SeparableConv2D({ ...options, filters, kernelSize });
