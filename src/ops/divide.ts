import { rem } from "./primitives/remainder.ts";
import { isFloat } from "../base/dtype.ts";
import type { Operand } from "../graph/value.ts";
import {
  align,
  binary,
  broadcastWith,
  floatOf,
  resultDType,
  scalar,
  type OperandLike,
} from "./convert.ts";

/** x1 / x2, element by element with broadcasting; integers become float32. */
export function divide(x1: OperandLike, x2: OperandLike): Operand {
  return binary("divide", "div", x1, x2, floatOf(resultDType([x1, x2])));
}

/** x1 - x2 · ⌊x1 / x2⌋, element by element: the remainder with the sign of x2. */
export function mod(x1: OperandLike, x2: OperandLike): Operand {
  const common = resultDType([x1, x2]);
  const dtype = common === "bool" ? "int32" : common;
  const { builder, operands } = align("mod", [x1, x2], dtype);
  const [x, y] = operands as [Operand, Operand];
  const remainder = builder.emit(rem, [x, y], {});
  if (dtype === "uint8" || dtype === "uint32") return remainder;
  const zero = broadcastWith(builder, scalar(0, dtype), x.shape);
  const signsDiffer = builder.emit(
    "ne",
    [builder.emit("lt", [remainder, zero], {}), builder.emit("lt", [y, zero], {})],
    {},
  );
  const wrong = builder.emit("and", [builder.emit("ne", [remainder, zero], {}), signsDiffer], {});
  return builder.emit("where", [wrong, builder.emit("add", [remainder, y], {}), remainder], {});
}

/** ⌊x1 / x2⌋, element by element: the quotient rounded down. */
export function floorDivide(x1: OperandLike, x2: OperandLike): Operand {
  const common = resultDType([x1, x2]);
  const dtype = common === "bool" ? "int32" : common;
  const { builder, operands } = align("floorDivide", [x1, x2], dtype);
  const quotient = builder.emit("div", operands, {});
  if (isFloat(dtype)) return builder.emit("floor", [quotient], {});
  if (dtype.startsWith("u")) return quotient;
  // The primitive rounds towards zero: one less where the exact quotient is negative and no integer.
  const [x, y] = operands as [Operand, Operand];
  const zero = broadcastWith(builder, scalar(0, dtype), x.shape);
  const remainder = builder.emit(rem, [x, y], {});
  const signsDiffer = builder.emit(
    "ne",
    [builder.emit("lt", [x, zero], {}), builder.emit("lt", [y, zero], {})],
    {},
  );
  const inexact = builder.emit("and", [builder.emit("ne", [remainder, zero], {}), signsDiffer], {});
  return builder.emit("sub", [quotient, builder.emit("cast", [inexact], { dtype })], {});
}
