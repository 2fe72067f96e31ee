import type { DType } from "../base/dtype.ts";
import { floatx } from "../base/floatx.ts";
import { fail } from "../base/errors.ts";
import { normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { any } from "./any.ts";
import {
  broadcastWith,
  builderFor,
  castWith,
  reshapeWith,
  toOperand,
  type OperandLike,
} from "./convert.ts";

/** Where the classes go, and as what. */
export interface OneHotOptions {
  /** Axis of the result that counts the classes. Default -1. */
  readonly axis?: number | undefined;
  /** Default: that of `floatx`. */
  readonly dtype?: DType | undefined;
  /** Whether a sparse tensor is wanted. Only false is built. */
  readonly sparse?: boolean | undefined;
}

function expectDense(where: string, { sparse = false }: OneHotOptions): void {
  if (sparse) fail("unsupported", { where, expected: "sparse: false", received: "true" });
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
  const { axis = -1, dtype = floatx() } = options;
  expectDense("oneHot", options);
  const mask = oneHotMask(x, numClasses, axis);
  return castWith(builderFor("oneHot", [mask]), mask, dtype);
}

/** 1 for each class that a row of integers names, 0 for the others: [batch, n] -> [batch, numClasses], [n] -> [numClasses]. */
export function multiHot(
  inputs: OperandLike,
  numClasses: number,
  options: OneHotOptions = {},
): Operand {
  const { axis = -1, dtype = floatx() } = options;
  expectDense("multiHot", options);
  const mask = oneHotMask(inputs, numClasses, axis);
  const found = any(mask, { axis: toOperand(inputs).rank > 1 ? 1 : 0 });
  return castWith(builderFor("multiHot", [found]), found, dtype);
}
