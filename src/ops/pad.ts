import { fail, failUnknownName } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Builder, Operand } from "../graph/value.ts";
import { builderFor, scalar, toOperand, type OperandLike } from "./convert.ts";
import { concat } from "./primitives/concat.ts";

/** Before and after: one number or pair for all axes, or one pair per axis. */
export type PadWidth =
  | number
  | readonly [number]
  | readonly [number, number]
  | readonly (readonly [number, number])[];

const modes = ["constant", "edge", "reflect", "symmetric", "wrap"] as const;

/** What stands in the frame. */
export interface PadOptions {
  /** "constant" (default), "edge" (the outermost entry), "reflect" (mirrored at it), "symmetric" (mirrored with it), "wrap". */
  readonly mode?: (typeof modes)[number] | undefined;
  /** For mode "constant". Default 0. */
  readonly constantValues?: number | null | undefined;
}

function pairsOf(width: PadWidth, rank: number): (readonly [number, number])[] {
  const same = (low: number, high: number): (readonly [number, number])[] =>
    Array.from({ length: rank }, () => [low, high] as const);
  if (typeof width === "number") return same(width, width);
  const [first, second] = width;
  if (typeof first === "number") return same(first, typeof second === "number" ? second : first);
  const pairs = width as readonly (readonly [number, number])[];
  return pairs.length === 1 && rank !== 1 ? same(...pairs[0]!) : [...pairs];
}

/** Part of one axis, from `start` up to `limit`, possibly reversed. */
function part(
  builder: Builder,
  x: Operand,
  axis: number,
  start: number,
  limit: number,
  reversed: boolean,
): Operand {
  const starts = x.shape.map((_, i) => (i === axis ? start : 0));
  const cut = builder.emit("slice", [x], {
    starts,
    limits: x.shape.with(axis, limit),
    strides: x.shape.map(() => 1),
  });
  return reversed ? builder.emit("reverse", [cut], { axes: [axis] }) : cut;
}

/** `count` entries that continue the axis below (`atEnd`: above) it. */
function frame(
  builder: Builder,
  x: Operand,
  axis: number,
  count: number,
  mode: string,
  atEnd: boolean,
): Operand {
  const extent = x.shape[axis]!;
  if (mode === "edge") {
    const edge = part(builder, x, axis, atEnd ? extent - 1 : 0, atEnd ? extent : 1, false);
    return count === 1
      ? edge
      : builder.emit("broadcast", [edge], { shape: x.shape.with(axis, count) });
  }
  const skip = mode === "reflect" ? 1 : 0;
  if (count > extent - skip) {
    fail("value", {
      where: "pad",
      expected: `at most ${extent - skip} entries on axis ${axis} in mode "${mode}"`,
      received: `${count}`,
    });
  }
  if (mode === "wrap") {
    return atEnd
      ? part(builder, x, axis, 0, count, false)
      : part(builder, x, axis, extent - count, extent, false);
  }
  return atEnd
    ? part(builder, x, axis, extent - skip - count, extent - skip, true)
    : part(builder, x, axis, skip, skip + count, true);
}

/** x with a frame of so many entries before and after on each axis: [2, 3] with 1 -> [4, 5]. */
export function pad(x: OperandLike, padWidth: PadWidth, options: PadOptions = {}): Operand {
  const { mode = "constant", constantValues } = options;
  if (!modes.includes(mode)) failUnknownName("pad", "mode", mode, modes);
  const operand = toOperand(x);
  const pairs = pairsOf(padWidth, operand.rank);
  if (pairs.length !== operand.rank || pairs.flat().some((n) => !Number.isInteger(n) || n < 0)) {
    fail("shape", {
      where: "pad",
      expected: `a pair of numbers from 0 per axis of ${formatShape(operand.shape)}`,
      received: JSON.stringify(padWidth),
    });
  }
  if (mode !== "constant" && constantValues !== undefined && constantValues !== null) {
    fail("option", {
      where: "pad",
      expected: 'constantValues only with mode "constant"',
      received: `mode "${mode}"`,
    });
  }
  const builder = builderFor("pad", [operand]);
  if (pairs.flat().every((n) => n === 0)) return operand;
  if (mode === "constant") {
    return builder.emit("pad", [operand, scalar(constantValues ?? 0, operand.dtype)], {
      low: pairs.map(([low]) => low),
      high: pairs.map(([, high]) => high),
      interior: pairs.map(() => 0),
    });
  }
  return pairs.reduce((framed, [low, high], axis) => {
    const parts: Operand[] = [];
    if (low > 0) parts.push(frame(builder, framed, axis, low, mode, false));
    parts.push(framed);
    if (high > 0) parts.push(frame(builder, framed, axis, high, mode, true));
    return parts.length === 1 ? framed : builder.emit(concat, parts, { axis });
  }, operand);
}
