import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { multiply } from "./add.ts";
import { stack } from "./concatenate.ts";
import { toOperand, type OperandLike } from "./convert.ts";
import { onesLike } from "./zeros.ts";

/** Form of the matrix. */
export interface VanderOptions {
  /** Number of powers. Default: as many as x has entries. */
  readonly n?: number | null | undefined;
  /** Whether the powers rise from left to right. Default false. */
  readonly increasing?: boolean | undefined;
}

/** The powers of each entry of a vector, n - 1 down to 0: [m] -> [m, n], Vandermonde's matrix. */
export function vander(x: OperandLike, options: VanderOptions = {}): Operand {
  const operand = toOperand(x);
  const { increasing = false } = options;
  const n = options.n ?? operand.size;
  if (operand.rank !== 1 || !Number.isInteger(n) || n < 0) {
    fail("shape", {
      where: "vander",
      expected: "a vector, and a number of powers from 0",
      received: `${formatShape(operand.shape)} and ${n}`,
    });
  }
  const powers: Operand[] = [onesLike(operand)];
  while (powers.length < n) powers.push(multiply(powers.at(-1)!, operand));
  const used = powers.slice(0, Math.max(1, n));
  return stack(increasing ? used : used.toReversed(), { axis: 1 });
}
