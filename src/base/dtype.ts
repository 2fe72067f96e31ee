import { failUnknownName, HornetError } from "./errors.ts";

/** The element types of tensors and values. float64 lives on the reference engine and the host only. */
export type DType = "float32" | "float64" | "int32" | "uint32" | "uint8" | "bool";

/** The typed arrays that hold tensors; bool is stored as bytes 0 and 1. */
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} satisfies Record<DType, unknown>;

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
export function dtypeOf(data: TypedArray): DType {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  if (data instanceof Int32Array) return "int32";
  if (data instanceof Uint32Array) return "uint32";
  if (data instanceof Uint8Array) return "uint8";
  throw new HornetError(
    "dtype",
    `tensor: expected a Float32Array, Float64Array, Int32Array, Uint32Array or Uint8Array, received ${Object.prototype.toString.call(data)}.`,
  );
}

/** Whether the dtype holds fractions. */
export function isFloat(dtype: DType): boolean {
  return dtype === "float32" || dtype === "float64";
}

/** Rounds a float64 number to what `dtype` can hold, as the engines do: float32 rounding, wrap-around of integers. */
export function roundTo(dtype: DType, x: number): number {
  switch (dtype) {
    case "float32":
      return Math.fround(x);
    case "float64":
      return x;
    case "int32":
      return x | 0;
    case "uint32":
      return x >>> 0;
    case "uint8":
      return x & 255;
    case "bool":
      return x === 0 ? 0 : 1;
  }
}
