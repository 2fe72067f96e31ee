import { fail, failUnknownName } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { Tensor } from "../tensor/tensor.ts";
import { floatOf, resultDType, scalar, unify, type OperandLike } from "./convert.ts";
import { matmul } from "./matmul.ts";
import { take } from "./take.ts";

const modes = ["valid", "same", "full"] as const;

/** Which shifts are tried. */
export interface CorrelateOptions {
  /** "valid" (default): whole overlaps; "full": any overlap; "same": as many as the longer one has entries, from the middle. */
  readonly mode?: (typeof modes)[number] | undefined;
}

/** Sums of products of two vectors, one of them shifted: entry k is Σ x1[n + k] · x2[n]. */
export function correlate(
  x1: OperandLike,
  x2: OperandLike,
  options: CorrelateOptions = {},
): Operand {
  const { mode = "valid" } = options;
  if (!modes.includes(mode)) failUnknownName("correlate", "mode", mode, modes);
  const { builder, operands } = unify("correlate", [x1, x2], floatOf(resultDType([x1, x2])));
  const [x, y] = operands as [Operand, Operand];
  if (x.rank !== 1 || y.rank !== 1 || x.size === 0 || y.size === 0) {
    fail("shape", {
      where: "correlate",
      expected: "two vectors that are not empty",
      received: `${formatShape(x.shape)} and ${formatShape(y.shape)}`,
    });
  }
  const [short, long] = [Math.min(x.size, y.size), Math.max(x.size, y.size)];
  const half = x.size >= y.size ? Math.floor((short - 1) / 2) : Math.ceil((short - 1) / 2);
  const [first, count] = {
    full: [0, short + long - 1],
    same: [half, long],
    valid: [short - 1, long - short + 1],
  }[mode] as [number, number];
  const margin = y.size - 1;
  const padded = builder.emit("pad", [x, scalar(0, x.dtype)], {
    low: [margin],
    high: [margin],
    interior: [0],
  });
  const indices = Int32Array.from(
    { length: count * y.size },
    (_, i) => first + Math.floor(i / y.size) + (i % y.size),
  );
  return matmul(take(padded, new Tensor(indices, [count, y.size]), { axis: 0 }), y);
}
