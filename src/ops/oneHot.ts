import type { DType } from "../base/dtype.ts";
import { normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { broadcastWith, builderFor, castWith, reshapeWith, type OperandLike } from "./convert.ts";

/** Where the classes go, and as what. */
export interface OneHotOptions {
  /** Axis of the result that counts the classes. Default -1. */
  readonly axis?: number | undefined;
  /** Default "float32". */
  readonly dtype?: DType | undefined;
}

/**
 * Whether a class is the one that the integer label names: labels [..] -> bool [.., classes] with the classes on `axis`.
 * `among`: further operands, one of which knows who computes.
 */
export function oneHotMask(
  labels: OperandLike,
  classes: number,
  axis: number,
  ...among: readonly Operand[]
): Operand {
  const builder = builderFor("oneHot", [labels, ...among]);
  const whole = castWith(builder, labels, "int32");
  const place = normalizeAxis("oneHot", axis, whole.rank + 1);
  const shape = whole.shape.toSpliced(place, 0, classes);
  const spread = broadcastWith(builder, reshapeWith(builder, whole, shape.with(place, 1)), shape);
  return builder.emit(
    "eq",
    [spread, builder.emit("iota", [], { shape, dtype: "int32", axis: place })],
    {},
  );
}

/** 1 for the class that the integer names, 0 for the others; all 0 for a number that is no class: [..] -> [.., numClasses]. */
export function oneHot(x: OperandLike, numClasses: number, options: OneHotOptions = {}): Operand {
  const { axis = -1, dtype = "float32" } = options;
  const mask = oneHotMask(x, numClasses, axis);
  return castWith(builderFor("oneHot", [mask]), mask, dtype);
}
