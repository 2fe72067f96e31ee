import { zeros } from "../initializers/constant.ts";
import type { ConstraintLike } from "../constraints/constraint.ts";
import type { Operand } from "../graph/value.ts";
import type { Variable } from "../graph/variable.ts";
import type { InitializerLike } from "../initializers/getInitializer.ts";
import { multiply, negative, subtract } from "../ops/add.ts";
import { relu } from "../ops/relu.ts";
import type { RegularizerLike } from "../regularizers/regularizer.ts";
import { knownExtents } from "./inputShape.ts";
import { Layer, layerOptions, type LayerOptions } from "./layer.ts";
import type { PartialShape } from "./symbolic.ts";

/** Options of `pReLU`. */
export interface PReLUOptions extends LayerOptions {
  /** Default "zeros". */
  readonly alphaInitializer?: InitializerLike | undefined;
  /** Default null: none. */
  readonly alphaRegularizer?: RegularizerLike | undefined;
  /** Default null: none. */
  readonly alphaConstraint?: ConstraintLike | undefined;
  /** Axes along which one slope is shared, counted from 1: [1, 2] for images. Default null: none. */
  readonly sharedAxes?: readonly number[] | null | undefined;
}

const defaults = {
  alphaInitializer: zeros() as InitializerLike,
  alphaRegularizer: null as RegularizerLike,
  alphaConstraint: null as ConstraintLike,
  sharedAxes: null as readonly number[] | null,
};

type PReLUConfig = LayerOptions & typeof defaults;

/**
 * x where x ≥ 0, else α · x with learned slopes α. Weight: alpha, of the input's shape without the batch.
 * He et al. 2015, https://arxiv.org/abs/1502.01852
 */
export class PReLU extends Layer<PReLUConfig> {
  static override readonly className = "PReLU";
  static override readonly supportsMasking = true;
  alpha!: Variable;

  constructor(options: PReLUOptions = {}) {
    super(layerOptions("PReLU", defaults, options));
  }

  override build(inputShape: PartialShape): void {
    const { sharedAxes, ...o } = this.options;
    const owned = inputShape.map((extent, axis) => (sharedAxes?.includes(axis) ? 1 : extent));
    const shape = knownExtents(this.label, owned.slice(1));
    this.alpha = this.addWeight("alpha", shape, o.alphaInitializer, {
      regularizer: o.alphaRegularizer,
      constraint: o.alphaConstraint,
    });
    this.inputSpec = { rank: inputShape.length };
  }

  override call(x: Operand): Operand {
    return subtract(relu(x), multiply(this.alpha, relu(negative(x))));
  }
}

/** `pReLU({ sharedAxes: [1, 2] })` */
export const pReLU = (options: PReLUOptions = {}): PReLU => new PReLU(options);
