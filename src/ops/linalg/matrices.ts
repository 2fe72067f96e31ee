import { isFloat } from "../../base/dtype.ts";
import { fail } from "../../base/errors.ts";
import { formatShape } from "../../base/shape.ts";
import type { Operand } from "../../graph/value.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { builderFor, castWith, floatOperand, toOperand, type OperandLike } from "../convert.ts";
import { giveBack, isTraced, takeHome } from "../onHost.ts";

/** One matrix or a stack of them [.., m, n], as floats. Throws on anything of a lower rank. */
export function matricesOf(where: string, x: OperandLike): Operand {
  const { x: operand } = floatOperand(where, x);
  if (operand.rank < 2) {
    fail("shape", {
      where,
      expected: "a matrix [.., m, n]",
      received: formatShape(operand.shape),
    });
  }
  return operand;
}

/** `matricesOf`, as many rows as columns. */
export function squareOf(where: string, x: OperandLike): Operand {
  const operand = matricesOf(where, x);
  if (operand.shape.at(-1) !== operand.shape.at(-2)) {
    fail("shape", {
      where,
      expected: "a square matrix [.., n, n]",
      received: formatShape(operand.shape),
    });
  }
  return operand;
}

/**
 * What is computed of some matrices: traced as it is; of tensors on the host in float64, and rounded at the end.
 * Results that are integers stay so.
 */
export function solveWith(
  where: string,
  operands: readonly Operand[],
  compute: (...operands: readonly Operand[]) => readonly Operand[],
): Operand[] {
  if (isTraced(operands)) return [...compute(...operands)];
  const { tensors, builder } = takeHome(where, operands);
  const { dtype } = operands[0]!;
  const wide = tensors.map((x) =>
    isFloat(x.dtype) ? new Tensor(Float64Array.from(x.data), x.shape) : x,
  );
  return compute(...wide).map((x) => giveBack(x, builder, isFloat(x.dtype) ? dtype : x.dtype));
}

/** Part of the last two axes: rows and columns from start to limit. */
export function block(
  x: Operand,
  rows: readonly [number, number],
  columns: readonly [number, number],
): Operand {
  const others = x.shape.slice(0, -2);
  const none = others.map(() => 0);
  return builderFor("slice", [x]).emit("slice", [x], {
    starts: [...none, rows[0], columns[0]],
    limits: [...others, rows[1], columns[1]],
    strides: x.shape.map(() => 1),
  });
}

/** The identity [n, n] in the dtype of `like`. */
export function identityLike(like: Operand, n: number): Operand {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return castWith(builderFor("linalg", [like]), new Tensor(data, [n, n]), like.dtype);
}

/** Whether the row, or the column, of a matrix of that many rows and columns passes: bool [rows, columns]. */
export function maskOf(
  rows: number,
  columns: number,
  isKept: (row: number, column: number) => boolean,
): Tensor {
  const data = Uint8Array.from({ length: rows * columns }, (_, i) =>
    Number(isKept(Math.floor(i / columns), i % columns)),
  );
  return new Tensor(data, [rows, columns], "bool");
}

/** The last two axes exchanged. */
export function flipped(x: OperandLike): Operand {
  const operand = toOperand(x);
  const order = operand.shape.map((_, axis) => axis);
  const permutation = [...order.slice(0, -2), operand.rank - 1, operand.rank - 2];
  return builderFor("transpose", [operand]).emit("transpose", [operand], { permutation });
}
