import type { Operand } from "../graph/value.ts";
import { binary, type OperandLike } from "./convert.ts";

/** Whether x1 = x2, element by element: bool. */
export function equal(x1: OperandLike, x2: OperandLike): Operand {
  return binary("equal", "eq", x1, x2);
}

/** Whether x1 ≠ x2, element by element: bool. */
export function notEqual(x1: OperandLike, x2: OperandLike): Operand {
  return binary("notEqual", "ne", x1, x2);
}

/** Whether x1 < x2, element by element: bool. */
export function less(x1: OperandLike, x2: OperandLike): Operand {
  return binary("less", "lt", x1, x2);
}

/** Whether x1 ≤ x2, element by element: bool. */
export function lessEqual(x1: OperandLike, x2: OperandLike): Operand {
  return binary("lessEqual", "le", x1, x2);
}

/** Whether x1 > x2, element by element: bool. */
export function greater(x1: OperandLike, x2: OperandLike): Operand {
  return binary("greater", "gt", x1, x2);
}

/** Whether x1 ≥ x2, element by element: bool. */
export function greaterEqual(x1: OperandLike, x2: OperandLike): Operand {
  return binary("greaterEqual", "ge", x1, x2);
}
