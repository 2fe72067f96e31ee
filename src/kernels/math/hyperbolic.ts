import type { Arithmetic } from "../arithmetic.ts";
import type { Expression } from "../ir.ts";
import { exp } from "./exponential.ts";
import { log, log1p } from "./logarithm.ts";

/** Beyond this x² + 1 is x². */
const large = 1e8;

/** e^a / 2 for a >= 0: e^(a - ln 2), with what the subtraction rounds away, so that it overflows no sooner than sinh does. */
function halfPower(m: Arithmetic, a: Expression): Expression {
  const ln2 = Math.fround(Math.LN2);
  const high = m.sub(a, ln2);
  // The two-sum of a and -ln 2.
  const part = m.sub(high, a);
  const lost = m.add(m.sub(a, m.sub(high, part)), m.sub(-ln2, part));
  const low = m.add(lost, ln2 - Math.LN2);
  return exp(m, high, m.select(m.binary("lt", a, 100), low, 0));
}

/** After Cephes sinhf.c: an odd polynomial for |x| < 1, else e^|x|/2 - e^-|x|/2. */
export function sinh(m: Arithmetic, x: Expression): Expression {
  const size = m.unary("abs", x);
  const z = m.mul(x, x);
  const tail = [2.03721912945e-4, 8.33028376239e-3, 1.66667160211e-1];
  const near = m.fma(m.mul(m.polynomial(z, tail), z), x, x);
  const half = halfPower(m, size);
  const far = m.sub(half, m.div(0.25, half));
  const signed = m.select(m.binary("lt", x, 0), m.unary("neg", far), far);
  return m.select(m.binary("lt", size, 1), near, signed);
}

/** e^|x|/2 + e^-|x|/2. */
export function cosh(m: Arithmetic, x: Expression): Expression {
  const half = halfPower(m, m.unary("abs", x));
  return m.add(half, m.div(0.25, half));
}

/** ln(1 + a + a² / (1 + √(a² + 1))) with a = |x|; ln a + ln 2 where a² is all. */
export function asinh(m: Arithmetic, x: Expression): Expression {
  const size = m.unary("abs", x);
  const square = m.mul(size, size);
  const root = m.unary("sqrt", m.add(square, 1));
  const near = log1p(m, m.add(size, m.div(square, m.add(root, 1))));
  const far = m.add(log(m, size), Math.LN2);
  const result = m.select(m.binary("gt", size, large), far, near);
  const negative = m.binary("lt", m.bitcast(x, "i32"), 0);
  return m.select(negative, m.unary("neg", result), result);
}

/** ln(1 + t + √(t (t + 2))) with t = x - 1, which is exact near 1; NaN below. */
export function acosh(m: Arithmetic, x: Expression): Expression {
  const t = m.sub(x, 1);
  const root = m.unary("sqrt", m.mul(t, m.add(t, 2)));
  const near = log1p(m, m.add(t, root));
  const far = m.add(log(m, x), Math.LN2);
  const result = m.select(m.binary("gt", x, large), far, near);
  return m.select(m.binary("ge", x, 1), result, NaN);
}

/** ln(1 + 2a / (1 - a)) / 2 with a = |x|. */
export function atanh(m: Arithmetic, x: Expression): Expression {
  const size = m.unary("abs", x);
  const half = m.mul(log1p(m, m.div(m.add(size, size), m.sub(1, size))), 0.5);
  const negative = m.binary("lt", m.bitcast(x, "i32"), 0);
  return m.select(negative, m.unary("neg", half), half);
}
