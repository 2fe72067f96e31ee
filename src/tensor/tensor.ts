import {
  allocate,
  dtypeOf,
  elementsIn,
  expectDType,
  isNarrow,
  roundTo,
  type DType,
  type TypedArray,
} from "../base/dtype.ts";
import { fail } from "../base/errors.ts";
import { formatShape, sameShape, sizeOf, type Shape } from "../base/shape.ts";
import { Operand, type Builder, type NestedArray } from "../graph/value.ts";
import { formatTensor } from "./format.ts";

/** How an array becomes a tensor. */
export interface TensorOptions {
  /** Default: the nesting of the array, or [length] for a typed array. */
  readonly shape?: Shape;
  /** Default: the typed array's own; "float32" for numbers, "bool" for booleans. */
  readonly dtype?: DType;
}

/** Data in: a tensor, a number, a typed array, or any of these in nested arrays. */
export type TensorLike = Operand | TypedArray | NestedArray | readonly TensorLike[];

/** A value in memory: shape, dtype and a typed array that the garbage collector owns. */
export class Tensor extends Operand {
  readonly data: TypedArray;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly builder: Builder | undefined;

  /** Over `data` itself, without a copy. Throws if shape and length disagree. */
  constructor(data: TypedArray, shape: Shape, dtype: DType = dtypeOf(data), builder?: Builder) {
    super();
    if (
      sizeOf(shape) !== data.length ||
      shape.some((extent) => !Number.isInteger(extent) || extent < 0)
    ) {
      fail("shape", {
        where: "tensor",
        expected: `${sizeOf(shape)} elements for shape ${formatShape(shape)}`,
        received: `${data.length}`,
      });
    }
    this.data = data;
    this.shape = shape;
    this.dtype = dtype;
    this.builder = builder;
  }

  /** Entries `start` to `end` (excluded) of the first axis, sharing memory; negative counts from the end. */
  slice(start = 0, end?: number): Tensor {
    const [length, ...rest] = this.shape;
    if (length === undefined) {
      return fail("shape", {
        where: "slice",
        expected: "a rank of 1 or more",
        received: "a scalar",
      });
    }
    if (!Number.isInteger(start) || !(end === undefined || Number.isInteger(end))) {
      fail("value", { where: "slice", expected: "whole numbers", received: `${start}, ${end}` });
    }
    const clamp = (i: number): number => Math.min(length, Math.max(0, i < 0 ? i + length : i));
    const first = clamp(start);
    const last = Math.max(first, clamp(end ?? length));
    const row = sizeOf(rest);
    return new Tensor(
      this.data.subarray(first * row, last * row),
      [last - first, ...rest],
      this.dtype,
      this.builder,
    );
  }

  /** The same elements under another shape; one extent may be -1. */
  reshape(shape: Shape): Tensor {
    const known = shape.reduce(
      (product, extent) => (extent === -1 ? product : product * extent),
      1,
    );
    const holes = shape.filter((extent) => extent === -1).length;
    const fits = holes === 0 ? known === this.size : known > 0 && this.size % known === 0;
    if (!fits || holes > 1 || shape.some((extent) => !Number.isInteger(extent) || extent < -1)) {
      fail("shape", {
        where: "reshape",
        expected: `a shape of ${this.size} elements, as many as ${formatShape(this.shape)} has`,
        received: formatShape(shape),
      });
    }
    const full = shape.map((extent) => (extent === -1 ? this.size / known : extent));
    return new Tensor(this.data, full, this.dtype, this.builder);
  }

  /** Nested arrays: what JSON.stringify writes. */
  toJSON(): NestedArray {
    return this.array();
  }

  /** As NumPy prints: rows aligned, long axes shortened. */
  override toString(): string {
    return formatTensor(this);
  }

  static {
    // What Node's console shows.
    Object.defineProperty(Tensor.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: Tensor): string {
        return `Tensor ${this.dtype} ${formatShape(this.shape)}\n${formatTensor(this)}`;
      },
    });
  }
}

/** What ends a nesting: numbers, or rows and blocks that know their own extents. */
type Block = { readonly shape: Shape; readonly dtype: DType; readonly data: TypedArray };

function blockOf(part: unknown): Block | undefined {
  if (part instanceof Operand) return { shape: part.shape, dtype: part.dtype, data: part.data };
  if (!ArrayBuffer.isView(part) || part instanceof DataView) return undefined;
  const data = part as TypedArray;
  return { shape: [data.length], dtype: dtypeOf(data), data };
}

/** The extents along the first entries, and the dtype of the first number. */
function typeOfNested(array: TensorLike): { readonly shape: Shape; readonly dtype: DType } {
  const shape: number[] = [];
  let part: unknown = array;
  while (Array.isArray(part)) {
    shape.push(part.length);
    if (part.length === 0) break;
    part = part[0];
  }
  const block = blockOf(part);
  if (block !== undefined) return { shape: [...shape, ...block.shape], dtype: block.dtype };
  return { shape, dtype: typeof part === "boolean" ? "bool" : "float32" };
}

function received(part: unknown): string {
  if (typeof part === "string") return JSON.stringify(part);
  return typeof part === "object" && part !== null ? "an object" : String(part);
}

function fillFromNested(
  array: TensorLike,
  shape: Shape,
  { data, dtype }: Pick<Block, "data" | "dtype">,
): void {
  let next = 0;
  const put = (x: number | boolean): void => {
    data[next++] = dtype === "bool" ? Number(Boolean(x)) : Number(x);
  };
  const walk = (part: unknown, axis: number): void => {
    const block = blockOf(part);
    if (block !== undefined && sameShape(block.shape, shape.slice(axis))) {
      block.data.forEach(put);
      return;
    }
    if (axis === shape.length) {
      if (typeof part !== "number" && typeof part !== "boolean") {
        fail("data", {
          where: "tensor",
          expected:
            shape.length === 0
              ? "a tensor, a number, nested arrays or a typed array"
              : `numbers nested ${shape.length} deep`,
          received: Array.isArray(part) ? "a deeper array" : received(part),
        });
      }
      put(part);
      return;
    }
    if (!Array.isArray(part) || part.length !== shape[axis]) {
      fail("shape", {
        where: "tensor",
        expected: `rows of ${shape[axis]} entries on axis ${axis}`,
        received: Array.isArray(part)
          ? `${part.length} entries`
          : block === undefined
            ? received(part)
            : `one of shape ${formatShape(block.shape)}`,
        advice: "All rows of a nested array must have the same length",
      });
    }
    for (const entry of part) walk(entry, axis + 1);
  };
  walk(array, 0);
}

/** Makes a host tensor. A typed array alone is used as it is when the dtype fits; all else is copied. */
export function toTensor(
  source: TensorLike,
  options: TensorOptions = {},
  builder?: Builder,
): Tensor {
  if (options.dtype !== undefined) expectDType("tensor", options.dtype);
  if (source instanceof Tensor && options.shape === undefined && options.dtype === undefined) {
    return builder === undefined || source.builder !== undefined
      ? source
      : new Tensor(source.data, source.shape, source.dtype, builder);
  }
  if (source instanceof Operand || ArrayBuffer.isView(source)) {
    const data = source instanceof Operand ? source.data : source;
    const shape = options.shape ?? (source instanceof Operand ? source.shape : [data.length]);
    const own = source instanceof Operand ? source.dtype : dtypeOf(data);
    const dtype = options.dtype ?? own;
    if (dtype === own) return new Tensor(data, shape, dtype, builder);
    return new Tensor(elementsIn(dtype, data), shape, dtype, builder);
  }
  const nesting = typeOfNested(source);
  const dtype = options.dtype ?? nesting.dtype;
  const data = allocate(dtype, sizeOf(nesting.shape));
  fillFromNested(source, nesting.shape, { data, dtype });
  for (let i = 0; isNarrow(dtype) && i < data.length; i++) data[i] = roundTo(dtype, data[i]!);
  return new Tensor(data, options.shape ?? nesting.shape, dtype, builder);
}
