import type { Operand } from "../graph/value.ts";
import { absolute, add, multiply, subtract } from "./add.ts";
import { stopGradient } from "./cast.ts";
import { floatOperand, type OperandLike } from "./convert.ts";
import { divide } from "./divide.ts";
import { greater, less } from "./equal.ts";
import { exp, log1p } from "./exp.ts";
import { sqrt, square } from "./power.ts";
import { erf } from "./sin.ts";
import { where } from "./where.ts";

/** Σ cₖ xᵏ, coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: Operand): Operand {
  return coefficients
    .slice(1)
    .reduce<Operand | number>((sum, c) => add(multiply(sum, x), c), coefficients[0]!) as Operand;
}

const central = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503,
  -0.00417768164, 0.246640727, 1.50140941,
];
const outer = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613,
  0.00943887047, 1.00167406, 2.83297682,
];

/** The value of `held` with the derivatives of `x`, of every order. */
function derivedLike(held: Operand, x: Operand): Operand {
  return add(stopGradient(held), subtract(x, stopGradient(x)));
}

/**
 * The number whose error function is x, element by element: ±∞ at ±1, NaN outside.
 * Giles 2010, "Approximating the erfinv function"; its derivatives are those of Newton's method for erf(y) = x.
 */
export function erfinv(x: OperandLike): Operand {
  const { x: operand } = floatOperand("erfinv", x);
  const isInside = less(absolute(operand), 1);
  const inner = where(isInside, operand, 0);
  const w = multiply(log1p(multiply(square(inner), -1)), -1);
  const isCentral = less(w, 5);
  const factor = where(
    isCentral,
    polynomial(central, subtract(where(isCentral, w, 0), 2.5)),
    polynomial(outer, subtract(sqrt(where(isCentral, 9, w)), 3)),
  );
  const value = stopGradient(multiply(factor, inner));
  const slope = (y: Operand): Operand => multiply(exp(square(y)), Math.sqrt(Math.PI) / 2);
  // Each step makes two more derivatives exact; the value stays that of the approximation.
  let y = value;
  for (let step = 0; step < 2; step++) {
    const residual = subtract(erf(y), inner);
    const exact = subtract(residual, stopGradient(residual));
    y = derivedLike(value, subtract(y, multiply(exact, slope(y))));
  }
  const atEnd = where(
    less(absolute(operand), 1 + 1e-7),
    multiply(stopGradient(operand), Infinity),
    NaN,
  );
  return where(isInside, y, atEnd);
}

const tail = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
  1.00002368, -1.26551223,
];

/** 1 - erf(x), element by element, exact where that is small: t e^(-x² + P(t)), t = 1 / (1 + x/2). Press et al., Numerical Recipes, 6.2. */
export function erfc(x: OperandLike): Operand {
  const { x: operand } = floatOperand("erfc", x);
  const plain = subtract(1, erf(operand));
  const isTail = greater(operand, 0.5);
  const far = where(isTail, operand, 1);
  const t = divide(1, add(1, multiply(far, 0.5)));
  const small = multiply(t, exp(subtract(polynomial(tail, t), square(far))));
  return where(isTail, derivedLike(small, plain), plain);
}
