import { valuesOfPart, type Work } from "../../base/eventLoop.ts";
import { topologicalOrder } from "../../graph/builder.ts";
import { inScope } from "../../graph/scope.ts";
import type { Value } from "../../graph/value.ts";

/*
 * Batch normalisation behind a convolution, where nothing of it changes: (x ∗ w - m) · s + b is x ∗ (w · s) + (b - m · s).
 * Scaled filters and the one shift depend on weights alone, so they are computed when those have changed. Each product is
 * rounded once more: results are off by at most some 2⁻²⁴ of the sum of the products' magnitudes, as sums of another order
 * are.
 */

type Conv = Value<"conv">;

/** What follows a convolution: its result times `scale`, plus `shift`, each as wide as one place; undefined: 1, 0. */
interface Affine {
  readonly root: Conv;
  readonly scale: Value | undefined;
  readonly shift: Value | undefined;
}

/** Writes a pointwise operation of two arrays that may have extents of 1. */
function combine(op: "add" | "sub" | "mul", a: Value, b: Value): Value {
  const shape = a.shape.map((extent, axis) => Math.max(extent, b.shape[axis]!));
  const [left, right] = [a, b].map((value) => broadcast(value, shape));
  return a.builder.emit(op, [left!, right!], {}) as Value;
}

function broadcast(value: Value, shape: readonly number[]): Value {
  return value.builder.emit("broadcast", [value], { shape }) as Value;
}

/** The outputs, with what follows convolutions folded into their filters. `state`: the parameters that no step changes. */
export function foldScales(
  outputs: readonly Value[],
  state: ReadonlySet<Value>,
): Work<readonly Value[]> {
  return new Folding(outputs, state).run();
}

class Folding {
  readonly #outputs: readonly Value[];
  readonly #order: readonly Value[];
  readonly #lasting = new Set<Value>();
  readonly #users = new Map<Value, number>();

  constructor(outputs: readonly Value[], state: ReadonlySet<Value>) {
    this.#outputs = outputs;
    this.#order = topologicalOrder(outputs);
    for (const value of outputs) this.#use(value);
    for (const value of this.#order) {
      for (const input of value.inputs) this.#use(input);
      const { kind, inputs } = value;
      const computed = kind === "pointwise" || kind === "movement" || value.is("constant");
      if (state.has(value) || (computed && inputs.every((input) => this.#lasting.has(input))))
        this.#lasting.add(value);
    }
  }

  #use(value: Value): void {
    this.#users.set(value, (this.#users.get(value) ?? 0) + 1);
  }

  *run(): Work<readonly Value[]> {
    const replacement = new Map<Value, Value>();
    for (const value of this.#order) {
      if (replacement.size % valuesOfPart === 0) yield;
      const inputs = value.inputs.map((input) => replacement.get(input)!);
      const same = inputs.every((input, i) => input === value.inputs[i]);
      inScope(value.scope, () => {
        const found = value.is("mul") || value.is("add") || value.is("sub") ? this.#affine(value) : undefined; // prettier-ignore
        const own =
          found?.scale === undefined
            ? undefined
            : this.#write(value, found, replacement.get(found.root.inputs[0]!)!);
        const kept = same
          ? value
          : (value.builder.emit(value.primitive, inputs, value.attributes) as Value);
        replacement.set(value, own ?? kept);
      });
    }
    return this.#outputs.map((output) => replacement.get(output)!);
  }

  /** The value as what follows a convolution that nobody else needs. */
  #affine(value: Value, isTop = true): Affine | undefined {
    if (!isTop && this.#users.get(value) !== 1) return undefined;
    if (value.is("conv"))
      return this.#lasting.has(value.inputs[1]!)
        ? { root: value, scale: undefined, shift: undefined }
        : undefined;
    if (!value.is("mul") && !value.is("add") && !value.is("sub")) return undefined;
    const [a, b] = value.inputs as readonly [Value, Value];
    const [main, other] = this.#lasting.has(b) || value.is("sub") ? [a, b] : [b, a];
    if (!this.#lasting.has(other) || this.#lasting.has(main)) return undefined;
    const inner = this.#affine(main, false);
    if (inner === undefined) return undefined;
    const { root, scale, shift } = inner;
    const narrow = other.is("broadcast") ? other.inputs[0]! : other;
    if (this.#filterAxis(root, narrow) === undefined) return undefined;
    if (value.is("mul")) {
      return {
        root,
        scale: scale === undefined ? narrow : combine("mul", scale, narrow),
        shift: shift === undefined ? undefined : combine("mul", shift, narrow),
      };
    }
    if (shift !== undefined) return { root, scale, shift: combine(value.op, shift, narrow) };
    const first = value.is("sub") ? (value.builder.emit("neg", [narrow], {}) as Value) : narrow;
    return { root, scale, shift: first };
  }

  /** The filters' axis along which the array goes; -1: it is one number; undefined: it differs from place to place. */
  #filterAxis({ attributes }: Conv, { shape }: Value): number | undefined {
    const wide = shape.flatMap((extent, axis) => (extent === 1 ? [] : [axis]));
    if (wide.length === 0) return -1;
    if (wide.length > 1) return undefined;
    const letter = attributes.out[wide[0]!]!;
    const axis = attributes.y.indexOf(letter);
    return axis < 0 || letter in attributes.windows ? undefined : axis;
  }

  #write(value: Value, { root, scale, shift }: Affine, x: Value): Value | undefined {
    const y = root.inputs[1]!;
    const axis = this.#filterAxis(root, scale!);
    if (axis === undefined || value.dtype !== "float32") return undefined;
    const { builder } = value;
    const along = y.shape.map((extent, i) => (i === axis ? extent : 1));
    const reshaped = builder.emit("reshape", [scale!], { shape: along }) as Value;
    const filters = builder.emit("mul", [y, broadcast(reshaped, y.shape)], {}) as Value;
    const scaled = builder.emit(root.primitive, [x, filters], root.attributes) as Value;
    if (shift === undefined) return scaled;
    return builder.emit("add", [scaled, broadcast(shift, scaled.shape)], {}) as Value;
  }
}
