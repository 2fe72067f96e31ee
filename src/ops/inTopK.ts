import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { builderFor, castWith, toOperand, type OperandLike } from "./convert.ts";
import { greater, less } from "./equal.ts";
import { isfinite } from "./isfinite.ts";
import { logicalAnd } from "./logicalAnd.ts";
import { expandDims } from "./reshape.ts";
import { sum } from "./sum.ts";
import { takeAlongAxis } from "./take.ts";

/** Whether each target class is among the `k` largest predictions: [n], [n, classes] -> bool [n]. A tie at the border counts. */
export function inTopK(targets: OperandLike, predictions: OperandLike, k: number): Operand {
  const [classes, scores] = [toOperand(targets), toOperand(predictions)];
  if (scores.rank !== classes.rank + 1) {
    fail("shape", {
      where: "inTopK",
      expected: "targets [n] and predictions [n, classes]",
      received: `${formatShape(classes.shape)} and ${formatShape(scores.shape)}`,
    });
  }
  const builder = builderFor("inTopK", [classes, scores]);
  const place = expandDims(castWith(builder, classes, "int32"), -1);
  const own = takeAlongAxis(scores, place, { axis: -1 });
  const better = sum(castWith(builder, greater(scores, own), "int32"), { axis: -1 });
  const isKnown = isfinite(sum(own, { axis: -1 }));
  return logicalAnd(less(better, k), isKnown);
}
