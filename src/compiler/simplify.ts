import { sameShape } from "../base/shape.ts";
import { uniformValue } from "../graph/uniform.ts";
import type { Value } from "../graph/value.ts";
import { rewrite, type Pass } from "./rewrite.ts";

function isIdentity(permutation: readonly number[]): boolean {
  return permutation.every((axis, i) => axis === i);
}

function simplifyView(value: Value): Value | undefined {
  const [x] = value.inputs as [Value];
  if (value.is("reshape")) {
    if (sameShape(x.shape, value.shape)) return x;
    if (x.is("reshape")) {
      const [source] = x.inputs as readonly [Value];
      if (sameShape(source.shape, value.shape)) return source;
      return value.builder.emit("reshape", [source], value.attributes) as Value;
    }
  }
  if (value.is("broadcast")) {
    if (sameShape(x.shape, value.shape)) return x;
    if (x.is("broadcast"))
      return value.builder.emit("broadcast", x.inputs, value.attributes) as Value;
  }
  if (value.is("transpose")) {
    const { permutation } = value.attributes;
    if (isIdentity(permutation)) return x;
    if (x.is("transpose")) {
      const inner = x.attributes.permutation;
      const both = permutation.map((axis) => inner[axis]!);
      if (isIdentity(both)) return x.inputs[0];
      return value.builder.emit("transpose", x.inputs, { permutation: both }) as Value;
    }
  }
  if (value.is("reverse") && value.attributes.axes.every((axis) => x.shape[axis] === 1)) return x;
  if (value.is("slice") || value.is("pad"))
    return sameShape(x.shape, value.shape) ? noChange(value, x) : undefined;
  return undefined;
}

/** A slice or pad that keeps the shape keeps the elements, unless it shifts them. */
function noChange(value: Value, x: Value): Value | undefined {
  if (value.is("slice"))
    return value.attributes.strides.every((stride) => stride === 1) ? x : undefined;
  if (value.is("pad")) {
    const { low, high, interior } = value.attributes;
    return [...low, ...high, ...interior].every((width) => width === 0) ? x : undefined;
  }
  return undefined;
}

/** A dynamic slice of the whole axis begins at 0, for starts are clamped. */
function simplifySlice(value: Value): Value | undefined {
  const [x] = value.inputs as readonly [Value];
  return value.is("dynamicSlice") && sameShape(x.shape, value.shape) ? x : undefined;
}

/** Rules that change no bit of the result (so no x · 0 = 0, which is wrong for NaN, and no reordering of sums). */
function simplifyPointwise(value: Value): Value | undefined {
  const [x, y, z] = value.inputs;
  switch (value.op) {
    case "stopGradient":
      return x;
    case "cast":
      return x!.dtype === value.dtype ? x : undefined;
    case "neg":
      return x!.is("neg") ? x.inputs[0] : undefined;
    case "mul":
      if (uniformValue(y!) === 1) return x;
      return uniformValue(x!) === 1 ? y : undefined;
    case "div":
      return uniformValue(y!) === 1 ? x : undefined;
    case "sub":
      return uniformValue(y!) === 0 ? x : undefined;
    case "add":
      // -0 + 0 is 0, so this may turn a 0 into -0: equal numbers.
      if (uniformValue(y!) === 0) return x;
      return uniformValue(x!) === 0 ? y : undefined;
    case "where": {
      const chosen = uniformValue(x!);
      if (chosen !== undefined) return chosen === 0 ? z : y;
      return y === z ? y : undefined;
    }
    default:
      return undefined;
  }
}

/** Removes what computes nothing: views of views, casts to the own dtype, + 0, · 1. */
export const simplify: Pass = {
  name: "simplify",
  run: (outputs) =>
    rewrite(outputs, (value) => {
      if (value.kind === "movement") return simplifyView(value);
      if (value.kind === "indexing") return simplifySlice(value);
      return simplifyPointwise(value);
    }),
};
