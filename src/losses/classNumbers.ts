import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { squeeze } from "../ops/reshape.ts";

/** Class numbers [batch, ...] or [batch, ..., 1] of outputs [batch, ..., classes], as [batch, ...]. */
export function classNumbers(where: string, yTrue: Operand, yPred: Operand): Operand {
  const samples = yPred.shape.slice(0, -1);
  if (sameShape(yTrue.shape, samples)) return yTrue;
  if (sameShape(yTrue.shape, [...samples, 1])) return squeeze(yTrue, { axis: -1 });
  return fail("shape", {
    where,
    expected: `class numbers ${formatShape(samples)} for an output ${formatShape(yPred.shape)}`,
    received: formatShape(yTrue.shape),
    advice: sameShape(yTrue.shape, yPred.shape)
      ? "One-hot targets go with categorical_crossentropy"
      : "Give one class number per sample",
  });
}
