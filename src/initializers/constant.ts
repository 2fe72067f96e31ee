import type { DType, TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import type { Shape } from "../base/shape.ts";
import { fill, Initializer } from "./initializer.ts";

/** Options of `constant`. */
export interface ConstantOptions {
  /** Every element. Default 0. */
  readonly value?: number | undefined;
}

/** One number everywhere. */
export class Constant extends Initializer<ConstantOptions> {
  static override readonly className = "Constant";

  constructor(options: ConstantOptions = {}) {
    super(options, { value: 0 });
  }

  override draw(shape: Shape, dtype: DType = floatx()): TypedArray {
    return fill(shape, dtype, () => this.options.value);
  }
}

/** All zero. */
export class Zeros extends Initializer {
  static override readonly className = "Zeros";

  constructor(options: object = {}) {
    super(options, {});
  }

  override draw(shape: Shape, dtype: DType = floatx()): TypedArray {
    return fill(shape, dtype, () => 0);
  }
}

/** All one. */
export class Ones extends Initializer {
  static override readonly className = "Ones";

  constructor(options: object = {}) {
    super(options, {});
  }

  override draw(shape: Shape, dtype: DType = floatx()): TypedArray {
    return fill(shape, dtype, () => 1);
  }
}

/** `constant(0.1)` */
export const constant = (value = 0): Constant => new Constant({ value });
/** `zeros()` */
export const zeros = (): Zeros => new Zeros();
/** `ones()` */
export const ones = (): Ones => new Ones();
