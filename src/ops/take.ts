import { fail } from "../base/errors.ts";
import { broadcastShapes, formatShape, normalizeAxis, stridesOf } from "../base/shape.ts";
import { Operand, type Builder } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import {
  broadcastWith,
  builderFor,
  castWith,
  optionsOf,
  reshapeWith,
  scalar,
  toOperand,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { gather } from "./primitives/scatter.ts";

/** Along which axis. */
export interface TakeOptions {
  /** Default: the flattened tensor. */
  readonly axis?: number | null | undefined;
}

/** int32 indices counted from the front: those below zero count from the end. */
function fromFront(builder: Builder, indices: OperandLike, extent: number): Operand {
  if (
    !(indices instanceof Operand) ||
    (indices instanceof Tensor && indices.builder === undefined)
  ) {
    const given = toOperand(indices);
    const own = Int32Array.from(given.data, (i) => (i < 0 ? i + extent : i));
    return new Tensor(own, given.shape, "int32");
  }
  const whole = castWith(builder, indices, "int32");
  if (indices.dtype === "uint8" || indices.dtype === "uint32" || indices.dtype === "bool")
    return whole;
  const stretch = (x: number): Operand => broadcastWith(builder, scalar(x, "int32"), whole.shape);
  const isNegative = builder.emit("lt", [whole, stretch(0)], {});
  return builder.emit(
    "where",
    [isNegative, builder.emit("add", [whole, stretch(extent)], {}), whole],
    {},
  );
}

/** The entries of `axis` (default: of the flattened tensor) at the integer indices: [a, n, b], [i, j] -> [a, i, j, b]. */
export function take(
  x: OperandLike,
  indices: OperandLike,
  options: OptionsOr<TakeOptions, "axis"> = {},
): Operand {
  const named = optionsOf<TakeOptions>("axis", options);
  const operand = toOperand(x);
  const builder = builderFor("take", [operand, indices]);
  const isFlat = named.axis === undefined || named.axis === null;
  const whole = isFlat ? reshapeWith(builder, operand, [operand.size]) : operand;
  const axis = normalizeAxis("take", named.axis ?? 0, whole.rank);
  return builder.emit(gather, [whole, fromFront(builder, indices, whole.shape[axis]!)], { axis });
}

/**
 * For each place of `indices` the entry of x at that place, but at the given index on `axis` (default: all flattened).
 * The other axes broadcast together: [2, 5], [2, 3] with axis 1 -> [2, 3].
 */
export function takeAlongAxis(
  x: OperandLike,
  indices: OperandLike,
  options: OptionsOr<TakeOptions, "axis"> = {},
): Operand {
  const named = optionsOf<TakeOptions>("axis", options);
  const place = "takeAlongAxis";
  const operand = toOperand(x);
  const builder = builderFor(place, [operand, indices]);
  const isFlat = named.axis === undefined || named.axis === null;
  const whole = isFlat ? reshapeWith(builder, operand, [operand.size]) : operand;
  const axis = normalizeAxis(place, named.axis ?? 0, whole.rank);
  const local = fromFront(builder, indices, whole.shape[axis]!);
  if (local.rank !== whole.rank) {
    fail("shape", {
      where: place,
      expected: `indices of rank ${whole.rank}, as ${formatShape(whole.shape)} has`,
      received: formatShape(local.shape),
    });
  }
  const common = broadcastShapes(place, whole.shape.with(axis, 1), local.shape.with(axis, 1));
  const table = broadcastWith(builder, whole, common.with(axis, whole.shape[axis]!));
  const shape = common.with(axis, local.shape[axis]!);
  const strides = stridesOf(table.shape);
  const offsets = strides.map((stride, i) => {
    const steps =
      i === axis
        ? broadcastWith(builder, local, shape)
        : builder.emit("iota", [], { shape, dtype: "int32", axis: i });
    return stride === 1
      ? steps
      : builder.emit("mul", [steps, broadcastWith(builder, scalar(stride, "int32"), shape)], {});
  });
  const position = offsets.reduce((total, offset) => builder.emit("add", [total, offset], {}));
  return builder.emit(gather, [reshapeWith(builder, table, [table.size]), position], { axis: 0 });
}
