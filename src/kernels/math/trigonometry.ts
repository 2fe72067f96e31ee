import type { Arithmetic } from "../arithmetic.ts";
import type { Expression } from "../ir.ts";

/*
 * Range reductions and polynomials of Cephes (sinf.c, asinf.c, atanf.c), https://www.netlib.org/cephes/.
 */

/** Sine and cosine of x less the nearest multiple of π/2, and the number of that multiple. */
function reduced(
  m: Arithmetic,
  x: Expression,
): { readonly sin: Expression; readonly cos: Expression; readonly turns: Expression } {
  const j = m.unary("nearest", m.mul(x, 2 / Math.PI));
  const parts = [1.5703125, 4.837512969970703e-4, 7.549789954891882e-8];
  const r = parts.reduce<Expression>((rest, part) => m.sub(rest, m.mul(j, part)), x);
  const z = m.mul(r, r);
  const sin = m.fma(
    m.mul(m.polynomial(z, [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]), z),
    r,
    r,
  );
  const cosTail = m.polynomial(
    z,
    [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2],
  );
  const cos = m.add(m.fma(m.mul(cosTail, z), z, m.mul(z, -0.5)), 1);
  return { sin, cos, turns: m.convert(j, "i32") };
}

/** Sine (quarter 0) or cosine (quarter 1): within 2 ulp of 1 for |x| < 8192, worse beyond. */
export function sine(m: Arithmetic, x: Expression, quarter: 0 | 1): Expression {
  const { sin, cos, turns } = reduced(m, x);
  const turn = m.add(turns, quarter);
  const value = m.select(m.binary("eq", m.and(turn, 1), 0), sin, cos);
  return m.select(m.binary("eq", m.and(turn, 2), 0), value, m.unary("neg", value));
}

/** sin / cos, or -cos / sin a quarter turn on. */
export function tan(m: Arithmetic, x: Expression): Expression {
  const { sin, cos, turns } = reduced(m, x);
  const even = m.binary("eq", m.and(turns, 1), 0);
  const top = m.select(even, sin, m.unary("neg", cos));
  return m.div(top, m.select(even, cos, sin));
}

const arcsineTail = [4.216319904e-2, 2.4181311049e-2, 4.5470025998e-2, 7.4953002686e-2, 1.6666752422e-1]; // prettier-ignore

/** The arcsine of s for 0 <= s <= 1/2, given s². */
function arcsine(m: Arithmetic, s: Expression, square: Expression): Expression {
  return m.fma(m.mul(m.polynomial(square, arcsineTail), square), s, s);
}

/** |x| > 1/2, √((1 - |x|) / 2) there and |x| elsewhere, and the arcsine of that. */
function halved(
  m: Arithmetic,
  x: Expression,
): { readonly steep: Expression; readonly angle: Expression } {
  const size = m.unary("abs", x);
  const steep = m.binary("gt", size, 0.5);
  const half = m.mul(m.sub(1, size), 0.5);
  const square = m.select(steep, half, m.mul(size, size));
  const s = m.select(steep, m.unary("sqrt", half), size);
  return { steep, angle: arcsine(m, s, square) };
}

/** π/2 - 2 arcsin √((1 - |x|) / 2) for |x| > 1/2, else a polynomial; NaN beyond 1. */
export function asin(m: Arithmetic, x: Expression): Expression {
  const { steep, angle } = halved(m, x);
  const size = m.select(steep, m.sub(Math.PI / 2, m.add(angle, angle)), angle);
  return m.select(m.binary("lt", m.bitcast(x, "i32"), 0), m.unary("neg", size), size);
}

/** 2 arcsin √((1 - |x|) / 2), less from π where x < -1/2; π/2 - arcsin x between. */
export function acos(m: Arithmetic, x: Expression): Expression {
  const { steep, angle } = halved(m, x);
  const negative = m.binary("lt", x, 0);
  const twice = m.add(angle, angle);
  const far = m.select(negative, m.sub(Math.PI, twice), twice);
  const near = m.sub(Math.PI / 2, m.select(negative, m.unary("neg", angle), angle));
  return m.select(steep, far, near);
}

/** The arctangent of 0 <= r <= 1. */
function smallArctangent(m: Arithmetic, r: Expression): Expression {
  const steep = m.binary("gt", r, Math.SQRT2 - 1);
  const t = m.select(steep, m.div(m.sub(r, 1), m.add(r, 1)), r);
  const z = m.mul(t, t);
  const tail = [8.05374449538e-2, -1.38776856032e-1, 1.99777106478e-1, -3.33329491539e-1];
  const rest = m.fma(m.mul(m.polynomial(z, tail), z), t, t);
  return m.add(m.select(steep, Math.PI / 4, 0), rest);
}

/** The arctangent of |x|, or π/2 less that of 1/|x|. */
export function atan(m: Arithmetic, x: Expression): Expression {
  const size = m.unary("abs", x);
  const large = m.binary("gt", size, 1);
  const angle = smallArctangent(m, m.select(large, m.div(1, size), size));
  const result = m.select(large, m.sub(Math.PI / 2, angle), angle);
  return m.select(m.binary("lt", m.bitcast(x, "i32"), 0), m.unary("neg", result), result);
}

/** The arctangent of the smaller side over the larger one, turned into its octant. */
export function atan2(m: Arithmetic, y: Expression, x: Expression): Expression {
  const [height, width] = [m.unary("abs", y), m.unary("abs", x)];
  const steep = m.binary("gt", height, width);
  const [low, high] = [m.select(steep, width, height), m.select(steep, height, width)];
  // 0/0 is 0 here, and ∞/∞ is 1.
  const ratio = m.select(m.binary("eq", low, high), m.select(m.binary("eq", high, 0), 0, 1), m.div(low, high)); // prettier-ignore
  const acute = smallArctangent(m, ratio);
  const first = m.select(steep, m.sub(Math.PI / 2, acute), acute);
  const isNegative = (z: Expression): Expression => m.binary("lt", m.bitcast(z, "i32"), 0);
  const upper = m.select(isNegative(x), m.sub(Math.PI, first), first);
  const notANumber = m.or(m.binary("ne", x, x), m.binary("ne", y, y));
  return m.select(notANumber, NaN, m.select(isNegative(y), m.unary("neg", upper), upper));
}
