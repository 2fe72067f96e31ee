import type { Operand } from "../graph/value.ts";
import { absolute, add, multiply, subtract } from "./add.ts";
import { floatOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { lessEqual } from "./equal.ts";
import { exp } from "./exp.ts";
import { sqrt } from "./power.ts";
import { where } from "./where.ts";

/** Chebyshev coefficients of e^-x I₀(x) on [0, 8], over x/4 - 1; fitted to 5e-13. */
const near = [
  0.3383976372, -0.30468267234, 0.17162090152, -0.094901097048, 0.04930528424, -0.023737414806,
  0.010546460395, -0.0043243099951, 0.0016394756169, -0.00057637557454, 0.0001885028851,
  -5.7541950101e-5, 1.644844807e-5, -4.4167383585e-6, 1.1173875389e-6, -2.6707938531e-7,
  6.0469950047e-8, -1.3000250169e-8, 2.6598237035e-9, -5.1897932285e-10,
];
/** Chebyshev coefficients of √x e^-x I₀(x) on [8, ∞), over 16/x - 1; fitted to 3e-12. */
const far = [
  0.40224520551, 0.0033691164783, 6.8897583469e-5, 2.8913705209e-6, 2.0489185886e-7,
  2.2666689965e-8, 3.3962318935e-9, 4.9406028158e-10,
];

/** Σ cₖ Tₖ(x) by Clenshaw's recurrence. */
function chebyshev(coefficients: readonly number[], x: Operand): Operand {
  let [next, afterNext]: [Operand | number, Operand | number] = [0, 0];
  for (const c of coefficients.slice(1).toReversed()) {
    [next, afterNext] = [add(subtract(multiply(multiply(x, 2), next), afterNext), c), next];
  }
  return add(subtract(multiply(x, next), afterNext), coefficients[0]!);
}

/** The modified Bessel function of the first kind of order 0, element by element. */
export function i0(x: OperandLike): Operand {
  const magnitude = absolute(floatOperand("i0", x).x);
  const isNear = lessEqual(magnitude, 8);
  // Each branch sees only numbers from its own range.
  const [low, high] = [where(isNear, magnitude, 0), where(isNear, 8, magnitude)];
  const small = chebyshev(near, subtract(multiply(low, 0.25), 1));
  const large = divide(chebyshev(far, subtract(divide(16, high), 1)), sqrt(high));
  return multiply(exp(magnitude), where(isNear, small, large));
}
