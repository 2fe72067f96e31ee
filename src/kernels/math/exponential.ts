import type { Arithmetic } from "../arithmetic.ts";
import type { Expression } from "../ir.ts";

/*
 * Range reduction and polynomials of Cephes (expf.c, tanhf.c), https://www.netlib.org/cephes/: within 2 ulp, with
 * infinities, NaN, overflow to infinity and gradual underflow as IEEE has them.
 */

const ln2High = 0.693359375;
const ln2Low = -2.1219444e-4;
const expm1Tail = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1,
  5.0000001201e-1,
];

/** x = n ln 2 + r, |r| <= ln(2) / 2. */
function reduce(m: Arithmetic, x: Expression): { n: Expression; r: Expression } {
  const n = m.unary("nearest", m.mul(x, Math.LOG2E));
  return { n, r: m.fma(n, -ln2Low, m.fma(n, -ln2High, x)) };
}

/** y * 2^n in two steps, so that neither the scale nor a subnormal result is lost; |n| < 250. */
function scale(m: Arithmetic, y: Expression, n: Expression): Expression {
  const i = m.convert(n, "i32");
  const half = m.binary("shiftRight", i, 1);
  const power = (k: Expression): Expression =>
    m.bitcast(m.binary("shiftLeft", m.add(k, 127), 23), "f32");
  return m.mul(m.mul(y, power(half)), power(m.sub(i, half)));
}

/** e^(x + low), |low| tiny. */
export function exp(m: Arithmetic, x: Expression, low?: Expression): Expression {
  const clamped = m.binary("pseudoMax", m.binary("pseudoMin", x, 89), -105);
  const { n, r: reduced } = reduce(m, clamped);
  const r = low === undefined ? reduced : m.add(reduced, low);
  const p = m.fma(m.polynomial(r, expm1Tail), m.mul(r, r), m.add(r, 1));
  return scale(m, p, n);
}

/** e^x - 1 without cancellation: 2^n (e^r - 1) + (2^n - 1). */
export function expm1(m: Arithmetic, x: Expression): Expression {
  const clamped = m.binary("pseudoMax", m.binary("pseudoMin", x, 89), -20);
  const { n, r } = reduce(m, clamped);
  const p = m.fma(m.polynomial(r, expm1Tail), m.mul(r, r), r);
  const i = m.convert(n, "i32");
  const half = m.bitcast(m.binary("shiftLeft", m.add(i, 126), 23), "f32");
  const sum = m.fma(p, half, m.sub(half, 0.5));
  return m.select(m.binary("eq", n, 0), p, m.add(sum, sum));
}

/** Odd polynomial for |x| <= 0.625, else 1 - 2 / (e^2|x| + 1). */
export function tanh(m: Arithmetic, x: Expression): Expression {
  const size = m.unary("abs", x);
  const z = m.mul(x, x);
  const tail = [
    -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1,
  ];
  const near = m.fma(m.mul(m.polynomial(z, tail), z), x, x);
  const far = m.sub(1, m.div(2, m.add(exp(m, m.add(size, size)), 1)));
  const signed = m.select(m.binary("lt", x, 0), m.unary("neg", far), far);
  return m.select(m.binary("lt", size, 0.625), near, signed);
}

/** 1 / (1 + e^-|x|) for x >= 0, else e^-|x| times that: nothing overflows, small results keep their digits. */
export function logistic(m: Arithmetic, x: Expression): Expression {
  const isNegative = m.binary("lt", x, 0);
  const power = exp(m, m.select(isNegative, x, m.unary("neg", x)));
  return m.div(m.select(isNegative, power, 1), m.add(power, 1));
}

/** erf in two ranges, after N. Juffa, https://stackoverflow.com/a/35148199: about 1 ulp. */
export function erf(m: Arithmetic, x: Expression): Expression {
  const t = m.unary("abs", x);
  const s = m.mul(x, x);
  const u = m.fma(t, -3.88396438e-3, 2.42546219e-2);
  const far = [-1.06777877e-1, -6.34846687e-1, -1.28717512e-1].reduce(
    (r, c) => m.fma(r, t, c),
    m.fma(m.fma(t, -1.7285347e-5, 3.83197126e-4), s, u),
  );
  const large = m.sub(1, exp(m, m.fma(far, t, m.unary("neg", t))));
  const capped = m.select(m.binary("gt", t, 4), 1, large);
  const signed = m.select(m.binary("lt", x, 0), m.unary("neg", capped), capped);
  const tail = [
    -5.96761703e-4, 4.99119423e-3, -2.67681349e-2, 1.12819925e-1, -3.76125336e-1, 1.28379166e-1,
  ];
  const small = m.fma(m.polynomial(s, tail), x, x);
  return m.select(m.binary("gt", t, 0.927734375), signed, small);
}
