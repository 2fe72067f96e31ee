import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { align, resultDType, toOperand, unary, type OperandLike } from "./convert.ts";

function bits(
  where: string,
  op: "and" | "or" | "xor" | "shiftLeft" | "shiftRight",
  inputs: readonly [OperandLike, OperandLike],
): Operand {
  const common = resultDType(inputs);
  const dtype = common === "bool" && op.startsWith("shift") ? "int32" : common;
  if (isFloat(dtype)) {
    fail("dtype", { where, expected: "integers or booleans", received: dtype });
  }
  const { builder, operands } = align(where, inputs, dtype);
  return builder.emit(op, operands, {});
}

/** The bits that both x and y have, element by element; of booleans: x and y. */
export function bitwiseAnd(x: OperandLike, y: OperandLike): Operand {
  return bits("bitwiseAnd", "and", [x, y]);
}

/** The bits that x or y has, element by element; of booleans: x or y. */
export function bitwiseOr(x: OperandLike, y: OperandLike): Operand {
  return bits("bitwiseOr", "or", [x, y]);
}

/** The bits that exactly one of x and y has, element by element. */
export function bitwiseXor(x: OperandLike, y: OperandLike): Operand {
  return bits("bitwiseXor", "xor", [x, y]);
}

/** The bits that x has not, element by element; of a boolean: not x. */
export function bitwiseNot(x: OperandLike): Operand {
  const operand = toOperand(x);
  if (isFloat(operand.dtype)) {
    fail("dtype", {
      where: "bitwiseNot",
      expected: "integers or booleans",
      received: operand.dtype,
    });
  }
  return unary("bitwiseNot", "not", operand);
}

/** x moved left by y bits, element by element: x · 2ʸ. */
export function leftShift(x: OperandLike, y: OperandLike): Operand {
  return bits("leftShift", "shiftLeft", [x, y]);
}

/** x moved right by y bits, element by element: ⌊x / 2ʸ⌋. */
export function rightShift(x: OperandLike, y: OperandLike): Operand {
  return bits("rightShift", "shiftRight", [x, y]);
}
