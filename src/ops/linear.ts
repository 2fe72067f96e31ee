import type { Operand } from "../graph/value.ts";
import { toOperand, type OperandLike } from "./convert.ts";

/** x itself. */
export function linear(x: OperandLike): Operand {
  return toOperand(x);
}
