import {
  binary,
  bitcast,
  constant,
  convert,
  extract,
  multiplyAdd,
  select,
  unary,
  type BinaryOp,
  type Expression,
  type Scalar,
  type UnaryOp,
} from "./ir.ts";

/** An expression, or a number of the other operand's type. */
export type Term = Expression | number;

/** Builds pointwise expressions, naming each step so that it is computed once. */
export class Arithmetic {
  readonly #bind: (e: Expression) => Expression;

  constructor(bind: (e: Expression) => Expression) {
    this.#bind = bind;
  }

  bind(e: Expression): Expression {
    return this.#bind(e);
  }

  binary(op: BinaryOp, x: Term, y: Term): Expression {
    const left = typeof x === "number" ? constant(scalarOfTerm(y), x) : x;
    return this.#bind(binary(op, left, typeof y === "number" ? constant(left.scalar, y) : y));
  }

  unary(op: UnaryOp, x: Expression): Expression {
    return this.#bind(unary(op, x));
  }

  add(x: Term, y: Term): Expression {
    return this.binary("add", x, y);
  }

  sub(x: Term, y: Term): Expression {
    return this.binary("sub", x, y);
  }

  mul(x: Term, y: Term): Expression {
    return this.binary("mul", x, y);
  }

  div(x: Term, y: Term): Expression {
    return this.binary("div", x, y);
  }

  and(x: Term, y: Term): Expression {
    return this.binary("and", x, y);
  }

  or(x: Term, y: Term): Expression {
    return this.binary("or", x, y);
  }

  /** x * y + z of f32, rounded once where the engine can. */
  fma(x: Expression, y: Term, z: Term): Expression {
    const lift = (t: Term): Expression => (typeof t === "number" ? constant("f32", t) : t);
    return this.#bind(multiplyAdd(x, lift(y), lift(z)));
  }

  /** The polynomial in x with these coefficients, highest power first. */
  polynomial(x: Expression, coefficients: readonly number[]): Expression {
    const [first, ...rest] = coefficients;
    return rest.reduce<Expression>((sum, c) => this.fma(sum, x, c), constant("f32", first!));
  }

  select(mask: Expression, x: Term, y: Term): Expression {
    const left = typeof x === "number" ? constant(scalarOfTerm(y), x) : x;
    return this.#bind(select(mask, left, typeof y === "number" ? constant(left.scalar, y) : y));
  }

  convert(x: Expression, scalar: Scalar): Expression {
    return this.#bind(convert(x, scalar));
  }

  bitcast(x: Expression, scalar: Scalar): Expression {
    return this.#bind(bitcast(x, scalar));
  }

  /** A function of scalars, lane by lane. */
  perLane(
    x: Expression,
    y: Expression,
    f: (x: Expression, y: Expression) => Expression,
  ): Expression {
    const lanes = Math.max(x.lanes, y.lanes);
    if (lanes === 1) return f(x, y);
    const lane = (e: Expression, i: number): Expression =>
      this.#bind(extract(e.kind === "constant" ? constant(e.scalar, e.value) : e, i));
    const items = Array.from({ length: lanes }, (_, i) => f(lane(x, i), lane(y, i)));
    return this.#bind({ kind: "assemble", scalar: items[0]!.scalar, lanes, items });
  }
}

function scalarOfTerm(x: Term): Scalar {
  return typeof x === "number" ? "f32" : x.scalar;
}
