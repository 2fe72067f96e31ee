import { fail, failUnknownName } from "./errors.ts";

/** The element types that typed arrays and engines hold as they are. float64 lives on the reference engine and the host only. */
export type WideDType = "float32" | "float64" | "int32" | "uint32" | "uint8" | "bool";

/**
 * Types of 8 and 16 bits whose numbers are held in elements of 32: float16 and bfloat16 as float32, the others as int32.
 * What is computed in them is computed in the wider type and rounded, or wrapped, once per primitive.
 */
export type NarrowDType = "float16" | "bfloat16" | "int8" | "int16" | "uint16";

/** The element types of tensors and values. */
export type DType = WideDType | NarrowDType;

/** The typed arrays that hold tensors; bool is stored as bytes 0 and 1. */
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  float16: Float32Array,
  bfloat16: Float32Array,
  int8: Int32Array,
  int16: Int32Array,
  uint16: Int32Array,
} satisfies Record<DType, unknown>;

/** How narrow numbers are held. */
const holders = {
  float16: "float32",
  bfloat16: "float32",
  int8: "int32",
  int16: "int32",
  uint16: "int32",
} satisfies Record<NarrowDType, WideDType>;

/** All dtypes that are held in wider ones. */
export const narrowDTypes = Object.keys(holders) as readonly NarrowDType[];

/** Whether the numbers of this dtype are held in elements of a wider one. */
export function isNarrow(dtype: DType): dtype is NarrowDType {
  return Object.hasOwn(holders, dtype);
}

/** The dtype whose elements hold the numbers of this one: itself, unless it is narrow. */
export function heldAs(dtype: DType): WideDType {
  return isNarrow(dtype) ? holders[dtype] : dtype;
}

/** The dtype itself; throws on a name that is none. */
export function expectDType(where: string, dtype: DType): DType {
  return Object.hasOwn(arrays, dtype)
    ? dtype
    : failUnknownName(where, "dtype", dtype, Object.keys(arrays));
}

/** Bytes of one element. */
export function bytesPerElement(dtype: DType): number {
  return arrays[dtype].BYTES_PER_ELEMENT;
}

/** A zeroed typed array of `length` elements. */
export function allocate(dtype: DType, length: number): TypedArray {
  return new arrays[dtype](length);
}

/** A typed array over existing memory: `length` elements from byte `offset` on. */
export function viewOf(
  dtype: DType,
  buffer: ArrayBufferLike,
  offset: number,
  length: number,
): TypedArray {
  return new arrays[dtype](buffer as ArrayBuffer, offset, length);
}

/** The dtype whose elements `data` holds (a Uint8Array counts as uint8, never as bool). */
export function dtypeOf(data: TypedArray): WideDType {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  if (data instanceof Int32Array) return "int32";
  if (data instanceof Uint32Array) return "uint32";
  if (data instanceof Uint8Array) return "uint8";
  fail("dtype", {
    where: "tensor",
    expected: "a Float32Array, Float64Array, Int32Array, Uint32Array or Uint8Array",
    received: Object.prototype.toString.call(data),
  });
}

/** Whether the dtype holds fractions. */
export function isFloat(dtype: DType): boolean {
  return dtype === "float32" || dtype === "float64" || dtype === "float16" || dtype === "bfloat16";
}

const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

/** The nearest number with `digits` binary digits behind the first and no power of 2 below `least`; halves to even. */
function toDigits(x: number, digits: number, least: number): number {
  float[0] = x;
  const power = Math.max(((word[0]! >>> 23) & 255) - 127, least);
  const unit = 2 ** (power - digits);
  const magnitude = Math.abs(x) / unit;
  const below = Math.floor(magnitude);
  const rest = magnitude - below;
  const nearest = below + Number(rest > 0.5 || (rest === 0.5 && below % 2 === 1));
  return (x < 0 || Object.is(x, -0) ? -1 : 1) * nearest * unit;
}

/** The nearest float16: 11 binary digits, at most 65504. */
function toFloat16(x: number): number {
  if (!Number.isFinite(x)) return x;
  const rounded = toDigits(x, 10, -14);
  return Math.abs(rounded) > 65_504 ? Math.sign(x) * Infinity : rounded;
}

/** The nearest bfloat16: a float32 with 8 binary digits. */
function toBfloat16(x: number): number {
  return Number.isFinite(x) ? Math.fround(toDigits(x, 7, -126)) : x;
}

/** Rounds a float64 number to what `dtype` can hold, as the engines do: to the nearest float, wrap-around of integers. */
export function roundTo(dtype: DType, x: number): number {
  switch (dtype) {
    case "float32":
      return Math.fround(x);
    case "float64":
      return x;
    case "float16":
      return toFloat16(x);
    case "bfloat16":
      return toBfloat16(x);
    case "int32":
      return x | 0;
    case "uint32":
      return x >>> 0;
    case "uint8":
      return x & 255;
    case "int8":
      return (x << 24) >> 24;
    case "int16":
      return (x << 16) >> 16;
    case "uint16":
      return x & 0xffff;
    case "bool":
      return x === 0 ? 0 : 1;
  }
}

/** The same numbers as elements of `dtype`: rounded, wrapped; of bool 0 and 1. Always a new array. */
export function elementsIn(dtype: DType, data: ArrayLike<number>): TypedArray {
  const elements = allocate(dtype, data.length);
  const isPlain = !isNarrow(dtype) && dtype !== "bool";
  if (isPlain) elements.set(data);
  else for (let i = 0; i < data.length; i++) elements[i] = roundTo(dtype, data[i]!);
  return elements;
}
