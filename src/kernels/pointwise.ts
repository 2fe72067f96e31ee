import { heldAs, isNarrow, type DType, type NarrowDType } from "../base/dtype.ts";
import type { PrimitiveOf, RarePointwise } from "../graph/alphabet.ts";
import type { Value } from "../graph/value.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { constant, scalarOf, type BinaryOp, type Expression, type UnaryOp } from "./ir.ts";
import { exp, logistic, tanh } from "./math/exponential.ts";
import { divide } from "./math/integers.ts";
import { log } from "./math/logarithm.ts";

type Pointwise = PrimitiveOf<"pointwise">;

/** The IR of one primitive: scalars or vectors in, the same out. Inputs are named already. */
export type PointwiseRule<P extends PrimitiveOf<"pointwise">> = (
  m: Arithmetic,
  inputs: readonly Expression[],
  value: Value<P>,
) => Expression;

type One = (m: Arithmetic, x: Expression) => Expression;
type Two = (m: Arithmetic, x: Expression, y: Expression) => Expression;

const one =
  (f: One) =>
  (m: Arithmetic, [x]: readonly Expression[]): Expression =>
    f(m, x!);

const two =
  (f: Two) =>
  (m: Arithmetic, [x, y]: readonly Expression[]): Expression =>
    f(m, x!, y!);

const compare = (op: BinaryOp): ((m: Arithmetic, inputs: readonly Expression[]) => Expression) =>
  two((m, x, y) => m.binary(op, x, y));

/** Rounding does nothing to integers. */
const rounding = (op: UnaryOp): ((m: Arithmetic, inputs: readonly Expression[]) => Expression) =>
  one((m, x) => (x.scalar === "f32" ? m.unary(op, x) : x));

/** Sums of bools are "or", products "and". */
const arithmetic = (
  op: BinaryOp,
  logical: BinaryOp,
): ((m: Arithmetic, inputs: readonly Expression[]) => Expression) =>
  two((m, x, y) => m.binary(x.scalar === "mask" ? logical : op, x, y));

const isNumber = (x: Expression): boolean => x.kind === "constant" && !Number.isNaN(x.value);

/** max or min: one instruction if one side is a constant, and NaN comes through from the other. */
const extreme = (
  op: "max" | "min",
  pseudo: BinaryOp,
  logical: BinaryOp,
): ((m: Arithmetic, inputs: readonly Expression[]) => Expression) =>
  two((m, x, y) => {
    if (x.scalar === "mask") return m.binary(logical, x, y);
    if (x.scalar !== "f32") return m.binary(op, x, y);
    if (isNumber(y)) return m.binary(pseudo, x, y);
    if (isNumber(x)) return m.binary(pseudo, y, x);
    return m.binary(op, x, y);
  });

function sign(m: Arithmetic, x: Expression): Expression {
  if (x.scalar === "mask") return x;
  const below = x.scalar === "u32" ? x : m.select(m.binary("lt", x, 0), constant(x.scalar, -1), x);
  return m.select(m.binary("gt", x, 0), constant(x.scalar, 1), below);
}

function abs(m: Arithmetic, x: Expression): Expression {
  return x.scalar === "mask" || x.scalar === "u32" ? x : m.unary("abs", x);
}

/** The nearest float with `dropped` binary digits less than a float32, halves to even; of a number that is finite. */
function rounded(m: Arithmetic, bits: Expression, dropped: number): Expression {
  const odd = m.and(m.binary("shiftRight", bits, dropped), 1);
  const carried = m.add(m.add(bits, 2 ** (dropped - 1) - 1), odd);
  return m.bitcast(m.and(carried, -(2 ** dropped)), "f32");
}

/** An element of a narrow dtype, of one of the type that holds it. */
function narrowed(m: Arithmetic, x: Expression, to: NarrowDType): Expression {
  if (to === "uint16") return m.and(x, 0xffff);
  if (to === "int8" || to === "int16") {
    const unused = to === "int8" ? 24 : 16;
    return m.binary("shiftRight", m.binary("shiftLeft", x, unused), unused);
  }
  const bits = m.bitcast(x, "i32");
  const isNumber = m.binary("eq", x, x);
  if (to === "bfloat16") return m.select(isNumber, rounded(m, bits, 16), x);
  const near = rounded(m, bits, 13);
  const large = m.select(m.binary("gt", m.unary("abs", near), 65_504), m.mul(near, Infinity), near);
  // Below 2⁻¹⁴ float16 counts in steps of 2⁻²⁴, as float32 does between 1/2 and 1. The sign of zero is kept.
  const step = m.bitcast(m.sub(m.add(x, 0.75), 0.75), "i32");
  const small = m.bitcast(m.or(step, m.and(bits, -(2 ** 31))), "f32");
  const inRange = m.select(m.binary("lt", m.unary("abs", x), 2 ** -14), small, large);
  return m.select(isNumber, inRange, x);
}

/** Between dtypes: floats to integers towards zero, integers modulo their size, all to bool by "not zero". */
function castTo(m: Arithmetic, x: Expression, from: DType, to: DType): Expression {
  if (from === to) return x;
  if (isNarrow(to)) return narrowed(m, castTo(m, x, heldAs(from), heldAs(to)), to);
  if (isNarrow(from)) return castTo(m, x, heldAs(from), to);
  const scalar = scalarOf(to);
  if (scalar === "mask") return m.binary("ne", x, 0);
  if (x.scalar === "f32" && to === "uint32") {
    const negative = m.bitcast(m.convert(x, "i32"), "u32");
    return m.select(m.binary("lt", x, 0), negative, m.convert(x, "u32"));
  }
  const converted =
    x.scalar === "mask" || x.scalar === "f32" || scalar === "f32"
      ? m.convert(x, scalar)
      : m.bitcast(x, scalar);
  return to === "uint8" && from !== "bool" ? m.and(converted, 255) : converted;
}

function isFinite(m: Arithmetic, x: Expression): Expression {
  return x.scalar === "f32"
    ? m.binary("lt", m.unary("abs", x), Infinity)
    : constant("mask", 1, x.lanes);
}

function not(m: Arithmetic, x: Expression): Expression {
  return m.unary("not", x);
}

function shift(
  op: "shiftLeft" | "shiftRight",
): (m: Arithmetic, inputs: readonly Expression[]) => Expression {
  return two((m, x, y) => {
    const amount = m.bitcast(y, "i32");
    return amount.lanes === 1
      ? m.binary(op, x, amount)
      : m.perLane(x, amount, (a, b) => m.binary(op, a, b));
  });
}

/** How each pointwise primitive that is known by name is computed; the cards of others say it. uint8 lives in i32 registers; its results are cut to 8 bits by the caller. */
const pointwiseRules: {
  readonly [P in Exclude<PrimitiveOf<"pointwise">, RarePointwise>]: PointwiseRule<P>;
} = {
  neg: one((m, x) =>
    x.scalar === "f32" ? m.unary("neg", x) : m.binary("sub", constant(x.scalar, 0), x),
  ),
  abs: one(abs),
  sign: one(sign),
  exp: one((m, x) => exp(m, x)),
  log: one(log),
  sqrt: one((m, x) => m.unary("sqrt", x)),
  rsqrt: one((m, x) => m.div(1, m.unary("sqrt", x))),
  tanh: one(tanh),
  logistic: one(logistic),
  floor: rounding("floor"),
  ceil: rounding("ceil"),
  round: rounding("nearest"),
  not: one(not),
  isFinite: one(isFinite),
  cast: (m, [x], { inputs, attributes }) => castTo(m, x!, inputs[0]!.dtype, attributes.dtype),
  bitcast: (m, [x], { dtype }) => m.bitcast(x!, scalarOf(dtype)),
  stopGradient: one((_, x) => x),
  add: arithmetic("add", "or"),
  sub: arithmetic("sub", "xor"),
  mul: arithmetic("mul", "and"),
  div: two((m, x, y) => (x.scalar === "f32" ? m.div(x, y) : divide(m, x, y))),
  max: extreme("max", "pseudoMax", "or"),
  min: extreme("min", "pseudoMin", "and"),
  eq: compare("eq"),
  ne: compare("ne"),
  lt: compare("lt"),
  le: compare("le"),
  gt: compare("gt"),
  ge: compare("ge"),
  and: compare("and"),
  or: compare("or"),
  xor: compare("xor"),
  shiftLeft: shift("shiftLeft"),
  shiftRight: shift("shiftRight"),
  where: (m, [mask, x, y]) => m.select(mask!, x!, y!),
};

/** One pointwise value from its inputs; the result fits its dtype. */
export function applyPointwise(
  m: Arithmetic,
  value: Value,
  inputs: readonly Expression[],
): Expression {
  const brought = value.brought as { readonly expression?: PointwiseRule<Pointwise> } | undefined;
  const rule = (brought?.expression ??
    pointwiseRules[value.op as keyof typeof pointwiseRules]) as PointwiseRule<Pointwise>;
  const result = rule(m, inputs, value as Value<Pointwise>);
  return value.dtype === "uint8" && !value.is("cast") ? m.and(result, 255) : result;
}
