import { isFloat, viewOf } from "../../base/dtype.ts";
import type { RarePointwise } from "../alphabet.ts";
import { narrow, type Interpreters, type Numbers } from "./numbers.ts";

type Loop = (inputs: readonly Numbers[]) => Float64Array;

/** `f` of each element. */
export function unary(f: (x: number) => number): Loop {
  return ([x]) => {
    const { data } = x!;
    const out = new Float64Array(data.length);
    for (let i = 0; i < out.length; i++) out[i] = f(data[i]!);
    return out;
  };
}

/** `f` of each pair of elements; true is 1. */
export function binary(f: (x: number, y: number) => number | boolean): Loop {
  return ([x, y]) => {
    const [xs, ys] = [x!.data, y!.data];
    const out = new Float64Array(xs.length);
    for (let i = 0; i < out.length; i++) out[i] = Number(f(xs[i]!, ys[i]!));
    return out;
  };
}

/** One loop for floats, another for integers and bool. */
export function byDtype(forFloats: Loop, forOthers: Loop): Loop {
  return (inputs) => (isFloat(inputs[0]!.dtype) ? forFloats(inputs) : forOthers(inputs));
}

/** The nearest integer, halves to even; keeps the sign of zero. */
function roundHalfToEven(x: number): number {
  const magnitude = Math.abs(x);
  const nearest = magnitude % 2 === 0.5 ? magnitude - 0.5 : Math.round(magnitude);
  return x < 0 || Object.is(x, -0) ? -nearest : nearest;
}

const identity = unary((x) => x);

/** One scalar expression per pointwise primitive. Integer results wrap and are cut towards zero when they are stored. */
export const pointwise: Omit<Interpreters<"pointwise">, RarePointwise> = {
  neg: unary((x) => -x),
  abs: unary(Math.abs),
  sign: unary(Math.sign),
  exp: unary(Math.exp),
  log: unary(Math.log),
  sqrt: unary(Math.sqrt),
  rsqrt: unary((x) => 1 / Math.sqrt(x)),
  tanh: unary(Math.tanh),
  logistic: unary((x) => 1 / (1 + Math.exp(-x))),
  floor: unary(Math.floor),
  ceil: unary(Math.ceil),
  round: unary(roundHalfToEven),
  not: ([x]) => unary(x!.dtype === "bool" ? (element) => 1 - element : (element) => ~element)([x!]),
  isFinite: unary((x) => Number(Number.isFinite(x))),
  cast: identity,
  bitcast: ([x], { dtype }) => {
    const bits = narrow(x!.dtype, x!.data);
    return Float64Array.from(viewOf(dtype, bits.buffer, bits.byteOffset, bits.length));
  },
  stopGradient: identity,

  add: binary((x, y) => x + y),
  sub: binary((x, y) => x - y),
  mul: byDtype(
    binary((x, y) => x * y),
    binary(Math.imul),
  ),
  div: binary((x, y) => x / y),
  max: binary(Math.max),
  min: binary(Math.min),
  eq: binary((x, y) => x === y),
  ne: binary((x, y) => x !== y),
  lt: binary((x, y) => x < y),
  le: binary((x, y) => x <= y),
  gt: binary((x, y) => x > y),
  ge: binary((x, y) => x >= y),
  and: binary((x, y) => x & y),
  or: binary((x, y) => x | y),
  xor: binary((x, y) => x ^ y),
  shiftLeft: binary((x, y) => x << y),
  // Only an int32 can be negative, and for all others both shifts agree.
  shiftRight: binary((x, y) => (x < 0 ? x >> y : x >>> y)),

  where: ([condition, x, y]) =>
    condition!.data.map((holds, i) => (holds === 0 ? y!.data[i]! : x!.data[i]!)),
};
