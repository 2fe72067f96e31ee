import { elementsIn, type DType, type TypedArray } from "../../base/dtype.ts";
import type { AttributesOf, Body, Kind, Primitive, PrimitiveOf, Typed } from "../alphabet.ts";

/** A typed array with its shape and dtype: a tensor, a constant or a buffer. */
export interface ArrayData extends Typed {
  readonly data: TypedArray;
}

/** An input as the interpreter sees it: whatever its dtype, in float64, which holds every dtype exactly. */
export interface Numbers extends Typed {
  readonly data: Float64Array;
}

/** Computes a primitive in float64. Must not write to its inputs; the result is rounded to the dtype by the caller. */
export type Interpreter<P extends Primitive> = (
  inputs: readonly Numbers[],
  attributes: AttributesOf<P>,
  result: Typed,
) => Float64Array;

/** What runs a body: from the elements of its parameters to those of its results. */
export type BodyFunction = (inputs: readonly TypedArray[]) => TypedArray[];

/** Computes all parts of a control primitive from the elements of its inputs; `functionOf` gives what runs a body. */
export type PartsOf<P extends PrimitiveOf<"control">> = (
  inputs: readonly TypedArray[],
  attributes: AttributesOf<P>,
  functionOf: (body: Body) => BodyFunction,
) => TypedArray[];

/** An interpreter per primitive of one kind. */
export type Interpreters<K extends Kind> = { readonly [P in PrimitiveOf<K>]: Interpreter<P> };

/** The elements in float64; no copy if they are already. */
export function widen({ shape, dtype, data }: ArrayData): Numbers {
  return { shape, dtype, data: data instanceof Float64Array ? data : new Float64Array(data) };
}

/** The elements rounded to the dtype, as `roundTo` does: storing in a typed array rounds and wraps; bool is 0 or 1. */
export function narrow(dtype: DType, data: Float64Array): TypedArray {
  return dtype === "float64" ? data : elementsIn(dtype, data);
}
