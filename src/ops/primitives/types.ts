import { isFloat, type DType } from "../../base/dtype.ts";
import { fail } from "../../base/errors.ts";
import { formatShape, sameShape, type Shape } from "../../base/shape.ts";
import type { Typed } from "../../graph/alphabet.ts";

/** A set of dtypes with the words that an error needs for it. */
export interface DTypes {
  readonly name: string;
  has(dtype: DType): boolean;
}

/** Every dtype. */
export const anything: DTypes = { name: "any dtype", has: () => true };
/** float32 and float64. */
export const floats: DTypes = { name: "a float dtype", has: isFloat };
/** All but bool. */
export const numbers: DTypes = { name: "a numeric dtype", has: (dtype) => dtype !== "bool" };
/** int32, uint32 and uint8. */
export const integers: DTypes = {
  name: "an integer dtype",
  has: (dtype) => dtype !== "bool" && !isFloat(dtype),
};
/** Integers and bool. */
export const bits: DTypes = { name: "an integer dtype or bool", has: (dtype) => !isFloat(dtype) };
/** bool alone. */
export const booleans: DTypes = { name: "bool", has: (dtype) => dtype === "bool" };
/** int32 alone: what indices are. */
export const indices: DTypes = { name: "int32", has: (dtype) => dtype === "int32" };
/** uint32 alone: what random bits are. */
export const words: DTypes = { name: "uint32", has: (dtype) => dtype === "uint32" };

/** "float32 [2, 3]" */
export function formatType({ dtype, shape }: Typed): string {
  return `${dtype} ${formatShape(shape)}`;
}

/** The inputs, if there are `count` of them. */
export function expectCount(op: string, inputs: readonly Typed[], count: number): readonly Typed[] {
  if (inputs.length !== count)
    fail("value", { where: op, expected: `${count} inputs`, received: `${inputs.length}` });
  return inputs;
}

/** Throws unless the dtype is one of `allowed`. */
export function expectDtype(op: string, dtype: DType, allowed: DTypes, what = "inputs"): void {
  if (!allowed.has(dtype)) {
    fail("dtype", {
      where: op,
      expected: `${what} of ${allowed.name}`,
      received: dtype,
      advice: "Cast first",
    });
  }
}

/** The common type of inputs that must agree in shape and dtype. */
export function expectEqual(op: string, inputs: readonly Typed[]): Typed {
  const [first, ...rest] = inputs as readonly [Typed, ...Typed[]];
  for (const other of rest) {
    if (!sameShape(first.shape, other.shape)) {
      fail("shape", {
        where: op,
        expected: "inputs of equal shapes",
        received: inputs.map(({ shape }) => formatShape(shape)).join(" and "),
        advice: "A primitive does not broadcast: the op above it does",
      });
    }
    if (first.dtype !== other.dtype) {
      fail("dtype", {
        where: op,
        expected: "inputs of equal dtypes",
        received: inputs.map(({ dtype }) => dtype).join(" and "),
        advice: "A primitive does not promote: the op above it does",
      });
    }
  }
  return first;
}

/** Throws unless the axes are distinct and between 0 and rank - 1. */
export function expectAxes(op: string, axes: readonly number[], rank: number): void {
  const fits = axes.every((axis) => Number.isInteger(axis) && axis >= 0 && axis < rank);
  if (!fits || new Set(axes).size !== axes.length) {
    fail("shape", {
      where: op,
      expected:
        rank === 0 ? "no axes: the input is a scalar" : `distinct axes between 0 and ${rank - 1}`,
      received: formatShape(axes),
    });
  }
}

/** Throws unless there is one integer per axis, each at least `minimum`. */
export function expectPerAxis(
  op: string,
  name: string,
  list: readonly number[],
  rank: number,
  minimum: number,
): void {
  if (list.length !== rank || !list.every((entry) => Number.isInteger(entry) && entry >= minimum)) {
    const bound = Number.isFinite(minimum) ? ` of at least ${minimum}` : "";
    fail("value", {
      where: op,
      expected: `${rank} integers${bound} as ${name}`,
      received: formatShape(list),
    });
  }
}

/** Throws unless every extent is an integer of at least 0. */
export function expectShape(op: string, shape: Shape): void {
  if (!shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0)) {
    fail("shape", {
      where: op,
      expected: "a shape of integers from 0",
      received: formatShape(shape),
    });
  }
}

/** Kind and type of a pointwise primitive. */
export interface PointwiseSignature {
  readonly kind: "pointwise";
  type(inputs: readonly Typed[]): Typed;
}

/** Inputs of one shape and one dtype among `allowed` -> the same type, or `result` in its dtype. */
export function pointwise(
  op: string,
  arity: number,
  allowed: DTypes,
  result?: DType,
): PointwiseSignature {
  return {
    kind: "pointwise",
    type(inputs) {
      const { shape, dtype } = expectEqual(op, expectCount(op, inputs, arity));
      expectDtype(op, dtype, allowed);
      return { shape, dtype: result ?? dtype };
    },
  };
}

/** `shape` with the extents `inner` in place of the `count` ones from `axis` on. */
export function replaceAxes(shape: Shape, axis: number, count: number, inner: Shape): number[] {
  return [...shape.slice(0, axis), ...inner, ...shape.slice(axis + count)];
}
