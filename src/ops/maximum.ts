import type { Operand } from "../graph/value.ts";
import { binary, resultDType, type OperandLike } from "./convert.ts";

/** The larger of x1 and x2, element by element; NaN if either is NaN. */
export function maximum(x1: OperandLike, x2: OperandLike): Operand {
  return binary("maximum", resultDType([x1, x2]) === "bool" ? "or" : "max", x1, x2);
}

/** The smaller of x1 and x2, element by element; NaN if either is NaN. */
export function minimum(x1: OperandLike, x2: OperandLike): Operand {
  return binary("minimum", resultDType([x1, x2]) === "bool" ? "and" : "min", x1, x2);
}

/** x held between xMin and xMax, element by element; at the bounds the gradient still flows, as in Keras. */
export function clip(x: OperandLike, xMin: OperandLike, xMax: OperandLike): Operand {
  // Between equals the gradient of the primitives goes to the second operand.
  return minimum(xMax, maximum(xMin, x));
}
