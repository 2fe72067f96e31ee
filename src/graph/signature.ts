import type { TypedArray } from "../base/dtype.ts";
import type { Alphabet, AttributesOf, Body, Common, Primitive, Typed } from "./alphabet.ts";
import type { BodyFunction, Numbers } from "./interpret/numbers.ts";

/** What a graph must know of a primitive: its kind and the type of its result. Throws on operands that do not fit. */
export interface Signature<P extends Primitive> {
  readonly kind: Alphabet[P]["kind"];
  type(inputs: readonly Typed[], attributes: AttributesOf<P>): Typed;
}

/** The signatures of the primitives that are known by name. */
export type Signatures = { readonly [P in Common]: Signature<P> };

/** A primitive that comes with what emits it, so that a program without it carries nothing of it. */
export interface Brought<P extends Primitive> extends Signature<P> {
  readonly name: P;
  /** How it is computed in float64, as an `Interpreter`; absent of control primitives. */
  interpret?(inputs: readonly Numbers[], attributes: AttributesOf<P>, result: Typed): Float64Array;
  /** Of a control primitive: how its parts are computed, as `PartsOf` it. */
  parts?(
    inputs: readonly TypedArray[],
    attributes: AttributesOf<P>,
    functionOf: (body: Body) => BodyFunction,
  ): TypedArray[];
}

/** A primitive as builders take it: by name, or, of the rare ones, itself. */
export type Emitted<P extends Primitive> = (P & Common) | Brought<P>;

/** The name of a primitive. */
export function nameOf<P extends Primitive>(op: Emitted<P>): P {
  return typeof op === "string" ? op : op.name;
}
