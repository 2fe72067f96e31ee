import type { Shape } from "../base/shape.ts";
import type { KernelBuilder } from "./builder.ts";
import { binary, integer, type Expression } from "./ir.ts";

/** Something an index counts with: a loop variable, an index read from memory, or a quotient or remainder. */
export interface Atom {
  readonly id: number;
  /** Inclusive bounds. */
  readonly min: number;
  readonly max: number;
  /** Whether it differs between the lanes of a vector. A loop's own lane atom grows by 1 per lane. */
  readonly lane: boolean;
  readonly definition:
    | { readonly kind: "value"; readonly value: Expression }
    | { readonly kind: "quotient" | "remainder"; readonly of: Affine; readonly by: number };
}

/** constant + sum of coefficient * atom; the terms are sorted by atom, without zeros. */
export interface Affine {
  readonly constant: number;
  readonly terms: readonly (readonly [atom: Atom, coefficient: number])[];
}

/** An index that is a number. */
export function fixed(constant: number): Affine {
  return { constant, terms: [] };
}

/** Inclusive bounds of an index. */
export function rangeOf({ constant, terms }: Affine): [min: number, max: number] {
  let [min, max] = [constant, constant];
  for (const [atom, k] of terms) {
    min += k * (k > 0 ? atom.min : atom.max);
    max += k * (k > 0 ? atom.max : atom.min);
  }
  return [min, max];
}

/** How the index changes from lane to lane: a stride (0: equal in all lanes), or undefined if not evenly. */
export function laneStride({ terms }: Affine): number | undefined {
  let stride = 0;
  for (const [atom, k] of terms) {
    if (!atom.lane) continue;
    if (atom.definition.kind !== "value") return undefined;
    stride += k;
  }
  return stride;
}

/** Equal keys are equal indices. */
export function affineKey({ constant, terms }: Affine): string {
  let key = `${constant}`;
  for (const [atom, k] of terms) key += `+${k}*${atom.id}`;
  return key;
}

/** x + factor * y, quotients and remainders left apart: a merge of two sorted lists. */
function plus(x: Affine, y: Affine, factor: number): Affine {
  const constant = x.constant + y.constant * factor;
  if (y.terms.length === 0) return { constant, terms: x.terms };
  const terms: (readonly [atom: Atom, coefficient: number])[] = [];
  let i = 0;
  for (const [atom, k] of y.terms) {
    while (i < x.terms.length && x.terms[i]![0].id < atom.id) terms.push(x.terms[i++]!);
    const own = x.terms[i]?.[0] === atom ? x.terms[i++]![1] : 0;
    const sum = own + k * factor;
    if (sum !== 0) terms.push([atom, sum]);
  }
  return { constant, terms: terms.concat(x.terms.slice(i)) };
}

/** Makes atoms, computes with indices, and writes them into a kernel. */
export class Indices {
  readonly #builder: KernelBuilder;
  readonly #interned = new Map<string, Atom>();
  readonly #lowered = new Map<string, Expression>();
  readonly #products = new Map<Expression, Map<number, Expression>>();
  readonly #addresses = new Map<Expression, Map<string, Expression>>();
  #count = 0;

  constructor(builder: KernelBuilder) {
    this.#builder = builder;
  }

  /** An index that is a variable of the kernel, from `min` to `max` inclusive. */
  variable(value: Expression, min: number, max: number, lane: boolean = false): Affine {
    if (min === max && !lane) return fixed(min);
    const atom: Atom = { id: this.#count++, min, max, lane, definition: { kind: "value", value } };
    return { constant: 0, terms: [[atom, 1]] };
  }

  /** As `variable`, though its bounds may be equal: for functions that are shared between values. */
  argument(value: Expression, min: number, max: number): Affine {
    const atom: Atom = {
      id: this.#count++,
      min,
      max,
      lane: false,
      definition: { kind: "value", value },
    };
    return { constant: 0, terms: [[atom, 1]] };
  }

  add(x: Affine, y: Affine): Affine {
    return this.#rejoin(plus(x, y, 1));
  }

  shift(x: Affine, by: number): Affine {
    return { constant: x.constant + by, terms: x.terms };
  }

  scale(x: Affine, by: number): Affine {
    return by === 1 ? x : plus(fixed(0), x, by);
  }

  /** The sum of index * factor, with quotients and remainders of one index joined again where they fit. */
  combine(parts: readonly (readonly [index: Affine, factor: number])[]): Affine {
    let sum = fixed(0);
    for (const [index, factor] of parts) sum = plus(sum, index, factor);
    return this.#rejoin(sum);
  }

  /** c * n * (x / n) + c * (x mod n) = c * x. */
  #rejoin(sum: Affine): Affine {
    for (const [remainder, c] of sum.terms) {
      if (remainder.definition.kind !== "remainder") continue;
      const { of, by } = remainder.definition;
      const quotient = this.#interned.get(`/${by} ${affineKey(of)}`);
      const term = sum.terms.find(([atom, k]) => atom === quotient && k === c * by);
      if (term === undefined) continue;
      const rest = sum.terms.filter(([atom]) => atom !== remainder && atom !== quotient);
      return this.combine([
        [{ constant: sum.constant, terms: rest }, 1],
        [of, c],
      ]);
    }
    return sum;
  }

  /** x / n and x mod n of an index that is never negative. */
  divide(x: Affine, by: number): [quotient: Affine, remainder: Affine] {
    if (by === 1) return [x, fixed(0)];
    const whole = x.terms.filter(([, k]) => k % by === 0);
    const rest: Affine = {
      constant: ((x.constant % by) + by) % by,
      terms: x.terms.filter(([, k]) => k % by !== 0),
    };
    const carry = (x.constant - rest.constant) / by;
    const quotient: Affine = { constant: carry, terms: whole.map(([atom, k]) => [atom, k / by]) };
    const [min, max] = rangeOf(rest);
    if (min >= 0 && max < by) return [quotient, rest];
    if (min < 0) return this.#divided(x, by);
    const [q, r] = this.#divided(rest, by);
    return [this.add(quotient, q), r];
  }

  #divided(x: Affine, by: number): [Affine, Affine] {
    const [min, max] = rangeOf(x);
    const lane = laneStride(x) !== 0;
    const q = this.#intern("quotient", x, by, {
      min: Math.floor(Math.max(0, min) / by),
      max: Math.floor(max / by),
      lane,
    });
    const r = this.#intern("remainder", x, by, { min: 0, max: Math.min(by - 1, max), lane });
    return [
      { constant: 0, terms: [[q, 1]] },
      { constant: 0, terms: [[r, 1]] },
    ];
  }

  #intern(
    kind: "quotient" | "remainder",
    of: Affine,
    by: number,
    bounds: { readonly min: number; readonly max: number; readonly lane: boolean },
  ): Atom {
    const key = `${kind === "quotient" ? "/" : "%"}${by} ${affineKey(of)}`;
    let atom = this.#interned.get(key);
    if (atom === undefined) {
      atom = { id: this.#count++, ...bounds, definition: { kind, of, by } };
      this.#interned.set(key, atom);
    }
    return atom;
  }

  /** The position in C order of the element at `indices` of a tensor. */
  ravel(indices: readonly Affine[], shape: Shape): Affine {
    let stride = 1;
    let position = fixed(0);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position = plus(position, indices[axis]!, stride);
      stride *= shape[axis]!;
    }
    return this.#rejoin(position);
  }

  /** The indices of the element at a position in C order. */
  unravel(position: Affine, shape: Shape): Affine[] {
    const indices: Affine[] = Array.from({ length: shape.length }, () => fixed(0));
    let rest = position;
    const first = shape.findIndex((extent) => extent !== 1);
    for (let axis = shape.length - 1; axis > first; axis--) {
      if (shape[axis] === 1) continue;
      [rest, indices[axis]] = this.divide(rest, shape[axis]!);
    }
    if (first >= 0) indices[first] = rest;
    return indices;
  }

  /** The index as an i32, in lane 0 where it differs. Sums are named per loop, so inner loops add little. */
  lower(index: Affine): Expression {
    const key = affineKey(index);
    const known = this.#lowered.get(key);
    if (known !== undefined) return known;
    const terms = index.terms
      .map(([atom, k]) => ({ value: this.#atom(atom), k }))
      .sort((a, b) => depthOf(a.value) - depthOf(b.value));
    let sum: Expression = integer(index.constant);
    for (const { value, k } of terms) {
      const term = this.#product(value, k);
      sum = this.#builder.hoist(binary("add", term, sum));
    }
    this.#lowered.set(key, sum);
    return sum;
  }

  /** `pointer` plus the index as a number of bytes. */
  address(pointer: Expression, bytes: Affine): Expression {
    const known = this.#addresses.get(pointer) ?? new Map<string, Expression>();
    this.#addresses.set(pointer, known);
    const key = affineKey(bytes);
    let address = known.get(key);
    if (address === undefined) {
      address = this.#builder.hoist(binary("add", pointer, this.lower(bytes)));
      known.set(key, address);
    }
    return address;
  }

  #product(value: Expression, k: number): Expression {
    const known = this.#products.get(value) ?? new Map<number, Expression>();
    this.#products.set(value, known);
    let product = known.get(k);
    if (product === undefined) {
      product = this.#builder.hoist(binary("mul", value, integer(k)));
      known.set(k, product);
    }
    return product;
  }

  #atom({ definition }: Atom): Expression {
    if (definition.kind === "value") return definition.value;
    const { kind, of, by } = definition;
    return this.#builder.hoist(
      binary(kind === "quotient" ? "div" : "rem", this.lower(of), integer(by)),
    );
  }
}

function depthOf(e: Expression): number {
  return e.kind === "variable" ? e.depth : 0;
}
