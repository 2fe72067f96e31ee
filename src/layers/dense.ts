import { zeros } from "../initializers/constant.ts";
import { glorotUniform } from "../initializers/varianceScaling.ts";
import { linear } from "../ops/linear.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { add } from "../ops/add.ts";
import { matmul } from "../ops/matmul.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { lastExtent } from "./inputShape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `dense`. */
export interface DenseOptions extends LayerOptions {
  /** Applied to the result. Default "linear". */
  readonly activation?: ActivationLike | undefined;
  /** Add a learned offset per unit. Default true. */
  readonly useBias?: boolean | undefined;
  /** Default "glorot_uniform". */
  readonly kernelInitializer?: InitializerLike | undefined;
  /** Default "zeros". */
  readonly biasInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly kernelRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly biasRegularizer?: RegularizerLike | undefined;
  /** A penalty on the output, averaged over the batch. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly kernelConstraint?: ConstraintLike | undefined;
  /** Default null: none. */
  readonly biasConstraint?: ConstraintLike | undefined;
}

const defaults = {
  activation: linear as ActivationLike,
  useBias: true,
  kernelInitializer: glorotUniform() as InitializerLike,
  biasInitializer: zeros() as InitializerLike,
  kernelRegularizer: null as RegularizerLike,
  biasRegularizer: null as RegularizerLike,
  activityRegularizer: null as RegularizerLike,
  kernelConstraint: null as ConstraintLike,
  biasConstraint: null as ConstraintLike,
  // Keras saves it with every dense layer; quantised layers are not built.
  quantizationConfig: null,
};

type DenseConfig = LayerOptions & typeof defaults & { readonly units: number };

/**
 * y = activation(x · kernel + bias), over the last axis: [..., in] -> [..., units].
 * Weights: kernel [in, units], bias [units]. Throws unless `units` is a whole number of 1 or more.
 */
export class Dense extends Layer<DenseConfig> {
  static override readonly className = "Dense";
  static override readonly supportsMasking = true;
  kernel!: Variable;
  bias: Variable | undefined;

  constructor(options: DenseOptions & { readonly units: number }) {
    super(layerOptions("Dense", { units: 0, ...defaults }, options));
    const { units } = this.options;
    if (!Number.isInteger(units) || units < 1) {
      fail("value", {
        where: this.label,
        expected: "units to be a whole number of 1 or more",
        received: JSON.stringify(units),
      });
    }
    this.words.activation(this.options.activation, this.label);
    this.inputSpec = { minimumRank: 2 };
  }

  override build(inputShape: PartialShape): void {
    const { units, useBias, ...o } = this.options;
    const width = lastExtent(this.label, inputShape);
    this.kernel = this.addWeight("kernel", [width, units], o.kernelInitializer, {
      regularizer: o.kernelRegularizer,
      constraint: o.kernelConstraint,
    });
    if (useBias) {
      this.bias = this.addWeight("bias", [units], o.biasInitializer, {
        regularizer: o.biasRegularizer,
        constraint: o.biasConstraint,
      });
    }
    this.inputSpec = { minimumRank: 2, axes: { [-1]: width } };
  }

  override call(x: Operand): Operand {
    const y = matmul(x, this.kernel);
    const result = this.words.activation(
      this.options.activation,
      this.label,
    )(this.bias === undefined ? y : add(y, this.bias));
    this.addActivityLoss(
      this.words.regularizer(this.options.activityRegularizer, this.label),
      result,
    );
    return result;
  }
}

/** `dense(10, { activation: "softmax" })` */
export const dense = (units: number, options: DenseOptions = {}): Dense =>
  new Dense({ ...options, units });
