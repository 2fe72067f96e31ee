import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { builderFor, toOperand, type OperandLike } from "./convert.ts";
import { stack } from "./concatenate.ts";
import { unstack } from "./hstack.ts";
import { takeHome } from "./onHost.ts";
import { onesLike } from "./zeros.ts";
import { cast } from "./cast.ts";
import { scatterAdd } from "./primitives/scatter.ts";

/** What is counted. */
export interface BincountOptions {
  /** What each entry counts, in the shape of x. Default 1. */
  readonly weights?: OperandLike | null | undefined;
  /** The least number of bins. Default 0. */
  readonly minlength?: number | undefined;
  readonly sparse?: boolean | undefined;
}

/**
 * How often each number from 0 to the largest one occurs: whole numbers [n] -> [bins], [rows, n] -> [rows, bins].
 * The shape depends on the numbers, so they must be known: not while tracing.
 */
export function bincount(x: OperandLike, options: BincountOptions = {}): Operand {
  const { weights = null, minlength = 0, sparse = false } = options;
  const operand = toOperand(x);
  if (sparse)
    fail("unsupported", { where: "bincount", expected: "sparse: false", received: "true" });
  if (operand.rank === 0 || operand.rank > 2 || (isFloat(operand.dtype) && x === operand)) {
    fail("shape", {
      where: "bincount",
      expected: "integers [n] or [rows, n]",
      received: `${operand.dtype} ${formatShape(operand.shape)}`,
    });
  }
  const own = weights === null ? undefined : toOperand(weights);
  if (own !== undefined && !sameShape(own.shape, operand.shape)) {
    fail("shape", {
      where: "bincount",
      expected: `weights ${formatShape(operand.shape)}`,
      received: formatShape(own.shape),
    });
  }
  const { tensors, builder: home } = takeHome("bincount", [operand]);
  const numbers = Int32Array.from(tensors[0]!.data);
  const lowest = numbers.find((n) => n < 0);
  if (lowest !== undefined)
    fail("value", { where: "bincount", expected: "numbers from 0", received: `${lowest}` });
  const bins = numbers.reduce((largest, n) => Math.max(largest, n + 1), minlength);
  const builder = own === undefined ? home : builderFor("bincount", [own, operand]);
  const count = (row: Int32Array, values: Operand): Operand =>
    builder.emit(scatterAdd, [new Tensor(row, [row.length], "int32"), values], {
      axis: 0,
      size: bins,
    });
  const values = own ?? onesLike(cast(operand, "int32"));
  if (operand.rank === 1) return count(numbers, values);
  const width = operand.shape[1]!;
  return stack(
    unstack(values).map((row, i) => count(numbers.slice(i * width, (i + 1) * width), row)),
  );
}
