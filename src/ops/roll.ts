import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { concatenate } from "./concatenate.ts";
import { builderFor, reshapeWith, toOperand, type OperandLike } from "./convert.ts";
import { flip } from "./slice.ts";
import { swapaxes } from "./transpose.ts";

function rollAxis(x: Operand, shift: number, axis: number): Operand {
  const extent = x.shape[axis]!;
  const by = extent === 0 ? 0 : ((shift % extent) + extent) % extent;
  if (by === 0) return x;
  const builder = builderFor("roll", [x]);
  const strides = x.shape.map(() => 1);
  const part = (start: number, limit: number): Operand =>
    builder.emit("slice", [x], {
      starts: x.shape.map((_, i) => (i === axis ? start : 0)),
      limits: x.shape.with(axis, limit),
      strides,
    });
  return concatenate([part(extent - by, extent), part(0, extent - by)], { axis });
}

/** Along which axes. */
export interface RollOptions {
  /** Default: the flattened tensor. */
  readonly axis?: number | readonly number[] | null | undefined;
}

/** x with its entries moved on by `shift` places along the axes; what falls off the end comes in at the front. */
export function roll(
  x: OperandLike,
  shift: number | readonly number[],
  options: RollOptions = {},
): Operand {
  const operand = toOperand(x);
  const { axis = null } = options;
  const shifts = typeof shift === "number" ? [shift] : shift;
  if (axis === null) {
    const builder = builderFor("roll", [operand]);
    const flat = reshapeWith(builder, operand, [operand.size]);
    const total = shifts.reduce((sum, own) => sum + own, 0);
    return reshapeWith(builder, rollAxis(flat, total, 0), operand.shape);
  }
  const axes = (typeof axis === "number" ? [axis] : axis).map((own) =>
    normalizeAxis("roll", own, operand.rank),
  );
  const count = Math.max(axes.length, shifts.length);
  const spread = (list: readonly number[]): readonly number[] =>
    list.length === 1 ? new Array<number>(count).fill(list[0]!) : list;
  const [by, along] = [spread(shifts), spread(axes)];
  if (by.length !== along.length) {
    fail("value", {
      where: "roll",
      expected: "one shift per axis",
      received: `${shifts.length} shifts for axes ${formatShape(axes)}`,
    });
  }
  return along.reduce((rolled, own, i) => rollAxis(rolled, by[i]!, own), operand);
}

/** How often, in which plane. */
export interface Rot90Options {
  /** Quarter turns. Default 1. */
  readonly k?: number | undefined;
  /** From the first towards the second axis. Default [0, 1]. */
  readonly axes?: readonly [number, number] | undefined;
}

/** x turned by 90 degrees k times in the plane of two axes. */
export function rot90(array: OperandLike, options: Rot90Options = {}): Operand {
  const { k = 1, axes = [0, 1] } = options;
  const operand = toOperand(array);
  if (operand.rank < 2) {
    fail("shape", {
      where: "rot90",
      expected: "a rank of 2 or more",
      received: formatShape(operand.shape),
    });
  }
  const [first, second] = axes.map((axis) => normalizeAxis("rot90", axis, operand.rank)) as [
    number,
    number,
  ];
  if (axes.length !== 2 || first === second) {
    fail("value", { where: "rot90", expected: "two different axes", received: formatShape(axes) });
  }
  switch (((k % 4) + 4) % 4) {
    case 1:
      return swapaxes(flip(operand, { axis: second }), first, second);
    case 2:
      return flip(operand, { axis: [first, second] });
    case 3:
      return flip(swapaxes(operand, first, second), { axis: second });
    default:
      return operand;
  }
}

/** x with the order of its columns turned round: axis 1. */
export function fliplr(x: OperandLike): Operand {
  return flip(x, { axis: 1 });
}

/** x with the order of its rows turned round: axis 0. */
export function flipud(x: OperandLike): Operand {
  return flip(x, { axis: 0 });
}
