import type { Primitive } from "./alphabet.ts";
import type { Value } from "./value.ts";

/** Pointwise primitives that cost as much as several others. */
const slow: ReadonlySet<Primitive> = new Set<Primitive>([
  "exp",
  "expm1",
  "log",
  "log1p",
  "sqrt",
  "rsqrt",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "atan2",
  "sinh",
  "cosh",
  "tanh",
  "asinh",
  "acosh",
  "atanh",
  "logistic",
  "erf",
  "pow",
  "div",
  "rem",
  "randomBits",
]);

/** Whether an element of a pointwise value costs much. */
export function isSlow({ op }: Value): boolean {
  return slow.has(op);
}

/** Whether a value is better kept than computed twice. */
export function isExpensive(value: Value): boolean {
  if (value.kind === "pointwise") return isSlow(value);
  return value.kind !== "movement" && value.kind !== "source";
}
