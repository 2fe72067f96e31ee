import type { Operand } from "../graph/value.ts";
import { multiply, subtract } from "../ops/add.ts";
import { all } from "../ops/any.ts";
import { equal } from "../ops/equal.ts";
import { logicalOr } from "../ops/logicalAnd.ts";
import { where } from "../ops/where.ts";

/** Labels for a hinge: 0 and 1 become -1 and 1; labels that are not all 0 or 1 stay as they are. */
export function signedLabels(yTrue: Operand): Operand {
  const binary = all(logicalOr(equal(yTrue, 0), equal(yTrue, 1)));
  return where(binary, subtract(multiply(yTrue, 2), 1), yTrue);
}
