import type { DType, TypedArray } from "../base/dtype.ts";
import { allocate } from "../base/dtype.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import type { GraphBuilder } from "../graph/builder.ts";
import type { Value } from "../graph/value.ts";
import { concat } from "../ops/primitives/concat.ts";
import { dynamicUpdateSlice } from "../ops/primitives/scatter.ts";

/** For tests: random choices from a seed (mulberry32). */
export class Choices {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** In [0, 1). */
  real(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** From low to high, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.real() * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)]!;
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((x) => [this.real(), x] as const)
      .sort(([a], [b]) => a - b)
      .map(([, x]) => x);
  }

  shape(rank: number, largest: number): number[] {
    return Array.from({ length: rank }, () => this.integer(1, this.real() < 0.2 ? 1 : largest));
  }

  data(dtype: DType, length: number): TypedArray {
    const data = allocate(dtype, length);
    for (let i = 0; i < length; i++) {
      if (dtype === "float32") data[i] = this.real() * 4 - 2;
      else if (dtype === "bool") data[i] = this.integer(0, 1);
      else data[i] = this.integer(dtype === "int32" ? -9 : 0, 9);
    }
    return data;
  }
}

/** Parameters of a random graph and how to fill them. */
export class GraphWriter {
  readonly graph: GraphBuilder;
  readonly choices: Choices;
  readonly dtype: DType;

  constructor(graph: GraphBuilder, choices: Choices, dtype: DType) {
    this.graph = graph;
    this.choices = choices;
    this.dtype = dtype;
  }

  parameter(shape: Shape, dtype: DType = this.dtype): Value {
    return this.graph.parameter(`p${this.graph.values.length}`, shape, dtype);
  }

  /** A random expression of this shape: pointwise and movement primitives over parameters. */
  expression(shape: Shape, depth: number): Value {
    if (depth <= 0) return this.parameter(shape);
    return this.choices.real() < 0.35
      ? this.#pointwise(shape, depth)
      : this.#movement(shape, depth);
  }

  #pointwise(shape: Shape, depth: number): Value {
    const { graph, choices } = this;
    const op = choices.pick(["add", "sub", "mul", "max", "min", "neg", "where"] as const);
    const x = this.expression(shape, depth - 1);
    if (op === "neg") return graph.emit("neg", [x], {});
    const y = this.expression(shape, choices.integer(0, depth - 1));
    if (op === "where") return graph.emit("where", [graph.emit("lt", [x, y], {}), x, y], {});
    return graph.emit(op, [x, y], {});
  }

  #movement(shape: Shape, depth: number): Value {
    const { graph, choices } = this;
    const rank = shape.length;
    const kind = choices.pick([
      "broadcast",
      "reshape",
      "transpose",
      "slice",
      "pad",
      "concat",
      "reverse",
      "gather",
      "dynamicSlice",
      "dynamicUpdateSlice",
      "iota",
    ] as const);
    const axis = choices.integer(0, Math.max(0, rank - 1));
    const inner = (s: Shape): Value => this.expression(s, depth - 1);
    if (kind === "reshape")
      return graph.emit("reshape", [inner(this.#regrouped(shape))], { shape });
    if (rank === 0) return this.parameter(shape);
    switch (kind) {
      case "broadcast":
        return graph.emit("broadcast", [inner(shape.map((n) => (choices.real() < 0.5 ? 1 : n)))], {
          shape,
        });
      case "transpose": {
        const permutation = choices.shuffled(shape.map((_, i) => i));
        const source: number[] = [];
        permutation.forEach((from, i) => (source[from] = shape[i]!));
        return graph.emit("transpose", [inner(source)], { permutation });
      }
      case "slice": {
        const strides = shape.map(() => choices.integer(1, 2));
        const starts = shape.map(() => choices.integer(0, 3));
        const limits = shape.map((n, i) => starts[i]! + (n - 1) * strides[i]! + 1);
        return graph.emit("slice", [inner(limits.map((n) => n + choices.integer(0, 2)))], {
          starts,
          limits,
          strides,
        });
      }
      case "pad": {
        const interior = shape.map(() => (choices.real() < 0.2 ? 1 : 0));
        const low = shape.map(() => choices.integer(-2, 2));
        const source = shape.map(() => choices.integer(1, 6));
        const high = shape.map((n, i) => n - low[i]! - (source[i]! - 1) * (interior[i]! + 1) - 1);
        return graph.emit("pad", [inner(source), this.parameter([])], { low, high, interior });
      }
      case "concat": {
        const first = choices.integer(1, shape[axis]!);
        const parts = first === shape[axis]! ? [first] : [first, shape[axis]! - first];
        return graph.emit(
          concat,
          parts.map((n) => inner(shape.with(axis, n))),
          { axis },
        );
      }
      case "reverse":
        return graph.emit("reverse", [inner(shape)], {
          axes: shape.flatMap((_, i) => (choices.real() < 0.5 ? [i] : [])),
        });
      case "gather": {
        const source = this.parameter(shape.with(axis, choices.integer(1, 9)));
        return graph.emit("gather", [source, this.parameter([shape[axis]!], "int32")], { axis });
      }
      case "dynamicSlice": {
        const size = shape[axis]!;
        const source = inner(shape.with(axis, size + choices.integer(0, 5)));
        return graph.emit("dynamicSlice", [source, this.parameter([], "int32")], { axis, size });
      }
      case "dynamicUpdateSlice": {
        const size = choices.integer(1, shape[axis]!);
        const update = inner(shape.with(axis, size));
        const start = this.parameter([], "int32");
        return graph.emit(dynamicUpdateSlice, [inner(shape), update, start], { axis });
      }
      case "iota":
        return graph.emit("iota", [], { shape, dtype: this.dtype, axis });
    }
  }

  /** Another shape of equal size: neighbours joined, or one axis split. */
  #regrouped(shape: Shape): Shape {
    const { choices } = this;
    const size = sizeOf(shape);
    if (shape.length > 1 && choices.real() < 0.5) {
      const axis = choices.integer(0, shape.length - 2);
      return [...shape.slice(0, axis), shape[axis]! * shape[axis + 1]!, ...shape.slice(axis + 2)];
    }
    if (shape.length > 0 && choices.real() < 0.5) {
      const axis = choices.integer(0, shape.length - 1);
      const n = shape[axis]!;
      const factor = choices.pick([1, 2, 3, 4, 5, 8, n].filter((f) => n % f === 0));
      return [...shape.slice(0, axis), factor, n / factor, ...shape.slice(axis + 1)];
    }
    return [size];
  }
}

/** A parameter of this shape, read through a view of another layout now and then. */
export function operand(writer: GraphWriter, shape: readonly number[]): Value {
  const { graph, choices } = writer;
  const kind = choices.integer(0, 5);
  if (kind === 0) return writer.expression(shape, 2);
  if (kind > 2) return writer.parameter(shape);
  const permutation = choices.shuffled(shape.map((_, i) => i));
  const source: number[] = [];
  permutation.forEach((from, i) => (source[from] = shape[i]!));
  return graph.emit("transpose", [writer.parameter(source)], { permutation });
}
