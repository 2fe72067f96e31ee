import type { Arithmetic } from "../arithmetic.ts";
import type { Expression } from "../ir.ts";

/** Sine (quarter 0) or cosine (quarter 1), after Cephes sinf.c: within 2 ulp of 1 for |x| < 8192, worse beyond. */
export function sine(m: Arithmetic, x: Expression, quarter: 0 | 1): Expression {
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
  const turn = m.add(m.convert(j, "i32"), quarter);
  const value = m.select(m.binary("eq", m.and(turn, 1), 0), sin, cos);
  return m.select(m.binary("eq", m.and(turn, 2), 0), value, m.unary("neg", value));
}
