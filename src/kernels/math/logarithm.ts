import type { Arithmetic } from "../arithmetic.ts";
import type { Expression } from "../ir.ts";
import { exp } from "./exponential.ts";

const ln2High = 0.693359375;
const ln2Low = -2.1219444e-4;
const tail = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
];

/** x = (1 + f) * 2^e with 1 + f in [sqrt(1/2), sqrt(2)), for finite x > 0, subnormal ones included. */
function split(m: Arithmetic, x: Expression): { f: Expression; e: Expression } {
  const small = m.binary("lt", x, 1.17549435e-38);
  const bits = m.bitcast(m.select(small, m.mul(x, 8388608), x), "i32");
  const mantissa = m.bitcast(m.or(m.and(bits, 0x7fffff), 0x3f000000), "f32");
  const exponent = m.binary("shiftRight", bits, 23);
  const low = m.binary("lt", mantissa, Math.SQRT1_2);
  const shifted = m.sub(m.convert(exponent, "f32"), m.select(small, 149, 126));
  return {
    f: m.sub(m.add(mantissa, m.select(low, mantissa, 0)), 1),
    e: m.sub(shifted, m.select(low, 1, 0)),
  };
}

/** ln x, after Cephes logf.c: within 2 ulp. */
export function log(m: Arithmetic, x: Expression): Expression {
  const { f, e } = split(m, x);
  const z = m.mul(f, f);
  const p = m.fma(e, ln2Low, m.mul(m.mul(m.polynomial(f, tail), f), z));
  const y = m.fma(e, ln2High, m.add(f, m.fma(z, -0.5, p)));
  const outside = m.select(m.binary("eq", x, 0), -Infinity, NaN);
  return m.select(m.binary("gt", x, 0), m.select(m.binary("eq", x, Infinity), x, y), outside);
}

/** ln(1 + x): the logarithm of u = fl(1 + x), plus what the rounding lost, (x - (u - 1)) / u. */
export function log1p(m: Arithmetic, x: Expression): Expression {
  const u = m.add(x, 1);
  const lost = m.div(m.sub(x, m.sub(u, 1)), u);
  const usual = m.and(m.binary("gt", u, 0), m.binary("lt", u, Infinity));
  return m.add(log(m, u), m.select(usual, lost, 0));
}

/** a * b = product + error exactly (Dekker), |a|, |b| < 1e30. No step of it may be contracted by a printer. */
function twoProduct(
  m: Arithmetic,
  a: Expression,
  b: Expression,
): { product: Expression; error: Expression } {
  const halves = (x: Expression): [Expression, Expression] => {
    const c = m.mul(x, 4097);
    const high = m.sub(c, m.sub(c, x));
    return [high, m.sub(x, high)];
  };
  const product = m.mul(a, b);
  const [ah, al] = halves(a);
  const [bh, bl] = halves(b);
  const error = m.add(
    m.add(m.add(m.sub(m.mul(ah, bh), product), m.mul(ah, bl)), m.mul(al, bh)),
    m.mul(al, bl),
  );
  return { product, error };
}

/** ln x as an unevaluated sum of two floats, about 32 bits together; finite x > 0. */
function logPair(m: Arithmetic, x: Expression): { high: Expression; low: Expression } {
  const { f, e } = split(m, x);
  const d = m.add(f, 2);
  const dLow = m.sub(f, m.sub(d, 2));
  const s = m.div(f, d);
  const { product, error } = twoProduct(m, s, d);
  const sLow = m.div(m.sub(m.sub(m.sub(f, product), error), m.mul(s, dLow)), d);
  const z = m.mul(s, s);
  const series = m.mul(m.mul(m.polynomial(z, [2 / 11, 2 / 9, 2 / 7, 2 / 5, 2 / 3]), z), s);
  const rest = m.add(m.fma(e, ln2Low, m.add(sLow, sLow)), series);
  const a = m.mul(e, ln2High);
  const b = m.add(s, s);
  const sum = m.add(a, b);
  const part = m.sub(sum, a);
  const lost = m.add(m.sub(a, m.sub(sum, part)), m.sub(b, part));
  const low = m.add(lost, rest);
  const high = m.add(sum, low);
  return { high, low: m.sub(low, m.sub(high, sum)) };
}

/** x^y = e^(y ln |x|), with ln in two floats; signs and limits as C's powf has them. Within 2 ulp. */
export function pow(m: Arithmetic, x: Expression, y: Expression): Expression {
  const size = m.unary("abs", x);
  const { high, low } = logPair(m, size);
  const { product, error } = twoProduct(m, high, y);
  // Beyond, the result is 0, 1 or infinite anyway, and the error's halves would overflow.
  const inside = m.and(
    m.binary("lt", m.unary("abs", product), 120),
    m.binary("lt", m.unary("abs", y), 1e30),
  );
  const core = exp(m, product, m.select(inside, m.fma(low, y, error), 0));
  const rising = m.select(m.binary("gt", y, 0), Infinity, 0);
  const falling = m.select(m.binary("gt", y, 0), 0, Infinity);
  const limited = m.select(
    m.binary("eq", size, 0),
    falling,
    m.select(m.binary("eq", size, Infinity), rising, core),
  );
  const whole = m.binary("eq", m.unary("floor", y), y);
  const half = m.mul(y, 0.5);
  const odd = m.and(whole, m.binary("ne", m.unary("floor", half), half));
  const negative = m.binary("lt", m.bitcast(x, "i32"), 0);
  const signed = m.select(m.and(negative, odd), m.unary("neg", limited), limited);
  const undefinedRoot = m.and(
    m.and(m.binary("lt", x, 0), m.binary("gt", x, -Infinity)),
    m.unary("not", whole),
  );
  const notANumber = m.or(m.or(m.binary("ne", x, x), m.binary("ne", y, y)), undefinedRoot);
  const one = m.or(
    m.or(m.binary("eq", y, 0), m.binary("eq", x, 1)),
    m.and(m.binary("eq", size, 1), m.binary("eq", m.unary("abs", y), Infinity)),
  );
  return m.select(one, 1, m.select(notANumber, NaN, signed));
}
