import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { add, multiply, subtract } from "./add.ts";
import { builderFor, floatOperand, toOperand, type OperandLike } from "./convert.ts";
import { logicalXor } from "./logicalAnd.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum.ts";

/** The entries of an axis without the first, and without the last one. */
function neighbours(x: Operand, axis: number): readonly [Operand, Operand] {
  const builder = builderFor("diff", [x]);
  const extent = x.shape[axis]!;
  const strides = x.shape.map(() => 1);
  const none = x.shape.map(() => 0);
  const starts = none.with(axis, Math.min(1, extent));
  const limits = x.shape.with(axis, Math.max(0, extent - 1));
  return [
    builder.emit("slice", [x], { starts, limits: x.shape, strides }),
    builder.emit("slice", [x], { starts: none, limits, strides }),
  ];
}

/** How often, and on which axis. */
export interface DiffOptions {
  /** Default 1. */
  readonly n?: number | undefined;
  /** Default -1. */
  readonly axis?: number | undefined;
}

/** Each entry of an axis less the one before it, n times over. */
export function diff(a: OperandLike, options: DiffOptions = {}): Operand {
  const { n = 1, axis = -1 } = options;
  let x = toOperand(a);
  if (!Number.isInteger(n) || n < 0)
    fail("value", { where: "diff", expected: "n as a whole number from 0", received: `${n}` });
  const along = normalizeAxis("diff", axis, x.rank);
  for (let i = 0; i < n; i++) {
    const [after, before] = neighbours(x, along);
    x = x.dtype === "bool" ? logicalXor(after, before) : subtract(after, before);
  }
  return x;
}

/** Where the samples lie. */
export interface TrapezoidOptions {
  /** The places of the samples, in the shape of y or [extent of the axis]. Default: at equal distances. */
  readonly x?: OperandLike | null | undefined;
  /** The distance of neighbours. Default 1. */
  readonly dx?: OperandLike | undefined;
  /** Default -1. */
  readonly axis?: number | undefined;
}

/** The integral of samples over an axis by the trapezoidal rule. */
export function trapezoid(y: OperandLike, options: TrapezoidOptions = {}): Operand {
  const { x = null, dx = 1, axis = -1 } = options;
  const { x: samples } = floatOperand("trapezoid", y);
  const along = normalizeAxis("trapezoid", axis, samples.rank);
  const [after, before] = neighbours(samples, along);
  const heights = multiply(add(after, before), 0.5);
  return sum(multiply(heights, widths()), { axis: along });

  function widths(): OperandLike {
    if (x === null) return dx;
    const places = toOperand(x);
    if (places.rank !== 1) return diff(places, { axis: along });
    if (places.size !== samples.shape[along]) {
      fail("shape", {
        where: "trapezoid",
        expected: `${samples.shape[along]} places`,
        received: formatShape(places.shape),
      });
    }
    return reshape(
      diff(places),
      samples.shape.map((extent, i) => (i === along ? extent - 1 : 1)),
    );
  }
}
