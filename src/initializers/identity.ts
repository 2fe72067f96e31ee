import type { DType, TypedArray } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import { fill, Initializer } from "./initializer.ts";

/** Options of `identity`. */
export interface IdentityOptions {
  /** The number on the diagonal. Default 1. */
  readonly gain?: number | undefined;
}

/** `gain` on the diagonal of a matrix, 0 elsewhere. Throws on other ranks. */
export class Identity extends Initializer<IdentityOptions> {
  static override readonly className = "Identity";

  constructor(options: IdentityOptions = {}) {
    super(options, { gain: 1 });
  }

  override draw(shape: Shape, dtype: DType = floatx()): TypedArray {
    const [, columns] = shape;
    if (shape.length !== 2 || columns === undefined) {
      return fail("shape", {
        where: "Identity",
        expected: "a matrix",
        received: formatShape(shape),
      });
    }
    return fill(shape, dtype, (i) =>
      Math.floor(i / columns) === i % columns ? this.options.gain : 0,
    );
  }
}

/** `identity({ gain: 0.5 })` */
export const identity = (options: IdentityOptions = {}): Identity => new Identity(options);
