import { fail } from "../base/errors.ts";
import { formatShape, sameShape, type Shape } from "../base/shape.ts";

/** Throws unless the targets have the shape of the outputs; says which loss fits class numbers. */
export function expectTargets(where: string, yTrue: Shape, yPred: Shape): void {
  if (sameShape(yTrue, yPred)) return;
  const isClassNumbers =
    sameShape(yTrue, yPred.slice(0, -1)) || sameShape(yTrue, [...yPred.slice(0, -1), 1]);
  fail("shape", {
    where,
    expected: `targets of the output's shape ${formatShape(yPred)}`,
    received: formatShape(yTrue),
    advice: isClassNumbers
      ? "Class numbers go with sparse_categorical_crossentropy; toCategorical makes one-hot targets of them"
      : "The last layer must give as many numbers for each sample as the targets have",
  });
}
