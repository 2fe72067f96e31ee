import { fail } from "../base/errors.ts";
import { formatShape, normalizeAxis, sameShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { multiply, subtract } from "./add.ts";
import { cast } from "./cast.ts";
import { floatOf, resultDType, toOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { notEqual } from "./equal.ts";
import { max, min } from "./max.ts";
import { reshape } from "./reshape.ts";
import { mean, sum, type ReduceOptions } from "./sum.ts";
import { broadcastTo } from "./tile.ts";

/** Weights, and over which axes. */
export interface AverageOptions {
  /** Default: all axes. */
  readonly axis?: number | readonly number[] | null | undefined;
  /** In the shape of x, or one per entry of the axis. Default: all equal. */
  readonly weights?: OperandLike | null | undefined;
}

/** Σ weights · x / Σ weights over the axes. */
export function average(x: OperandLike, options: AverageOptions = {}): Operand {
  const { axis, weights = null } = options;
  const operand = toOperand(x);
  if (weights === null) return mean(cast(operand, floatOf(operand.dtype)), { axis });
  const dtype = floatOf(resultDType([operand, weights]));
  let own = cast(weights, dtype);
  if (!sameShape(own.shape, operand.shape)) {
    const along = typeof axis === "number" ? normalizeAxis("average", axis, operand.rank) : -1;
    if (own.rank !== 1 || own.size !== operand.shape[along]) {
      fail("shape", {
        where: "average",
        expected: `weights ${formatShape(operand.shape)}, or one per entry of the axis`,
        received: formatShape(own.shape),
      });
    }
    const thin = operand.shape.map((extent, i) => (i === along ? extent : 1));
    own = broadcastTo(reshape(own, thin), operand.shape);
  }
  return divide(sum(multiply(cast(operand, dtype), own), { axis }), sum(own, { axis }));
}

/** The largest less the smallest entry over the axes. */
export function ptp(x: OperandLike, options: ReduceOptions = {}): Operand {
  return subtract(max(x, options), min(x, options));
}

/** How many entries over the axes are not zero: int32. */
export function countNonzero(x: OperandLike, options: Pick<ReduceOptions, "axis"> = {}): Operand {
  const operand = toOperand(x);
  return sum(cast(operand.dtype === "bool" ? operand : notEqual(operand, 0), "int32"), options);
}
