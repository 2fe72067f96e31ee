import type { Operand } from "../graph/value.ts";
import { absolute, add, multiply } from "./add.ts";
import { align, floatOf, resultDType, type OperandLike } from "./convert.ts";
import { stopGradient } from "./cast.ts";
import { divide } from "./divide.ts";
import { greater } from "./equal.ts";
import { isfinite } from "./isfinite.ts";
import { logicalAnd } from "./logicalAnd.ts";
import { maximum } from "./maximum.ts";
import { sqrt, square } from "./power.ts";
import { where } from "./where.ts";

/** √(x1² + x2²), element by element, scaled by the larger one so that no square overflows. */
export function hypot(x1: OperandLike, x2: OperandLike): Operand {
  const { operands } = align("hypot", [x1, x2], floatOf(resultDType([x1, x2])));
  const [x, y] = operands as [Operand, Operand];
  const largest = stopGradient(maximum(absolute(x), absolute(y)));
  const isPlain = logicalAnd(greater(largest, 0), isfinite(largest));
  const scale = where(isPlain, largest, 1);
  return multiply(scale, sqrt(add(square(divide(x, scale)), square(divide(y, scale)))));
}
