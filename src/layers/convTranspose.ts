import { zeros } from "../initializers/constant.ts";
import { glorotUniform } from "../initializers/varianceScaling.ts";
import { linear } from "../ops/linear.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { convTranspose } from "../ops/convTranspose.ts";
import { perAxis, type Padding, type PerAxis } from "../ops/spatial.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { ConvLayer, type ConvLayerConfig, type ConvLayerOptions } from "./convLayer.ts";
import type { SpatialClass } from "./spatialLayer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `conv2dTranspose` and its like. */
export interface ConvTransposeOptions extends ConvLayerOptions {
  /** "valid" (default) or "same", in any case of letters. */
  readonly padding?: Padding | Uppercase<Padding> | undefined;
  /** Extents of the result beyond the smallest possible ones, below the strides. Default null: from the padding. */
  readonly outputPadding?: PerAxis | null | undefined;
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
  outputPadding: null as PerAxis | null,
  dataFormat: null,
  dilationRate: 1 as PerAxis,
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

interface ConvTransposeConfig extends ConvLayerConfig {
  readonly filters: number;
  readonly outputPadding: PerAxis | null;
  readonly kernelInitializer: InitializerLike;
  readonly kernelRegularizer: RegularizerLike;
  readonly kernelConstraint: ConstraintLike;
}

/** What must be said of a transposed convolution. */
interface Required {
  readonly filters: number;
  readonly kernelSize: PerAxis;
}

/**
 * Each input element spreads a kernel over the output, strides apart: [n, spatial.., in] -> [n, larger.., filters],
 * the gradient of a convolution with respect to its input. Weights: kernel [spatial.., filters, in], bias [filters].
 */
abstract class ConvTranspose extends ConvLayer<ConvTransposeConfig> {
  kernel!: Variable;

  constructor(own: SpatialClass, options: Required & ConvTransposeOptions) {
    const outputPadding = options.outputPadding ?? null;
    const rank = own.spatialRank;
    const whole =
      outputPadding === null
        ? null
        : perAxis(own.className, "outputPadding", outputPadding, { rank, minimum: 0 });
    super(own, {
      defaults,
      options: { ...options, outputPadding: whole },
      paddings: ["valid", "same"],
      counts: ["filters"],
    });
    const strides = this.options.strides as readonly number[];
    if (whole?.some((extent, i) => extent >= strides[i]!) === true) {
      fail("option", {
        where: this.label,
        expected: `outputPadding below the strides ${JSON.stringify(strides)}`,
        received: JSON.stringify(whole),
      });
    }
    this.refuseStridedDilation();
  }

  override build(inputShape: PartialShape): void {
    const { filters, ...o } = this.options;
    const shape = [...this.kernelExtents, filters, this.channelsOf(inputShape)];
    this.kernel = this.addWeight("kernel", shape, o.kernelInitializer, {
      regularizer: o.kernelRegularizer,
      constraint: o.kernelConstraint,
    });
    this.addBias(filters);
  }

  override call(x: Operand): Operand {
    const { outputPadding } = this.options;
    const padding = this.options.padding as Padding;
    return this.finish(convTranspose(x, this.kernel, { ...this.steps, padding, outputPadding }));
  }
}

/** Transposed convolution along one axis: [n, steps, in] -> [n, more steps, filters]. */
export class Conv1DTranspose extends ConvTranspose {
  static override readonly className = "Conv1DTranspose";
  static override readonly spatialRank = 1;
  constructor(options: ConvTransposeOptions & Required) {
    super(Conv1DTranspose, options);
  }
}

/** Transposed convolution along two axes: [n, height, width, in] -> [n, rows, columns, filters]. */
export class Conv2DTranspose extends ConvTranspose {
  static override readonly className = "Conv2DTranspose";
  constructor(options: ConvTransposeOptions & Required) {
    super(Conv2DTranspose, options);
  }
}

/** Transposed convolution along three axes: [n, depth, height, width, in] -> [n, larger.., filters]. */
export class Conv3DTranspose extends ConvTranspose {
  static override readonly className = "Conv3DTranspose";
  static override readonly spatialRank = 3;
  constructor(options: ConvTransposeOptions & Required) {
    super(Conv3DTranspose, options);
  }
}

/** `conv1dTranspose(16, 3, { strides: 2 })` */
export const conv1dTranspose = (
  filters: number,
  kernelSize: PerAxis,
  options: ConvTransposeOptions = {},
): Conv1DTranspose => new Conv1DTranspose({ ...options, filters, kernelSize });

/** `conv2dTranspose(32, 3, { strides: 2, padding: "same" })` */
export const conv2dTranspose = (
  filters: number,
  kernelSize: PerAxis,
  options: ConvTransposeOptions = {},
): Conv2DTranspose => new Conv2DTranspose({ ...options, filters, kernelSize });

/** `conv3dTranspose(8, 3)` */
export const conv3dTranspose = (
  filters: number,
  kernelSize: PerAxis,
  options: ConvTransposeOptions = {},
): Conv3DTranspose => new Conv3DTranspose({ ...options, filters, kernelSize });
