import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { subtract } from "./add.ts";
import { floatOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { matmul } from "./matmul.ts";
import { clip } from "./maximum.ts";
import { sqrt } from "./power.ts";
import { diag } from "./diagonal.ts";
import { expandDims, reshape } from "./reshape.ts";
import { mean } from "./sum.ts";
import { transpose } from "./transpose.ts";

/** Pearson's correlation of each pair of rows: [variables, observations] -> [variables, variables]. */
export function corrcoef(x: OperandLike): Operand {
  const { x: operand } = floatOperand("corrcoef", x);
  if (operand.rank > 2) {
    fail("shape", {
      where: "corrcoef",
      expected: "a matrix of rows to compare",
      received: formatShape(operand.shape),
    });
  }
  const rows = operand.rank === 2 ? operand : reshape(operand, [1, -1]);
  const centred = subtract(rows, mean(rows, { axis: 1, keepdims: true }));
  const products = matmul(centred, transpose(centred));
  const scale = sqrt(diag(products));
  const found = divide(divide(products, expandDims(scale, 1)), expandDims(scale, 0));
  const held = clip(found, -1, 1);
  return operand.rank === 2 ? held : reshape(held, []);
}
