import type { Value } from "../graph/value.ts";
import { fixed, type Affine, type Indices } from "./affine.ts";
import { Arithmetic } from "./arithmetic.ts";
import type { KernelBuilder } from "./builder.ts";
import { beatenByAll, fold, neutral, type Fold } from "./combine.ts";
import { constant, extract, integer, select, widen, type Expression, type Variable } from "./ir.ts";

/** One element on its way into a reduction. */
export interface ReducedElement {
  readonly element: Expression;
  /** Its index along the reduced axis, where there is one. */
  readonly index: Affine | undefined;
}

/** How a reduction works on its accumulators. */
export interface Reducer {
  readonly axes: readonly number[];
  /** Whether elements may be folded in another order (by lanes). */
  readonly anyOrder: boolean;
  /** What the accumulators hold before the first element. The first has the type of the result. */
  start(lanes: number): readonly Expression[];
  add(
    to: { readonly builder: KernelBuilder; readonly indices: Indices },
    accumulators: readonly Variable[],
    element: ReducedElement,
  ): void;
  finish(builder: KernelBuilder, accumulators: readonly Variable[]): Expression;
  /** The partial results of vectors, and of the elements behind them, as one scalar. Fixed order. */
  join(
    builder: KernelBuilder,
    vectors: readonly (readonly Variable[])[],
    scalars: readonly Variable[],
  ): Expression;
}

/** The reducer of a reduction. */
export function reducerOf(root: Value): Reducer {
  if (root.is("argMax") || root.is("argMin"))
    return new Search(root, root.is("argMax"), root.attributes.axis);
  return new Folding(root as Value<Fold>);
}

class Folding implements Reducer {
  readonly axes: readonly number[];
  readonly anyOrder = true;
  readonly #root: Value<Fold>;

  constructor(root: Value<Fold>) {
    this.#root = root;
    this.axes = root.attributes.axes;
  }

  start(lanes: number): readonly Expression[] {
    return [neutral(this.#root.op, this.#root.dtype, lanes)];
  }

  add(
    { builder }: { readonly builder: KernelBuilder },
    [accumulator]: readonly Variable[],
    { element }: ReducedElement,
  ): void {
    const m = new Arithmetic((e) => e);
    builder.assign(
      accumulator!,
      fold(m, this.#root.op, accumulator!, widen(element, accumulator!.lanes)),
    );
  }

  finish(builder: KernelBuilder, [accumulator]: readonly Variable[]): Expression {
    return this.#cut(builder, accumulator!);
  }

  join(
    builder: KernelBuilder,
    vectors: readonly (readonly Variable[])[],
    [scalar]: readonly Variable[],
  ): Expression {
    const m = new Arithmetic((e) => builder.let(e));
    let level: Expression[] = vectors.map(([v]) => v!);
    const halve = (): void => {
      level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
        const [x, y] = [level[2 * i]!, level[2 * i + 1]];
        return y === undefined ? x : fold(m, this.#root.op, x, y);
      });
    };
    while (level.length > 1) halve();
    const [vector] = level;
    if (vector === undefined) return this.#cut(builder, scalar!);
    level = Array.from({ length: vector.lanes }, (_, lane) => m.bind(extract(vector, lane)));
    while (level.length > 1) halve();
    return this.#cut(builder, fold(m, this.#root.op, level[0]!, scalar!));
  }

  /** Sums of uint8 wrap. */
  #cut(builder: KernelBuilder, x: Expression): Expression {
    return this.#root.dtype === "uint8" ? new Arithmetic((e) => builder.let(e)).and(x, 255) : x;
  }
}

/** The index of the first largest or smallest element; a NaN beats every number. */
class Search implements Reducer {
  readonly axes: readonly number[];
  readonly anyOrder = false;
  readonly #root: Value;
  readonly #largest: boolean;

  constructor(root: Value, largest: boolean, axis: number) {
    this.#root = root;
    this.#largest = largest;
    this.axes = [axis];
  }

  start(lanes: number): readonly Expression[] {
    return [
      constant("i32", 0, lanes),
      beatenByAll(this.#largest, this.#root.inputs[0]!.dtype, lanes),
    ];
  }

  add(
    { builder, indices }: { readonly builder: KernelBuilder; readonly indices: Indices },
    [at, best]: readonly Variable[],
    { element, index }: ReducedElement,
  ): void {
    const m = new Arithmetic((e) => builder.let(e));
    const x = widen(element, best!.lanes);
    let better = m.binary(this.#largest ? "gt" : "lt", x, best!);
    if (x.scalar === "f32")
      better = m.or(better, m.and(m.binary("ne", x, x), m.binary("eq", best!, best!)));
    builder.assign(at!, select(better, widen(indices.lower(index ?? fixed(0)), best!.lanes), at!));
    builder.assign(best!, select(better, x, best!));
  }

  finish(_: KernelBuilder, [at]: readonly Variable[]): Expression {
    return at!;
  }

  join(
    _: KernelBuilder,
    __: readonly (readonly Variable[])[],
    [at]: readonly Variable[],
  ): Expression {
    return at ?? integer(0);
  }
}
