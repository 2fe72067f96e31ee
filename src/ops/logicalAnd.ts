import type { Operand } from "../graph/value.ts";
import { binary, unary, type OperandLike } from "./convert.ts";

/** Whether x1 and x2 are true (not zero), element by element: bool. */
export function logicalAnd(x1: OperandLike, x2: OperandLike): Operand {
  return binary("logicalAnd", "and", x1, x2, "bool");
}

/** Whether x1 or x2 is true (not zero), element by element: bool. */
export function logicalOr(x1: OperandLike, x2: OperandLike): Operand {
  return binary("logicalOr", "or", x1, x2, "bool");
}

/** Whether exactly one of x1 and x2 is true (not zero), element by element: bool. */
export function logicalXor(x1: OperandLike, x2: OperandLike): Operand {
  return binary("logicalXor", "xor", x1, x2, "bool");
}

/** Whether x is false (zero), element by element: bool. */
export function logicalNot(x: OperandLike): Operand {
  return unary("logicalNot", "not", x, "bool");
}
