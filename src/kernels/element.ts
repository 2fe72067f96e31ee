import { bytesPerElement, type DType } from "../base/dtype.ts";
import type { RareChoice } from "../graph/alphabet.ts";
import type { Value } from "../graph/value.ts";
import { affineKey, fixed, laneStride, rangeOf, type Affine, type Indices } from "./affine.ts";
import { Arithmetic } from "./arithmetic.ts";
import type { KernelBuilder } from "./builder.ts";
import { binary, constant, integer, load, scalarOf, select, widen, type Expression } from "./ir.ts";
import { applyPointwise } from "./pointwise.ts";

/** Thrown where lanes cannot be computed together; the schedule then goes element by element. */
export class NotVectorisable extends Error {}

/** A read of memory that an expression makes: where, per loop. */
export interface Access {
  readonly position: Affine;
  /** Indices that must be whole per loop: what guards, iotas, quotients and gathered indices read. */
  readonly pinned: readonly Affine[];
}

/** What expressions are made of. */
export interface ElementContext {
  readonly builder: KernelBuilder;
  readonly indices: Indices;
  /** Lanes of a vector; 1: scalars only. */
  readonly lanes: number;
  /** Of a vector's lanes, so many of the first are written; the others are computed from what lies behind. Absent: all. */
  readonly written?: number;
  /** Where each parameter and array constant lies. */
  readonly pointers: ReadonlyMap<Value, Expression>;
  /** Values that are known already: the result of the group's root at an index. */
  readonly known?: ReadonlyMap<Value, (index: readonly Affine[]) => Expression>;
  /** Told of every read and of every index that an expression depends on otherwise. */
  readonly watch?: (access: Access) => void;
}

/** The IR of an element that is chosen from those of the inputs: what the card of a rare primitive brings along. */
export type ChoiceRule<P extends RareChoice> = (
  elements: Elements,
  value: Value<P>,
  index: readonly Affine[],
) => Expression;

/** Turns "the element of this value at this index" into kernel IR: the value's whole expression over elements of parameters. */
export class Elements {
  readonly #context: ElementContext;
  /** The elements known at an index; equal indices share a map. */
  readonly #memo = new Map<readonly Affine[], Map<Value, Expression>>();
  readonly #memoByKey = new Map<string, Map<Value, Expression>>();
  readonly arithmetic: Arithmetic;

  constructor(context: ElementContext) {
    this.#context = context;
    this.arithmetic = new Arithmetic((e) => context.builder.hoist(e));
  }

  get indices(): Indices {
    return this.#context.indices;
  }

  /** The element at `index`: a scalar where all lanes agree, else a vector. */
  at(value: Value, index: readonly Affine[]): Expression {
    const memo = this.#memoAt(index);
    let element = memo.get(value);
    if (element === undefined) {
      element = this.#context.builder.hoist(this.#compute(value, index));
      memo.set(value, element);
    }
    return element;
  }

  #memoAt(index: readonly Affine[]): Map<Value, Expression> {
    let memo = this.#memo.get(index);
    if (memo === undefined) {
      const key = index.map(affineKey).join();
      memo = this.#memoByKey.get(key) ?? new Map<Value, Expression>();
      this.#memoByKey.set(key, memo);
      this.#memo.set(index, memo);
    }
    return memo;
  }

  #compute(value: Value, index: readonly Affine[]): Expression {
    const known = this.#context.known?.get(value);
    if (known !== undefined) return known(index);
    if (this.#context.pointers.has(value)) return this.#load(value, index);
    if (value.kind === "pointwise") {
      const inputs = value.inputs.map((input) => this.at(input, index));
      return applyPointwise(this.arithmetic, value, inputs);
    }
    return this.#move(value, index);
  }

  #load(value: Value, index: readonly Affine[]): Expression {
    const { indices, pointers, lanes } = this.#context;
    const position = indices.ravel(index, value.shape);
    this.#context.watch?.({ position, pinned: [] });
    return loadAt(this.#context, {
      dtype: value.dtype,
      pointer: pointers.get(value)!,
      position,
      lanes,
    });
  }

  #move(value: Value, index: readonly Affine[]): Expression {
    const { indices } = this.#context;
    const [x] = value.inputs;
    if (value.is("constant")) {
      return constant(scalarOf(value.dtype), value.attributes.data[0]!);
    }
    if (value.is("iota")) return this.#iota(value.dtype, index[value.attributes.axis]!);
    const through = this.#through(value, index);
    if (through !== undefined) return this.at(x!, through);
    if (value.is("pad")) return this.#pad(value, index);
    const { choice } = (value.brought ?? {}) as { readonly choice?: ChoiceRule<RareChoice> };
    if (choice !== undefined) return choice(this, value as Value<RareChoice>, index);
    if (value.is("gather")) {
      const { axis } = value.attributes;
      const of = value.inputs[1]!;
      const row = this.clamped(this.at(of, index.slice(axis, axis + of.rank)), x!.shape[axis]! - 1);
      return this.at(x!, [...index.slice(0, axis), row, ...index.slice(axis + of.rank)]);
    }
    if (value.is("dynamicSlice")) {
      const { axis, size } = value.attributes;
      const start = this.clamped(this.at(value.inputs[1]!, []), x!.shape[axis]! - size);
      return this.at(
        x!,
        index.map((i, a) => (a === axis ? indices.add(i, start) : i)),
      );
    }
    throw new Error(`${value.op} cannot be computed element by element`);
  }

  /** An index that was read from memory. */
  clamped(index: Expression, max: number): Affine {
    if (index.lanes > 1) throw new NotVectorisable();
    if (max <= 0) return fixed(0);
    const { builder, indices } = this.#context;
    const low = builder.hoist(binary("max", index, integer(0)));
    return indices.variable(builder.hoist(binary("min", low, integer(max))), 0, max);
  }

  /** The index on the input of a value whose elements are all copies of its only input's, in place. */
  #through(value: Value, index: readonly Affine[]): readonly Affine[] | undefined {
    const { indices } = this.#context;
    const x = value.inputs[0]!;
    if (value.is("stopGradient")) return index;
    if (value.is("broadcast")) return index.map((i, axis) => (x.shape[axis] === 1 ? fixed(0) : i));
    if (value.is("transpose")) {
      const inner: Affine[] = [];
      value.attributes.permutation.forEach((axis, i) => (inner[axis] = index[i]!));
      return inner;
    }
    if (value.is("slice")) {
      const { starts, strides } = value.attributes;
      return index.map((i, axis) => indices.shift(indices.scale(i, strides[axis]!), starts[axis]!));
    }
    if (value.is("reverse")) {
      const { axes } = value.attributes;
      return index.map((i, axis) =>
        axes.includes(axis) ? indices.shift(indices.scale(i, -1), x.shape[axis]! - 1) : i,
      );
    }
    if (value.is("reshape")) return indices.unravel(indices.ravel(index, value.shape), x.shape);
    return undefined;
  }

  /** Where in memory the element at `index` lies, if the value is a view of an array: its source and the position in it. */
  placeOf(
    value: Value,
    index: readonly Affine[],
  ): { readonly source: Value; readonly position: Affine } | undefined {
    if (this.#context.pointers.has(value)) {
      return { source: value, position: this.#context.indices.ravel(index, value.shape) };
    }
    if (value.inputs.length === 0) return undefined;
    const through = this.#through(value, index);
    return through === undefined ? undefined : this.placeOf(value.inputs[0]!, through);
  }

  #iota(dtype: DType, index: Affine): Expression {
    const m = this.arithmetic;
    const i = this.vectorOf(index);
    switch (scalarOf(dtype)) {
      case "f32":
        return m.convert(i, "f32");
      case "mask":
        return m.binary("ne", i, 0);
      case "u32":
        return m.bitcast(i, "u32");
      default:
        return dtype === "uint8" ? m.and(i, 255) : i;
    }
  }

  /** The index in every lane: scalar where they agree. */
  vectorOf(index: Affine): Expression {
    const { indices, lanes } = this.#context;
    this.#context.watch?.({ position: fixed(0), pinned: [index] });
    const stride = laneStride(index);
    if (stride === undefined) throw new NotVectorisable();
    const base = indices.lower(index);
    if (stride === 0 || lanes === 1) return base;
    const steps = this.arithmetic.mul({ kind: "laneIndices", scalar: "i32", lanes }, stride);
    return this.arithmetic.add(base, steps);
  }

  /** Whether the index lies in [0, extent): undefined if always. */
  inside(index: Affine, extent: number): Expression | undefined {
    const [min, max] = rangeOf(index);
    if (min >= 0 && max < extent) return undefined;
    const m = this.arithmetic;
    const i = this.vectorOf(index);
    const parts = [
      ...(min < 0 ? [m.binary("ge", i, 0)] : []),
      ...(max >= extent ? [m.binary("lt", i, extent)] : []),
    ];
    return parts.length === 2 ? m.and(parts[0]!, parts[1]!) : parts[0]!;
  }

  /** The index, moved into [0, extent) where it may lie outside. */
  guarded(index: Affine, extent: number): Affine {
    const [min, max] = rangeOf(index);
    if (min >= 0 && max < extent) return index;
    if (max < 0) return fixed(0);
    if (min >= extent) return fixed(extent - 1);
    if (laneStride(index) !== 0) throw new NotVectorisable();
    return this.clamped(this.#context.indices.lower(index), extent - 1);
  }

  #pad(value: Value<"pad">, index: readonly Affine[]): Expression {
    const [x, padding] = value.inputs;
    const { low, interior } = value.attributes;
    const { indices } = this.#context;
    const m = this.arithmetic;
    if (x!.size === 0) return this.at(padding!, []);
    const masks: Expression[] = [];
    const inner = index.map((i, axis) => {
      const step = interior[axis]! + 1;
      const extent = x!.shape[axis]!;
      const at = indices.shift(i, -low[axis]!);
      const mask = this.inside(at, (extent - 1) * step + 1);
      if (mask !== undefined) masks.push(mask);
      const safe = this.guarded(at, (extent - 1) * step + 1);
      if (step === 1) return safe;
      const [q, r] = indices.divide(safe, step);
      masks.push(m.binary("eq", this.vectorOf(r), 0));
      return q;
    });
    const element = this.at(x!, inner);
    if (masks.length === 0) return element;
    return select(
      masks.reduce((a, b) => m.and(a, b)),
      element,
      this.at(padding!, []),
    );
  }
}

/** A read or write of memory. */
export interface Place {
  readonly dtype: DType;
  readonly pointer: Expression;
  readonly position: Affine;
  readonly lanes: number;
}

/** pointer + position in bytes, with as much as possible in the constant offset. */
function addressOf(
  { indices }: ElementContext,
  { dtype, pointer, position }: Omit<Place, "lanes">,
): { pointer: Expression; offset: number } {
  const bytes = bytesPerElement(dtype);
  // Only an address that stays inside the buffer without the constant may leave the constant to the instruction.
  const foldable =
    position.constant > 0 && position.terms.every(([atom, k]) => k > 0 && atom.min >= 0);
  const rest = foldable ? { ...position, constant: 0 } : position;
  return {
    pointer: indices.address(pointer, indices.scale(rest, bytes)),
    offset: foldable ? position.constant * bytes : 0,
  };
}

/** The element at a position, or the elements in the lanes from there on. */
export function loadAt(context: ElementContext, place: Place): Expression {
  const { dtype, position, lanes } = place;
  const stride = lanes === 1 ? 0 : laneStride(position);
  if (stride === undefined) throw new NotVectorisable();
  const { pointer, offset } = addressOf(context, place);
  if (stride === 0) return load(dtype, pointer, offset, 1);
  if (stride === 1) return load(dtype, pointer, offset, lanes);
  const items = Array.from({ length: lanes }, (_, lane) => {
    const { pointer: p, offset: o } = addressOf(context, {
      ...place,
      position: { constant: position.constant + lane * stride, terms: position.terms },
    });
    return load(dtype, p, o, 1);
  });
  return { kind: "assemble", scalar: scalarOf(dtype), lanes, items };
}

/** Writes an element, or the lanes from there on; lanes must lie side by side. */
export function storeAt(context: ElementContext, place: Place, value: Expression): void {
  const { builder } = context;
  const { pointer, offset } = addressOf(context, place);
  builder.store(
    place.dtype,
    pointer,
    offset,
    place.lanes === 1 ? value : builder.let(widen(value, place.lanes)),
    place.lanes === 1 ? undefined : context.written,
  );
}
