import type { DType, TypedArray } from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { formatShape, sizeOf, type Shape } from "../base/shape.ts";
import type { AttributesOf, Common, Kind, Primitive } from "./alphabet.ts";
import type { Brought, Emitted } from "./signature.ts";
import { currentScope } from "./scope.ts";

/** Numbers nested as deep as the rank: `5`, `[1, 2]`, `[[1, 2], [3, 4]]`. */
export type NestedArray = number | boolean | readonly NestedArray[];

/** Writes primitives: into a graph (while tracing), or by computing them at once. */
export interface Builder {
  /** Applies a primitive. Operands of another origin are lifted first: a tensor becomes a constant. */
  emit<P extends Primitive>(
    primitive: Emitted<P>,
    inputs: readonly Operand[],
    attributes: AttributesOf<P>,
  ): Operand;
  /** Whether operands without a trace of their own should follow this builder: true while tracing. */
  readonly tracing: boolean;
  /** Bodies of loops and branches around what it writes. Default 0. */
  readonly depth?: number;
  /** The outermost graph that a step of this one may move to: a branch keeps what it computes. Default: none but itself. */
  readonly floor?: Builder;
}

/** What ops take and give: a `Value` while tracing, a `Tensor` at once, a `Variable` for a weight. */
export abstract class Operand {
  abstract readonly shape: Shape;
  abstract readonly dtype: DType;
  /** Who computes what is done with this operand; undefined: any other operand's builder. */
  abstract readonly builder: Builder | undefined;
  /** The elements in C order. Throws on a value that is only known when its program runs. */
  abstract readonly data: TypedArray;

  /** Number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The elements as numbers nested as deep as the rank; booleans for bool. */
  array(): NestedArray {
    const { data, dtype, shape } = this;
    let next = 0;
    const nest = (axis: number): NestedArray => {
      if (axis === shape.length) {
        const element = data[next++]!;
        return dtype === "bool" ? element !== 0 : element;
      }
      return Array.from({ length: shape[axis]! }, () => nest(axis + 1));
    };
    return nest(0);
  }

  /** The only element, as a number. Throws if there is not exactly one. */
  item(): number {
    if (this.size !== 1) {
      fail("shape", {
        where: "item",
        expected: "one element",
        received: `shape ${formatShape(this.shape)}`,
      });
    }
    return this.data[0]!;
  }
}

/** One node of a graph: a primitive applied to values. */
export class Value<P extends Primitive = Primitive> extends Operand {
  /** Position in its graph's order of creation. */
  readonly id: number;
  readonly op: P;
  /** What came with a rare primitive; undefined of one that is known by name. */
  readonly brought: Brought<P> | undefined;
  readonly kind: Kind;
  readonly inputs: readonly Value[];
  readonly attributes: AttributesOf<P>;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly builder: Builder;
  /** The part of the program that it belongs to: for profiles and messages, not for results. */
  readonly scope: string;

  constructor(fields: ValueFields<P>) {
    super();
    this.id = fields.id;
    this.op = fields.op;
    this.brought = fields.brought;
    this.kind = fields.kind;
    this.inputs = fields.inputs;
    this.attributes = fields.attributes;
    this.shape = fields.shape;
    this.dtype = fields.dtype;
    this.builder = fields.builder;
    this.scope = currentScope();
  }

  /** Its primitive, to emit once more. */
  get primitive(): Emitted<P> {
    return this.brought ?? (this.op as P & Common);
  }

  /** Whether this value is the given primitive, with its attributes typed. */
  is<Q extends Primitive>(op: Q): this is Value<Q> {
    const own: Primitive = this.op;
    return own === op;
  }

  override get data(): TypedArray {
    if (this.is("constant")) return this.attributes.data;
    fail("state", {
      where: "data",
      expected: "a computed tensor",
      received: `a symbolic ${this.op} ${this.dtype} ${formatShape(this.shape)}`,
      advice: "Its elements are known only when the traced program runs",
    });
  }
}

/** What a `Value` is made of. */
export interface ValueFields<P extends Primitive> {
  readonly id: number;
  readonly op: P;
  readonly brought?: Brought<P> | undefined;
  readonly kind: Kind;
  readonly inputs: readonly Value[];
  readonly attributes: AttributesOf<P>;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly builder: Builder;
}
