import { zeros } from "../initializers/constant.ts";
import { glorotUniform } from "../initializers/varianceScaling.ts";
import { linear } from "../ops/linear.ts";
import { fail } from "../base/errors.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import type { Initializer } from "../initializers/initializer.ts";
import type { FanOptions } from "../initializers/varianceScaling.ts";
import type { ActivationLike } from "../ops/activations.ts";
import { add } from "../ops/add.ts";
import { einsum } from "../ops/einsum.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { analyzeEquation } from "./einsumEquation.ts";
import { knownExtents } from "./inputShape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `einsumDense`. */
export interface EinsumDenseOptions extends LayerOptions {
  /** Applied to the result. Default "linear". */
  readonly activation?: ActivationLike | undefined;
  /** The axes of the result that have an offset, as letters of the equation. Default null: no offset. */
  readonly biasAxes?: string | null | undefined;
  /** Default "glorot_uniform". */
  readonly kernelInitializer?: InitializerLike | undefined;
  /** Default "zeros". */
  readonly biasInitializer?: InitializerLike | undefined;
  /** Penalty on the kernel. Default null: none. */
  readonly kernelRegularizer?: RegularizerLike | undefined;
  /** Penalty on the bias. Default null: none. */
  readonly biasRegularizer?: RegularizerLike | undefined;
  /** Penalty on the result. Default null: none. */
  readonly activityRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly kernelConstraint?: ConstraintLike | undefined;
  /** Default null: none. */
  readonly biasConstraint?: ConstraintLike | undefined;
}

const defaults = {
  equation: "",
  outputShape: [] as PartialShape,
  activation: linear as ActivationLike,
  biasAxes: null as string | null,
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

type EinsumDenseConfig = LayerOptions & typeof defaults;

/** What is asked of a new layer of this kind. */
export type EinsumDenseGiven = EinsumDenseOptions & {
  readonly equation: string;
  readonly outputShape: number | PartialShape;
};

/**
 * y = activation(einsum(equation, x, kernel) + bias). Weights: kernel, in the shape that the equation's second term names;
 * bias, of the axes `biasAxes`.
 */
export class EinsumDense extends Layer<EinsumDenseConfig> {
  static override readonly className = "EinsumDense";
  static override readonly savesActivityRegularizer = true;
  kernel!: Variable;
  bias: Variable | undefined;

  constructor(options: EinsumDenseGiven) {
    const { outputShape } = options;
    const list = typeof outputShape === "number" ? [outputShape] : outputShape;
    super(layerOptions("EinsumDense", defaults, { ...options, outputShape: list }));
    this.words.activation(this.options.activation, this.label);
  }

  override build(inputShape: PartialShape): void {
    const { equation, biasAxes, outputShape, ...o } = this.options;
    const { kernelShape, biasShape, inputAxes, outputAxes } = analyzeEquation(this.label, {
      equation,
      biasAxes,
      inputShape,
      outputShape,
    });
    const shape = knownExtents(this.label, kernelShape);
    const own = this.words.initializer(o.kernelInitializer, this.label);
    const initializer = withFans(own, { inputAxes, outputAxes });
    this.kernel = this.addWeight("kernel", shape, initializer, {
      regularizer: o.kernelRegularizer,
      constraint: o.kernelConstraint,
    });
    if (biasShape !== undefined) {
      const offsets = knownExtents(this.label, biasShape);
      this.bias = this.addWeight("bias", offsets, o.biasInitializer, {
        regularizer: o.biasRegularizer,
        constraint: o.biasConstraint,
      });
    }
    this.inputSpec = { rank: inputShape.length };
  }

  override call(x: Operand): Operand {
    const { equation, activation, activityRegularizer } = this.options;
    const y = einsum(equation, x, this.read(this.kernel, x));
    const shifted = this.bias === undefined ? y : add(y, this.read(this.bias, x));
    const result = this.words.activation(activation, this.label)(shifted);
    this.addActivityLoss(this.words.regularizer(activityRegularizer, this.label), result);
    return result;
  }
}

/** The initializer, told which axes of the kernel are inputs and outputs, if it scales by them and was not told. */
function withFans(own: Initializer, fans: FanOptions): Initializer {
  const options: object = own.options;
  const isScaled = "inputAxes" in options && "outputAxes" in options;
  if (!isScaled || (options.inputAxes !== null && options.outputAxes !== null)) return own;
  const create = own.constructor as new (options: object) => Initializer;
  return new create({ ...options, ...fans });
}

/** `einsumDense("abc,cd->abd", { outputShape: [null, 64], biasAxes: "d" })` */
export function einsumDense(
  equation: string,
  options: Omit<EinsumDenseGiven, "equation">,
): EinsumDense {
  if ((options as unknown) === undefined) {
    fail("option", { where: "einsumDense", expected: "an outputShape", received: "none" });
  }
  return new EinsumDense({ equation, ...options });
}
