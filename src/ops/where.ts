import { broadcastShapes } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { broadcastWith, builderFor, castWith, resultDType, type OperandLike } from "./convert.ts";

/** x1 where the condition is true (not zero), else x2; the three broadcast together. */
export function where(condition: OperandLike, x1: OperandLike, x2: OperandLike): Operand {
  const builder = builderFor("where", [condition, x1, x2]);
  const dtype = resultDType([x1, x2]);
  const test = castWith(builder, condition, "bool");
  const [first, second] = [castWith(builder, x1, dtype), castWith(builder, x2, dtype)];
  const shape = broadcastShapes("where", test.shape, first.shape, second.shape);
  return builder.emit(
    "where",
    [test, first, second].map((x) => broadcastWith(builder, x, shape)),
    {},
  );
}
