import type { Arithmetic } from "../arithmetic.ts";
import { constant, type Expression } from "../ir.ts";

/** x / y towards zero; 0 where y is 0; wraps for the smallest number / -1. */
export function divide(m: Arithmetic, x: Expression, y: Expression): Expression {
  return m.perLane(x, y, (a, b) => {
    if (b.kind === "constant" && b.value !== 0 && b.value !== -1) return m.binary("div", a, b);
    const zero = m.binary("eq", b, 0);
    if (a.scalar === "u32")
      return m.select(zero, constant("u32", 0), m.binary("div", a, m.select(zero, 1, b)));
    const minus = m.binary("eq", b, -1);
    const safe = m.binary("div", a, m.select(m.or(zero, minus), constant("i32", 1), b));
    return m.select(zero, constant("i32", 0), m.select(minus, m.sub(0, a), safe));
  });
}

/** x - y * (x / y), the sign of x; 0 where y is 0. */
export function remainder(m: Arithmetic, x: Expression, y: Expression): Expression {
  return m.perLane(x, y, (a, b) => {
    if (b.kind === "constant" && b.value !== 0 && b.value !== -1) return m.binary("rem", a, b);
    const bad =
      a.scalar === "u32" ? m.binary("eq", b, 0) : m.or(m.binary("eq", b, 0), m.binary("eq", b, -1));
    return m.select(
      bad,
      constant(a.scalar, 0),
      m.binary("rem", a, m.select(bad, constant(a.scalar, 1), b)),
    );
  });
}

/** x^y by repeated squaring; 0 for negative y, except 1 and -1 to any power. */
export function power(m: Arithmetic, x: Expression, y: Expression): Expression {
  let [result, square, rest]: [Expression, Expression, Expression] = [constant(x.scalar, 1), x, y];
  for (let bit = 0; bit < 32; bit++) {
    const odd = m.binary("ne", m.and(rest, 1), 0);
    result = m.select(odd, m.mul(result, square), result);
    square = m.mul(square, square);
    rest = m.binary("shiftRight", rest, constant("i32", 1));
  }
  if (y.scalar !== "i32") return result;
  const even = m.binary("eq", m.and(y, 1), 0);
  const inverse = m.select(
    m.binary("eq", x, 1),
    1,
    m.select(
      m.binary("eq", x, -1),
      m.select(even, constant(x.scalar, 1), -1),
      constant(x.scalar, 0),
    ),
  );
  return m.select(m.binary("lt", y, 0), inverse, result);
}

/** x - y * trunc(x / y) of floats, exact while |x / y| < 2^24; NaN for y = 0 and infinite x. */
export function floatRemainder(m: Arithmetic, x: Expression, y: Expression): Expression {
  const q = m.unary("trunc", m.div(x, y));
  const halves = (a: Expression): [Expression, Expression] => {
    const c = m.mul(a, 4097);
    const high = m.sub(c, m.sub(c, a));
    return [high, m.sub(a, high)];
  };
  const [qh, ql] = halves(q);
  const [yh, yl] = halves(y);
  const rest = [m.mul(qh, yh), m.mul(qh, yl), m.mul(ql, yh), m.mul(ql, yl)].reduce<Expression>(
    (r, p) => m.sub(r, p),
    x,
  );
  const size = m.unary("abs", y);
  const positive = m.binary("ge", x, 0);
  const below = m.select(m.and(positive, m.binary("lt", rest, 0)), m.add(rest, size), rest);
  const above = m.select(
    m.and(m.unary("not", positive), m.binary("gt", below, 0)),
    m.sub(below, size),
    below,
  );
  const small = m.binary("lt", m.unary("abs", x), size);
  const usual = m.binary("lt", m.unary("abs", y), Infinity);
  const equal = m.binary("eq", m.unary("abs", x), size);
  return m.select(small, x, m.select(equal, m.div(m.mul(x, 0), y), m.select(usual, above, NaN)));
}
