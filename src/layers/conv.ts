import { zeros } from "../initializers/constant.ts";
import { glorotUniform } from "../initializers/varianceScaling.ts";
import { linear } from "../ops/linear.ts";
import { fail } from "../base/errors.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { conv } from "../ops/conv.ts";
import type { Padding, PerAxis } from "../ops/spatial.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { ConvLayer, type ConvLayerConfig, type ConvLayerOptions } from "./convLayer.ts";
import type { SpatialClass } from "./spatialLayer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `conv2d` and its like. */
export interface ConvOptions<P extends string = Padding> extends ConvLayerOptions {
  /** "valid" (default) or "same", `conv1d` also "causal"; in any case of letters. */
  readonly padding?: P | Uppercase<P> | undefined;
  /** Independent convolutions of equal shares of the channels. Default 1. */
  readonly groups?: number | undefined;
  /** Default "glorot_uniform". */
  readonly kernelInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly kernelRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly kernelConstraint?: ConstraintLike | undefined;
}

const defaults = {
  filters: 0,
  kernelSize: 0 as PerAxis,
  strides: 1 as PerAxis,
  padding: "valid",
  dataFormat: null,
  dilationRate: 1 as PerAxis,
  groups: 1,
  activation: linear as ActivationLike,
  useBias: true,
  kernelInitializer: glorotUniform() as InitializerLike,
  biasInitializer: zeros() as InitializerLike,
  kernelRegularizer: null as RegularizerLike,
  biasRegularizer: null as RegularizerLike,
  activityRegularizer: null as RegularizerLike,
  kernelConstraint: null as ConstraintLike,
  biasConstraint: null as ConstraintLike,
};

interface ConvConfig extends ConvLayerConfig {
  readonly filters: number;
  readonly groups: number;
  readonly kernelInitializer: InitializerLike;
  readonly kernelRegularizer: RegularizerLike;
  readonly kernelConstraint: ConstraintLike;
}

/** What must be said of a convolution. */
interface Required {
  readonly filters: number;
  readonly kernelSize: PerAxis;
}

/**
 * y = activation(x ⋆ kernel + bias), a cross-correlation: [n, spatial.., in] -> [n, places.., filters].
 * Weights: kernel [spatial.., in / groups, filters], bias [filters].
 */
abstract class Conv extends ConvLayer<ConvConfig> {
  kernel!: Variable;

  constructor(own: SpatialClass, options: object, paddings: readonly string[] = ["valid", "same"]) {
    super(own, { defaults, options, paddings, counts: ["filters", "groups"] });
    const { filters, groups } = this.options;
    if (filters % groups !== 0) {
      fail("option", {
        where: this.label,
        expected: "groups to divide the filters",
        received: `${groups} groups and ${filters} filters`,
      });
    }
    this.refuseStridedDilation();
  }

  override build(inputShape: PartialShape): void {
    const { filters, groups, ...o } = this.options;
    const channels = this.channelsOf(inputShape);
    if (channels % groups !== 0) {
      fail("shape", {
        where: this.label,
        expected: `a number of channels that ${groups} groups divide`,
        received: `${channels}`,
      });
    }
    const shape = [...this.kernelExtents, channels / groups, filters];
    this.kernel = this.addWeight("kernel", shape, o.kernelInitializer, {
      regularizer: o.kernelRegularizer,
      constraint: o.kernelConstraint,
    });
    this.addBias(filters);
  }

  override call(x: Operand): Operand {
    const padding = this.options.padding as Padding;
    return this.finish(conv(x, this.kernel, { ...this.steps, padding }));
  }
}

/** Convolution along one axis, of series: [n, steps, in] -> [n, places, filters]. */
export class Conv1D extends Conv {
  static override readonly className = "Conv1D";
  static override readonly spatialRank = 1;
  constructor(options: ConvOptions<Padding | "causal"> & Required) {
    super(Conv1D, options, ["valid", "same", "causal"]);
  }
}

/** Convolution along two axes, of images: [n, height, width, in] -> [n, rows, columns, filters]. */
export class Conv2D extends Conv {
  static override readonly className = "Conv2D";
  constructor(options: ConvOptions & Required) {
    super(Conv2D, options);
  }
}

/** Convolution along three axes, of volumes: [n, depth, height, width, in] -> [n, places.., filters]. */
export class Conv3D extends Conv {
  static override readonly className = "Conv3D";
  static override readonly spatialRank = 3;
  constructor(options: ConvOptions & Required) {
    super(Conv3D, options);
  }
}

/** `conv1d(32, 5, { padding: "causal" })` */
export const conv1d = (
  filters: number,
  kernelSize: PerAxis,
  options: ConvOptions<Padding | "causal"> = {},
): Conv1D => new Conv1D({ ...options, filters, kernelSize });

/** `conv2d(64, 7, { padding: "same", activation: "relu" })` */
export const conv2d = (filters: number, kernelSize: PerAxis, options: ConvOptions = {}): Conv2D =>
  new Conv2D({ ...options, filters, kernelSize });

/** `conv3d(16, 3)` */
export const conv3d = (filters: number, kernelSize: PerAxis, options: ConvOptions = {}): Conv3D =>
  new Conv3D({ ...options, filters, kernelSize });
