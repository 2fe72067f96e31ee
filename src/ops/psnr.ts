import { fail } from "../base/errors.ts";
import { formatShape, sameShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { multiply, subtract } from "./add.ts";
import { toOperand, type OperandLike } from "./convert.ts";
import { log10 } from "./log2.ts";
import { square } from "./power.ts";
import { mean } from "./sum.ts";

/** The peak signal-to-noise ratio in decibels: 20 log₁₀ maxVal - 10 log₁₀ of the mean squared difference. */
export function psnr(x1: OperandLike, x2: OperandLike, maxVal: number): Operand {
  const [x, y] = [toOperand(x1), toOperand(x2)];
  if (!sameShape(x.shape, y.shape)) {
    fail("shape", {
      where: "psnr",
      expected: "two tensors of one shape",
      received: `${formatShape(x.shape)} and ${formatShape(y.shape)}`,
    });
  }
  const noise = mean(square(subtract(x, y)));
  return subtract(20 * Math.log10(maxVal), multiply(log10(noise), 10));
}
