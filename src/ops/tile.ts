import { fail } from "../base/errors.ts";
import {
  broadcastShapes,
  formatShape,
  normalizeAxis,
  sameShape,
  type Shape,
} from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import {
  broadcastWith,
  builderFor,
  optionsOf,
  reshapeWith,
  toOperand,
  type OperandLike,
  type OptionsOr,
} from "./convert.ts";
import { take } from "./take.ts";

/** x stretched to a shape that it broadcasts to: [3] to [2, 3]. */
export function broadcastTo(x: OperandLike, shape: Shape): Operand {
  const operand = toOperand(x);
  if (!sameShape(broadcastShapes("broadcastTo", operand.shape, shape), shape)) {
    fail("shape", {
      where: "broadcastTo",
      expected: `a shape that broadcasts to ${formatShape(shape)}`,
      received: formatShape(operand.shape),
    });
  }
  return broadcastWith(builderFor("broadcastTo", [operand]), operand, shape);
}

/** x laid side by side so many times per axis (aligned right): [2, 3] with [2, 1] -> [4, 3]. */
export function tile(x: OperandLike, repeats: number | readonly number[]): Operand {
  const operand = toOperand(x);
  const given = typeof repeats === "number" ? [repeats] : repeats;
  const rank = Math.max(given.length, operand.rank);
  const pad = (list: readonly number[]): number[] => [
    ...new Array<number>(rank - list.length).fill(1),
    ...list,
  ];
  const [extents, times] = [pad(operand.shape), pad(given)];
  const builder = builderFor("tile", [operand]);
  const apart = reshapeWith(
    builder,
    operand,
    extents.flatMap((extent) => [1, extent]),
  );
  const stretched = broadcastWith(
    builder,
    apart,
    extents.flatMap((extent, axis) => [times[axis]!, extent]),
  );
  return reshapeWith(
    builder,
    stretched,
    extents.map((extent, axis) => extent * times[axis]!),
  );
}

/** Along which axis. */
export interface RepeatOptions {
  /** Default: the flattened tensor. */
  readonly axis?: number | null | undefined;
}

/** Each entry of `axis` (default: of the flattened tensor) so many times in a row, or its own number of times. */
export function repeat(
  x: OperandLike,
  repeats: number | readonly number[] | Operand,
  options: OptionsOr<RepeatOptions, "axis"> = {},
): Operand {
  const named = optionsOf<RepeatOptions>("axis", options);
  const operand = toOperand(x);
  const builder = builderFor("repeat", [operand]);
  const flat = named.axis === undefined || named.axis === null;
  const whole = flat ? reshapeWith(builder, operand, [operand.size]) : operand;
  const axis = normalizeAxis("repeat", named.axis ?? 0, whole.rank);
  const extent = whole.shape[axis]!;
  const counts =
    typeof repeats === "number"
      ? [repeats]
      : Array.from("data" in repeats ? repeats.data : repeats);
  if (counts.length !== 1) {
    if (counts.length !== extent) {
      fail("shape", {
        where: "repeat",
        expected: `${extent} counts for axis ${axis}`,
        received: `${counts.length}`,
      });
    }
    const indices = counts.flatMap((count, i) => new Array<number>(count).fill(i));
    return take(whole, Int32Array.from(indices), { axis });
  }
  const count = counts[0]!;
  const apart = reshapeWith(builder, whole, whole.shape.toSpliced(axis + 1, 0, 1));
  const stretched = broadcastWith(builder, apart, whole.shape.toSpliced(axis + 1, 0, count));
  return reshapeWith(builder, stretched, whole.shape.with(axis, extent * count));
}
