import { normalizeAxis, sizeOf } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import {
  builderFor,
  castWith,
  optionsOf,
  reshapeWith,
  toOperand,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";

/** The one axis that is searched. */
export interface ArgOptions {
  /** Default: the flattened tensor. */
  readonly axis?: number | null | undefined;
  /** Whether the searched axis stays with extent 1. Default false. */
  readonly keepdims?: boolean | undefined;
}

function search(
  where: string,
  op: "argMax" | "argMin",
  x: OperandLike,
  options: ArgOptions,
): Operand {
  const { axis, keepdims = false } = options;
  const operand = toOperand(x);
  const { shape } = operand;
  const builder = builderFor(where, [operand]);
  const numeric = operand.dtype === "bool" ? castWith(builder, operand, "int32") : operand;
  if (axis === undefined || axis === null) {
    const flat = reshapeWith(builder, numeric, [sizeOf(shape)]);
    return reshapeWith(
      builder,
      builder.emit(op, [flat], { axis: 0 }),
      keepdims ? shape.map(() => 1) : [],
    );
  }
  const own = normalizeAxis(where, axis, shape.length);
  const found = builder.emit(op, [numeric], { axis: own });
  return keepdims
    ? found
    : reshapeWith(
        builder,
        found,
        shape.filter((_, i) => i !== own),
      );
}

/** The int32 index of the first largest element, on an axis or in the flattened tensor. */
export function argmax(x: OperandLike, options: OptionsOr<ArgOptions, "axis"> = {}): Operand {
  const named = optionsOf<ArgOptions>("axis", options);
  return search("argmax", "argMax", x, named);
}

/** The int32 index of the first smallest element, on an axis or in the flattened tensor. */
export function argmin(x: OperandLike, options: OptionsOr<ArgOptions, "axis"> = {}): Operand {
  const named = optionsOf<ArgOptions>("axis", options);
  return search("argmin", "argMin", x, named);
}
