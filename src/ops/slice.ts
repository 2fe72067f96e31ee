import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxes, type Shape } from "../base/shape.ts";
import { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import {
  builderFor,
  castWith,
  optionsOf,
  reshapeWith,
  scalar,
  toOperand,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { dynamicSlice, dynamicUpdateSlice } from "./primitives/scatter.ts";

/** The block of x that starts at `startIndices` (numbers, or an int32 tensor [rank]) and has the given shape. */
export function slice(
  x: OperandLike,
  startIndices: readonly number[] | Operand,
  shape: Shape,
): Operand {
  const operand = toOperand(x);
  const count = startIndices instanceof Operand ? startIndices.size : startIndices.length;
  if (count !== operand.rank || shape.length !== operand.rank) {
    fail("shape", {
      where: "slice",
      expected: `${operand.rank} starts and extents for ${formatShape(operand.shape)}`,
      received: `${count} starts and ${formatShape(shape)}`,
    });
  }
  if (startIndices instanceof Operand) return sliceAt(operand, startIndices, shape);
  const limits = shape.map((extent, axis) => startIndices[axis]! + extent);
  if (limits.some((limit, axis) => limit > operand.shape[axis]! || startIndices[axis]! < 0)) {
    fail("shape", {
      where: "slice",
      expected: `a block inside ${formatShape(operand.shape)}`,
      received: `${formatShape(shape)} from ${formatShape(startIndices)} on`,
    });
  }
  return builderFor("slice", [operand]).emit("slice", [operand], {
    starts: startIndices,
    limits,
    strides: shape.map(() => 1),
  });
}

/** x with the block that starts at `startIndices` (numbers, or an int32 tensor [rank]) replaced by `updates`. */
export function sliceUpdate(
  x: OperandLike,
  startIndices: readonly number[] | Operand,
  updates: OperandLike,
): Operand {
  const place = "sliceUpdate";
  const operand = toOperand(x);
  const starts = startIndices instanceof Operand ? startIndices : undefined;
  const builder = builderFor(place, [operand, updates, ...(starts === undefined ? [] : [starts])]);
  const block = castWith(builder, updates, operand.dtype);
  const count = startIndices instanceof Operand ? startIndices.size : startIndices.length;
  const fits =
    block.rank === operand.rank &&
    count === operand.rank &&
    block.shape.every((extent, axis) => extent <= operand.shape[axis]!);
  if (!fits) {
    fail("shape", {
      where: place,
      expected: `${operand.rank} starts and a block inside ${formatShape(operand.shape)}`,
      received: `${count} starts and ${formatShape(block.shape)}`,
    });
  }
  const flat =
    starts === undefined
      ? new Tensor(Int32Array.from(startIndices as readonly number[]), [count], "int32")
      : reshapeWith(builder, castWith(builder, starts, "int32"), [count]);
  const start = (axis: number): Operand =>
    flat instanceof Tensor && flat.builder === undefined
      ? scalar(flat.data[axis]!, "int32")
      : reshapeWith(
          builder,
          builder.emit("slice", [flat], { starts: [axis], limits: [axis + 1], strides: [1] }),
          [],
        );
  /** `part` with the block put in place on the axes from `axis` on. */
  const put = (part: Operand, axis: number): Operand => {
    const size = block.shape[axis];
    if (size === undefined) return block;
    if (size === part.shape[axis]) return put(part, axis + 1);
    const rows = builder.emit(dynamicSlice, [part, start(axis)], { axis, size });
    const replaced = put(rows, axis + 1);
    return builder.emit(dynamicUpdateSlice, [part, replaced, start(axis)], { axis });
  };
  return put(operand, 0);
}

/** A block whose start is only known when the program runs; the start is held so that the block lies inside. */
function sliceAt(x: Operand, start: Operand, shape: Shape): Operand {
  const builder = builderFor("slice", [x, start]);
  const flat = reshapeWith(builder, castWith(builder, start, "int32"), [x.rank]);
  return shape.reduce((part, size, axis) => {
    if (size === part.shape[axis]) return part;
    const entry = builder.emit("slice", [flat], {
      starts: [axis],
      limits: [axis + 1],
      strides: [1],
    });
    return builder.emit(dynamicSlice, [part, reshapeWith(builder, entry, [])], { axis, size });
  }, x);
}

/** Which axes are turned round. */
export interface FlipOptions {
  /** Default: all. */
  readonly axis?: number | readonly number[] | null | undefined;
}

/** x with the order of its entries turned round on the axes (default: all). */
export function flip(x: OperandLike, options: OptionsOr<FlipOptions, "axis"> = {}): Operand {
  const named = optionsOf<FlipOptions>("axis", options);
  const operand = toOperand(x);
  const axes = normalizeAxes("flip", named.axis, operand.rank);
  return axes.length === 0
    ? operand
    : builderFor("flip", [operand]).emit("reverse", [operand], { axes });
}
