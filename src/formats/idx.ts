import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import { elementCount } from "./elementCount.ts";

/** The element types of IDX files: every one that the format has. */
export type IdxDType = "uint8" | "int8" | "int16" | "int32" | "float32" | "float64";

/** The typed arrays that hold them. */
export type IdxData =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** The content of an IDX file; `data` in C order. */
export interface IdxArray {
  readonly dtype: IdxDType;
  readonly shape: readonly number[];
  readonly data: IdxData;
}

interface ElementKind {
  readonly code: number;
  readonly dtype: IdxDType;
  readonly array: { new (length: number): IdxData; readonly BYTES_PER_ELEMENT: number };
  readonly get: (view: DataView, offset: number) => number;
  readonly set: (view: DataView, offset: number, value: number) => void;
}

/** The third byte of the file names the element type; all numbers are big-endian. */
const kinds: readonly ElementKind[] = [
  {
    code: 0x08,
    dtype: "uint8",
    array: Uint8Array,
    get: (v, o) => v.getUint8(o),
    set: (v, o, x) => v.setUint8(o, x),
  },
  {
    code: 0x09,
    dtype: "int8",
    array: Int8Array,
    get: (v, o) => v.getInt8(o),
    set: (v, o, x) => v.setInt8(o, x),
  },
  {
    code: 0x0b,
    dtype: "int16",
    array: Int16Array,
    get: (v, o) => v.getInt16(o),
    set: (v, o, x) => v.setInt16(o, x),
  },
  {
    code: 0x0c,
    dtype: "int32",
    array: Int32Array,
    get: (v, o) => v.getInt32(o),
    set: (v, o, x) => v.setInt32(o, x),
  },
  {
    code: 0x0d,
    dtype: "float32",
    array: Float32Array,
    get: (v, o) => v.getFloat32(o),
    set: (v, o, x) => v.setFloat32(o, x),
  },
  {
    code: 0x0e,
    dtype: "float64",
    array: Float64Array,
    get: (v, o) => v.getFloat64(o),
    set: (v, o, x) => v.setFloat64(o, x),
  },
];

/**
 * Reads an IDX file, the format of MNIST and its kin: `00 00 <type> <rank>`, the extents as uint32, the elements.
 * uint8 data is a view of `bytes`, other types are copied. Throws "file" when the bytes are anything else;
 * `file` names them in that error.
 */
export function parseIdx(bytes: Uint8Array, file: string): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { kind, shape, start } = parseHeader(view, file);
  const count = elementCount(shape);
  const expected = count * kind.array.BYTES_PER_ELEMENT;
  const received = bytes.byteLength - start;
  if (expected !== received) {
    const problem =
      expected < received ? "trailing bytes" : expected > 2 ** 40 ? "too large" : "truncated";
    fail("file", {
      where: file,
      expected: `${expected} bytes of ${kind.dtype} data for the shape ${describeShape(shape)}`,
      received: `${received} bytes (${problem})`,
    });
  }
  if (kind.dtype === "uint8") return { dtype: kind.dtype, shape, data: bytes.subarray(start) };
  const data = new kind.array(count);
  for (let i = 0; i < count; i++)
    data[i] = kind.get(view, start + i * kind.array.BYTES_PER_ELEMENT);
  return { dtype: kind.dtype, shape, data };
}

function parseHeader(
  view: DataView,
  file: string,
): { kind: ElementKind; shape: number[]; start: number } {
  const size = view.byteLength;
  const magic = size < 4 ? undefined : view.getUint32(0);
  const kind = magic === undefined ? undefined : kinds.find(({ code }) => magic >>> 8 === code);
  if (magic === undefined || kind === undefined) {
    fail("file", {
      where: file,
      expected: "an IDX file, beginning with 00 00, a type (08, 09, 0b, 0c, 0d, 0e) and a rank",
      received: size === 0 ? "no bytes" : `the bytes ${hex(view, Math.min(4, size))}`,
    });
  }
  const rank = magic & 255;
  const start = 4 + 4 * rank;
  if (size < start) {
    fail("file", {
      where: file,
      expected: `${start} bytes of header for rank ${rank}`,
      received: `${size} bytes (truncated)`,
    });
  }
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  return { kind, shape, start };
}

/** Writes an IDX file. Throws "value" when the data does not fill the shape. */
export function writeIdx({ dtype, shape, data }: IdxArray): Uint8Array<ArrayBuffer> {
  const kind = kinds.find((candidate) => candidate.dtype === dtype);
  if (kind === undefined) {
    fail("dtype", {
      where: "writeIdx",
      expected: kinds.map((candidate) => candidate.dtype).join(", "),
      received: dtype,
    });
  }
  if (
    shape.length > 255 ||
    shape.some((extent) => !Number.isInteger(extent) || extent < 0 || extent >= 2 ** 32)
  ) {
    fail("value", {
      where: "writeIdx",
      expected: "at most 255 extents below 2^32",
      received: describeShape(shape),
    });
  }
  if (elementCount(shape) !== data.length) {
    fail("value", {
      where: "writeIdx",
      expected: `${elementCount(shape)} elements for the shape ${describeShape(shape)}`,
      received: `${data.length}`,
    });
  }
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + data.length * kind.array.BYTES_PER_ELEMENT);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, (kind.code << 8) | shape.length);
  for (const [axis, extent] of shape.entries()) view.setUint32(4 + 4 * axis, extent);
  for (const [i, x] of data.entries()) kind.set(view, start + i * kind.array.BYTES_PER_ELEMENT, x);
  return bytes;
}

function describeShape(shape: readonly number[]): string {
  return shape.length <= 8
    ? formatShape(shape)
    : `[${shape.slice(0, 8).join(", ")}, ...] of rank ${shape.length}`;
}

function hex(view: DataView, count: number): string {
  return Array.from({ length: count }, (_, i) =>
    view.getUint8(i).toString(16).padStart(2, "0"),
  ).join(" ");
}
