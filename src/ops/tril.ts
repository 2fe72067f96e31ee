import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import type { DiagOptions } from "./diagonal.ts";
import { toOperand, type OperandLike } from "./convert.ts";
import { where } from "./where.ts";
import { Tensor } from "../tensor/tensor.ts";

function triangle(
  place: string,
  x: OperandLike,
  isKept: (row: number, column: number) => boolean,
): Operand {
  const operand = toOperand(x);
  if (operand.rank < 2) {
    fail("shape", {
      where: place,
      expected: "a rank of 2 or more",
      received: formatShape(operand.shape),
    });
  }
  const [rows, columns] = operand.shape.slice(-2) as [number, number];
  const mask = new Uint8Array(rows * columns);
  for (let i = 0; i < mask.length; i++)
    mask[i] = Number(isKept(Math.floor(i / columns), i % columns));
  const zero = operand.dtype === "bool" ? false : 0;
  return where(new Tensor(mask, [rows, columns], "bool"), operand, zero);
}

/** x with zeros above diagonal k (default the main one) of its last two axes. */
export function tril(x: OperandLike, options: DiagOptions = {}): Operand {
  const { k = 0 } = options;
  return triangle("tril", x, (row, column) => column <= row + k);
}

/** x with zeros below diagonal k (default the main one) of its last two axes. */
export function triu(x: OperandLike, options: DiagOptions = {}): Operand {
  const { k = 0 } = options;
  return triangle("triu", x, (row, column) => column >= row + k);
}
