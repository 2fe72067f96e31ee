import { isFloat } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import type { Operand } from "../graph/value.ts";
import { absolute, multiply } from "./add.ts";
import { align, resultDType, type OperandLike } from "./convert.ts";
import { floorDivide, mod } from "./divide.ts";
import { equal } from "./equal.ts";
import { onHost } from "./onHost.ts";
import { where } from "./where.ts";

/** Euclid's algorithm takes no more steps for numbers of 32 bits: the worst are neighbours in Fibonacci's sequence. */
const steps = 47;

function integerPair(place: string, x1: OperandLike, x2: OperandLike): readonly Operand[] {
  const common = resultDType([x1, x2]);
  if (isFloat(common)) fail("dtype", { where: place, expected: "integers", received: common });
  return align(place, [x1, x2], common === "bool" ? "int32" : common).operands;
}

function greatest(x: Operand, y: Operand): Operand {
  const rounds = x.dtype === "uint8" ? 13 : steps;
  let [a, b] = [x, y];
  for (let i = 0; i < rounds; i++) {
    const isDone = equal(b, 0);
    [a, b] = [where(isDone, a, b), where(isDone, b, mod(a, where(isDone, 1, b)))];
  }
  return absolute(a);
}

/** The greatest common divisor, element by element: integers; 0 of two zeros. */
export function gcd(x1: OperandLike, x2: OperandLike): Operand {
  return onHost("gcd", integerPair("gcd", x1, x2), (x, y) => greatest(absolute(x), absolute(y)));
}

/** The least common multiple, element by element: integers; 0 if one is 0. */
export function lcm(x1: OperandLike, x2: OperandLike): Operand {
  return onHost("lcm", integerPair("lcm", x1, x2), (x, y) => {
    const [a, b] = [absolute(x), absolute(y)];
    const divisor = greatest(a, b);
    return multiply(floorDivide(a, where(equal(divisor, 0), 1, divisor)), b);
  });
}
