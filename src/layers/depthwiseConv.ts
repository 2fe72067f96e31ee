import { zeros } from "../initializers/constant.ts";
import { glorotUniform } from "../initializers/varianceScaling.ts";
import { linear } from "../ops/linear.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { depthwiseConv } from "../ops/conv.ts";
import type { Padding, PerAxis } from "../ops/spatial.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { ConvLayer, type ConvLayerConfig, type ConvLayerOptions } from "./convLayer.ts";
import type { SpatialClass } from "./spatialLayer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `depthwiseConv2d` and its like. */
export interface DepthwiseConvOptions extends ConvLayerOptions {
  /** "valid" (default) or "same", in any case of letters. */
  readonly padding?: Padding | Uppercase<Padding> | undefined;
  /** Filters per channel. Default 1. */
  readonly depthMultiplier?: number | undefined;
  /** Default "glorot_uniform". */
  readonly depthwiseInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly depthwiseRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly depthwiseConstraint?: ConstraintLike | undefined;
}

const defaults = {
  depthMultiplier: 1,
  kernelSize: 0 as PerAxis,
  strides: 1 as PerAxis,
  padding: "valid",
  dataFormat: null,
  dilationRate: 1 as PerAxis,
  activation: linear as ActivationLike,
  useBias: true,
  depthwiseInitializer: glorotUniform() as InitializerLike,
  biasInitializer: zeros() as InitializerLike,
  depthwiseRegularizer: null as RegularizerLike,
  biasRegularizer: null as RegularizerLike,
  activityRegularizer: null as RegularizerLike,
  depthwiseConstraint: null as ConstraintLike,
  biasConstraint: null as ConstraintLike,
};

interface DepthwiseConvConfig extends ConvLayerConfig {
  readonly depthMultiplier: number;
  readonly depthwiseInitializer: InitializerLike;
  readonly depthwiseRegularizer: RegularizerLike;
  readonly depthwiseConstraint: ConstraintLike;
}

/** What must be said of a depthwise convolution. */
interface Required {
  readonly kernelSize: PerAxis;
}

/**
 * Each channel with filters of its own: [n, spatial.., in] -> [n, places.., in · depthMultiplier].
 * Weights: kernel [spatial.., in, depthMultiplier], bias [in · depthMultiplier].
 */
abstract class DepthwiseConv extends ConvLayer<DepthwiseConvConfig> {
  kernel!: Variable;

  constructor(own: SpatialClass, options: DepthwiseConvOptions & Required) {
    super(own, { defaults, options, paddings: ["valid", "same"], counts: ["depthMultiplier"] });
  }

  override build(inputShape: PartialShape): void {
    const { depthMultiplier, ...o } = this.options;
    const channels = this.channelsOf(inputShape);
    const shape = [...this.kernelExtents, channels, depthMultiplier];
    this.kernel = this.addWeight("kernel", shape, o.depthwiseInitializer, {
      regularizer: o.depthwiseRegularizer,
      constraint: o.depthwiseConstraint,
    });
    this.addBias(channels * depthMultiplier);
  }

  override call(x: Operand): Operand {
    const padding = this.options.padding as Padding;
    return this.finish(depthwiseConv(x, this.kernel, { ...this.steps, padding }));
  }
}

/** Depthwise convolution along one axis: [n, steps, in] -> [n, places, in · depthMultiplier]. */
export class DepthwiseConv1D extends DepthwiseConv {
  static override readonly className = "DepthwiseConv1D";
  static override readonly spatialRank = 1;
  constructor(options: DepthwiseConvOptions & Required) {
    super(DepthwiseConv1D, options);
  }
}

/** Depthwise convolution along two axes: [n, height, width, in] -> [n, rows, columns, in · depthMultiplier]. */
export class DepthwiseConv2D extends DepthwiseConv {
  static override readonly className = "DepthwiseConv2D";
  constructor(options: DepthwiseConvOptions & Required) {
    super(DepthwiseConv2D, options);
  }
}

/** `depthwiseConv1d(5)` */
export const depthwiseConv1d = (
  kernelSize: PerAxis,
  options: DepthwiseConvOptions = {},
): DepthwiseConv1D => new DepthwiseConv1D({ ...options, kernelSize });

/** `depthwiseConv2d(3, { padding: "same" })` */
export const depthwiseConv2d = (
  kernelSize: PerAxis,
  options: DepthwiseConvOptions = {},
): DepthwiseConv2D => new DepthwiseConv2D({ ...options, kernelSize });
