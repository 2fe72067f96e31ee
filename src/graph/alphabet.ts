import type { DType, TypedArray } from "../base/dtype.ts";
import type { Shape } from "../base/shape.ts";

/** How passes and engines treat a primitive. They ask for this, never for a name. */
export type Kind =
  | "source" // has no inputs
  | "pointwise" // one scalar expression per element; fused without limit
  | "movement" // each output element is a copy of one input element (or of the padding)
  | "indexing" // an index is read from a tensor
  | "reduction" // some axes shrink to extent 1
  | "rowwise" // each row along one axis becomes a row of the same length, computed as a whole
  | "contraction" // sums of products
  | "window" // each element comes from a window of elements
  | "control" // runs graphs of its own, in loops or by choice; its results are its parts, itself it has no elements
  | "part"; // one result of a control primitive

/** One line of the alphabet: kind, number of inputs (`number`: any) and attributes. */
export interface Letter<K extends Kind, Arity extends number, Attributes> {
  readonly kind: K;
  readonly arity: Arity;
  readonly attributes: Attributes;
}

/** No attributes. */
export type Empty = Readonly<Record<never, never>>;

type Source<A> = Letter<"source", 0, A>;
type Pointwise<N extends number, A = Empty> = Letter<"pointwise", N, A>;
type Movement<N extends number, A = Empty> = Letter<"movement", N, A>;
type Indexing<N extends number, A = Empty> = Letter<"indexing", N, A>;
type Reduction<A> = Letter<"reduction", 1, A>;
type Rowwise<A> = Letter<"rowwise", 1, A>;
type Contraction<A> = Letter<"contraction", 2, A>;
type Windowed<N extends number> = Letter<"window", N, Windows>;

type Control<A> = Letter<"control", number, A>;

/** A graph of its own inside a control primitive: what its values are made from, and what it gives. */
export interface Body {
  readonly parameters: readonly Typed[];
  readonly results: readonly Typed[];
}

/** Something with a shape and a dtype. */
export interface Typed {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** The primitives. A new line here is a compile error in each room that has not answered it yet. */
export interface Alphabet {
  parameter: Source<{ shape: Shape; dtype: DType; name: string }>;
  constant: Source<{ shape: Shape; dtype: DType; data: TypedArray }>;
  /** Counts along one axis: element = its index on `axis`. */
  iota: Source<{ shape: Shape; dtype: DType; axis: number }>;

  neg: Pointwise<1>;
  abs: Pointwise<1>;
  sign: Pointwise<1>;
  exp: Pointwise<1>;
  expm1: Pointwise<1>;
  log: Pointwise<1>;
  log1p: Pointwise<1>;
  sqrt: Pointwise<1>;
  rsqrt: Pointwise<1>;
  sin: Pointwise<1>;
  cos: Pointwise<1>;
  tan: Pointwise<1>;
  asin: Pointwise<1>;
  acos: Pointwise<1>;
  atan: Pointwise<1>;
  sinh: Pointwise<1>;
  cosh: Pointwise<1>;
  tanh: Pointwise<1>;
  asinh: Pointwise<1>;
  acosh: Pointwise<1>;
  atanh: Pointwise<1>;
  /** 1 / (1 + e^-x). */
  logistic: Pointwise<1>;
  erf: Pointwise<1>;
  floor: Pointwise<1>;
  ceil: Pointwise<1>;
  /** To the nearest integer, halves to even. */
  round: Pointwise<1>;
  /** Logical not of a bool, bitwise not of an integer. */
  not: Pointwise<1>;
  isFinite: Pointwise<1>;
  cast: Pointwise<1, { dtype: DType }>;
  /** The same 32 bits as another dtype of 32 bits. */
  bitcast: Pointwise<1, { dtype: DType }>;
  /** The same value, without a gradient. */
  stopGradient: Pointwise<1>;

  add: Pointwise<2>;
  sub: Pointwise<2>;
  mul: Pointwise<2>;
  /** Integers: towards zero. */
  div: Pointwise<2>;
  /** x - y * trunc(x / y): the sign of x. */
  rem: Pointwise<2>;
  pow: Pointwise<2>;
  /** The angle of the point (x, y), given y and x, between -π and π. */
  atan2: Pointwise<2>;
  /** NaN if either is NaN. */
  max: Pointwise<2>;
  min: Pointwise<2>;
  eq: Pointwise<2>;
  ne: Pointwise<2>;
  lt: Pointwise<2>;
  le: Pointwise<2>;
  gt: Pointwise<2>;
  ge: Pointwise<2>;
  and: Pointwise<2>;
  or: Pointwise<2>;
  xor: Pointwise<2>;
  shiftLeft: Pointwise<2>;
  /** Logical for unsigned integers, arithmetic for signed ones. */
  shiftRight: Pointwise<2>;

  /** (bool, x, y): x where true, else y. */
  where: Pointwise<3>;
  /** (key0, key1, counter0, counter1), all uint32: one word of Threefry-2x32 with 20 rounds. */
  randomBits: Pointwise<4, { word: 0 | 1 }>;

  reshape: Movement<1, { shape: Shape }>;
  /** Output axis i is input axis permutation[i]. */
  transpose: Movement<1, { permutation: readonly number[] }>;
  /** Same rank; extents of 1 stretch. */
  broadcast: Movement<1, { shape: Shape }>;
  slice: Movement<
    1,
    { starts: readonly number[]; limits: readonly number[]; strides: readonly number[] }
  >;
  /** (x, scalar): low, high (may be negative) and interior padding per axis. */
  pad: Movement<
    2,
    { low: readonly number[]; high: readonly number[]; interior: readonly number[] }
  >;
  concat: Movement<number, { axis: number }>;
  reverse: Movement<1, { axes: readonly number[] }>;

  /** (x [a.., n, b..], int32 indices [i..]) -> [a.., i.., b..]. Indices are clamped into the axis. */
  gather: Indexing<2, { axis: number }>;
  /** (int32 indices [i..], updates [a.., i.., b..]) -> [a.., size, b..]: sums of the updates per index; indices outside are dropped. */
  scatterAdd: Indexing<2, { axis: number; size: number }>;
  /** (x, int32 scalar start) -> `size` entries of `axis` from `start` on; the start is clamped. */
  dynamicSlice: Indexing<2, { axis: number; size: number }>;
  /** (x, update, int32 scalar start) -> x with `update` in place of its entries on `axis` from `start` on; the start is clamped. */
  dynamicUpdateSlice: Indexing<3, { axis: number }>;

  reduceSum: Reduction<{ axes: readonly number[] }>;
  reduceProd: Reduction<{ axes: readonly number[] }>;
  reduceMax: Reduction<{ axes: readonly number[] }>;
  reduceMin: Reduction<{ axes: readonly number[] }>;
  reduceAny: Reduction<{ axes: readonly number[] }>;
  reduceAll: Reduction<{ axes: readonly number[] }>;
  /** int32 index of the first largest element; the axis is kept with extent 1. */
  argMax: Reduction<{ axis: number }>;
  argMin: Reduction<{ axis: number }>;

  /** Element i is the fold of elements 0 to i of its row; `reverse`: of elements i to the last. */
  cumulativeSum: Rowwise<CumulativeAttributes>;
  cumulativeProd: Rowwise<CumulativeAttributes>;
  /** NaN from the first NaN on. */
  cumulativeMax: Rowwise<CumulativeAttributes>;
  cumulativeMin: Rowwise<CumulativeAttributes>;
  /** int32 positions of each row's elements in rising (or falling) order; equal ones as they stand. NaN counts as largest. */
  argSort: Rowwise<{ axis: number; descending: boolean }>;
  /**
   * Sums of products over the contracted axes: [batch.., free of x.., free of y..].
   * Each list pairs an axis of x with the axis of y at the same place.
   */
  dot: Contraction<{ contract: AxisPairs; batch: AxisPairs }>;
  /**
   * Sums of products over windows that slide along some axes of x; y holds a factor per place in the window.
   * Each axis of x, y and the result has a letter, as in Einstein's notation: "nhwi", "hwio", "nhwo". The letters of
   * `windows` are in all three: the extent in y is the window's size, that in the result the number of its places.
   * Of the others, one in x and y alone is summed, one in all three counts independent convolutions (groups).
   */
  conv: Contraction<{
    x: string;
    y: string;
    out: string;
    windows: Readonly<Record<string, Sliding>>;
  }>;

  /** Sums over windows; what is padded counts as 0. */
  reduceWindowSum: Windowed<1>;
  /** Largest elements of windows, without what is padded; NaN if one is NaN. */
  reduceWindowMax: Windowed<1>;
  /** (x, updates, one per window) -> like x: sums of the updates where each window of x has its first largest element (in C order). */
  selectAndScatter: Windowed<2>;
  /** (x, y like x) -> one element per window: y's where that window of x has its first largest element. */
  selectAndGather: Windowed<2>;
  /**
   * (carries.., sequences [length, ..].., captured..): `length` times (carries.., entries.., captured..) through the
   * body, which gives the next carries and entries. Parts: the last carries, the entries stacked [length, ..].
   */
  scan: Control<ScanAttributes>;
  /**
   * (carries.., captured by the condition.., captured by the body..): while the condition of (carries.., captured..)
   * is true, (carries.., captured..) through the body, which gives the next carries. Parts: the last carries.
   */
  whileLoop: Control<WhileAttributes>;
  /** (int32 scalar index, captured by each branch in turn..): what the branch of this number gives; clamped. */
  branch: Control<{ branches: readonly Body[] }>;
  /** Result number `index` of a control primitive. */
  part: Letter<"part", 1, { index: number; shape: Shape; dtype: DType }>;
}

/** How a window slides along an axis. Window element t at place p covers index (p * stride + t * dilation - low) / inputDilation. */
export interface Sliding {
  readonly stride: number;
  /** Padding before the first and behind the last element of the axis; may be negative. */
  readonly low: number;
  readonly high: number;
  /** inputDilation - 1 zeros are put between neighbours of the axis. */
  readonly inputDilation: number;
  /** Distance of neighbours in the window. */
  readonly dilation: number;
}

/** Windows along some axes: one element of the list per axis. */
export interface Windows {
  readonly axes: readonly number[];
  readonly windows: readonly SizedSliding[];
}

/** A window whose size no operand tells. */
export interface SizedSliding extends Sliding {
  readonly size: number;
}

/** What a scan does; `reverse`: from the last entries to the first. */
export interface ScanAttributes {
  readonly body: Body;
  readonly carries: number;
  readonly sequences: number;
  readonly length: number;
  readonly reverse: boolean;
}

/** What a loop does; `limit`: at most so many times. */
export interface WhileAttributes {
  readonly condition: Body;
  readonly body: Body;
  readonly carries: number;
  readonly limit: number | null;
}

/** Along which axis, and whether from its end. */
export interface CumulativeAttributes {
  readonly axis: number;
  readonly reverse: boolean;
}

/** Axes of x and, at the same places, of y. */
export type AxisPairs = readonly [x: readonly number[], y: readonly number[]];

/** The name of a primitive. */
export type Primitive = keyof Alphabet;

/** Primitives that most programs are without. They are not known by name: what emits one brings its card. */
export type Rare =
  | "conv"
  | "scatterAdd"
  | RareChoice
  | RarePointwise
  | PrimitiveOf<"rowwise" | "window" | "control">;

/** Those of them that are one expression per element. */
export type RarePointwise =
  | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "atan2"
  | "sinh" | "cosh" | "asinh" | "acosh" | "atanh"
  | "expm1" | "log1p" | "erf" | "pow" | "rem" | "randomBits"; // prettier-ignore

/** Those of them whose elements are chosen from those of their inputs. */
export type RareChoice = "concat" | "dynamicUpdateSlice";

/** Primitives that every builder knows by name. */
export type Common = Exclude<Primitive, Rare>;

/** The attributes of a primitive. */
export type AttributesOf<P extends Primitive> = Alphabet[P]["attributes"];

/** The primitives of one kind. */
export type PrimitiveOf<K extends Kind> = {
  [P in Primitive]: Alphabet[P]["kind"] extends K ? P : never;
}[Primitive];
