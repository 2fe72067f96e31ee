import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { sizeOf, stridesOf, type Shape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { add } from "./add.ts";
import { builderFor, castWith, toOperand, type OperandLike } from "./convert.ts";
import { floorDivide, mod } from "./divide.ts";
import { clip } from "./maximum.ts";
import { less } from "./equal.ts";
import { where } from "./where.ts";

/** Positions in a flattened tensor of that shape as one index per axis; those outside are held at its ends. */
export function unravelIndex(indices: OperandLike, shape: Shape): Operand[] {
  const given = toOperand(indices);
  if (isFloat(given.dtype) && given.builder !== undefined)
    fail("dtype", { where: "unravelIndex", expected: "integers", received: given.dtype });
  const whole = castWith(builderFor("unravelIndex", [given]), given, "int32");
  const size = sizeOf(shape);
  const counted = where(less(whole, 0), add(whole, size), whole);
  const held = clip(counted, 0, Math.max(0, size - 1));
  const strides = stridesOf(shape);
  return shape.map((extent, axis) => mod(floorDivide(held, strides[axis]!), extent));
}
