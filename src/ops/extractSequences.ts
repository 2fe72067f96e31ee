import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { toOperand, type OperandLike } from "./convert.ts";
import { take } from "./take.ts";

/** Pieces of the last axis, each `sequenceStride` entries behind the one before: [.., n] -> [.., pieces, sequenceLength]. */
export function extractSequences(
  x: OperandLike,
  sequenceLength: number,
  sequenceStride: number,
): Operand {
  const operand = toOperand(x);
  const extent = operand.shape.at(-1) ?? 0;
  const isCount = (n: number): boolean => Number.isInteger(n) && n > 0;
  if (!isCount(sequenceLength) || !isCount(sequenceStride) || extent < sequenceLength) {
    fail("value", {
      where: "extractSequences",
      expected: `a length and a stride from 1, and ${sequenceLength} entries at least`,
      received: `${sequenceLength}, ${sequenceStride} and ${formatShape(operand.shape)}`,
    });
  }
  const count = 1 + Math.floor((extent - sequenceLength) / sequenceStride);
  const indices = Int32Array.from(
    { length: count * sequenceLength },
    (_, i) => Math.floor(i / sequenceLength) * sequenceStride + (i % sequenceLength),
  );
  return take(operand, new Tensor(indices, [count, sequenceLength], "int32"), { axis: -1 });
}
