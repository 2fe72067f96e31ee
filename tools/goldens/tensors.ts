import { allocate, isFloat, type DType, type TypedArray } from "../../src/base/dtype.ts";
import { sizeOf, type Shape } from "../../src/base/shape.ts";
import { Missing } from "./missing.ts";
import { Texts } from "../../src/tensor/texts.ts";
import type { HostTensor, Json, JsonRecord } from "./types.ts";

const dtypes: readonly DType[] = [
  "float32",
  "float64",
  "int32",
  "uint32",
  "uint8",
  "bool",
  "float16",
  "bfloat16",
  "int8",
  "int16",
  "uint16",
];

/** A text as it is; anything else as JSON; "" if there is nothing. */
export function textOf(x: Json | undefined): string {
  if (typeof x === "string") return x;
  return x === undefined ? "" : JSON.stringify(x);
}

/** Whether something is a record of JSON. */
export function isRecord(x: unknown): x is JsonRecord {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}

/** Whether something is a tensor with its elements, whatever their encoding. */
export function isTensor(x: unknown): x is JsonRecord {
  return (
    isRecord(x) &&
    "shape" in x &&
    "dtype" in x &&
    ["data", "b64", "u8", "fill"].some((key) => key in x)
  );
}

/** Whether something is a tensor of which only sums, and perhaps the ends, are written. */
export function isChecksum(x: unknown): x is JsonRecord {
  return isRecord(x) && "shape" in x && "sum" in x && "abs_sum" in x && "sq_sum" in x;
}

/** Whether Hornet has the dtype. */
export function isKnownDType(dtype: Json | undefined): dtype is DType {
  return (dtypes as readonly unknown[]).includes(dtype);
}

/** The dtype that holds Keras's: its own; int32 for int64, which Hornet does not have. Throws `Missing` for others. */
export function holdingDType(dtype: Json | undefined): DType {
  if (isKnownDType(dtype)) return dtype;
  if (dtype === "int64") return "int32";
  throw new Missing(`dtype ${textOf(dtype)}`);
}

/** A number as JSON writes it: "NaN", "Infinity" and "-Infinity" are strings. */
export function toNumber(x: Json | undefined): number {
  if (typeof x === "number") return x;
  if (typeof x === "boolean") return Number(x);
  if (x === "NaN" || x === "Infinity" || x === "-Infinity") return Number(x);
  throw new Error(`expected a number, received ${JSON.stringify(x)}`);
}

function fromNumbers(dtype: DType, numbers: readonly Json[]): TypedArray {
  const elements = allocate(dtype, numbers.length);
  for (const [i, written] of numbers.entries()) {
    const x = toNumber(written);
    elements[i] = x;
    if (isFloat(dtype) || elements[i] === x) continue;
    if (Number.isInteger(x)) throw new Missing("dtype int64");
    throw new Error(`expected an integer, received ${x}`);
  }
  return elements;
}

function fromBytes(dtype: DType, base64: string, size: number): TypedArray {
  const bytes = Buffer.from(base64, "base64");
  const elements = allocate(dtype, size);
  if (bytes.length !== elements.byteLength) {
    throw new Error(`expected ${elements.byteLength} bytes, received ${bytes.length}`);
  }
  new Uint8Array(elements.buffer).set(bytes);
  return elements;
}

/** A byte / 255 each. */
function fromPixels(base64: string): Float32Array {
  return Float32Array.from(Buffer.from(base64, "base64"), (byte) => byte / 255);
}

/** Numbers between `lo` and `hi` by mulberry32, one per counter. */
function fromSeed({ seed, lo, hi }: JsonRecord, size: number): Float32Array {
  const [first, low, high] = [toNumber(seed), toNumber(lo), toNumber(hi)];
  return Float32Array.from({ length: size }, (_, i) => {
    const a = (first + Math.imul(i + 1, 0x6d2b79f5)) >>> 0;
    let t = a ^ (a >>> 15);
    t = Math.imul(t, 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const u = ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    return low + (high - low) * u;
  });
}

/** The shape of a written tensor. */
export function shapeOf(golden: JsonRecord): Shape {
  return golden["shape"] as Shape;
}

/** A tensor of its written form. Throws on one that contradicts itself, and `Missing` on a dtype that Hornet does not have. */
export function decode(golden: JsonRecord): HostTensor {
  const shape = shapeOf(golden);
  const size = sizeOf(shape);
  const dtype = holdingDType(golden["dtype"]);
  const { data: numbers, b64, u8, fill } = golden;
  let data: TypedArray;
  if (Array.isArray(numbers)) data = fromNumbers(dtype, numbers as readonly Json[]);
  else if (typeof b64 === "string") data = fromBytes(dtype, b64, size);
  else if (typeof u8 === "string") data = fromPixels(u8);
  else if (isRecord(fill)) data = fromSeed(fill, size);
  else throw new Error("expected a tensor with data, b64, u8 or fill");
  if (data.length !== size) throw new Error(`expected ${size} elements, received ${data.length}`);
  return { shape, dtype, data };
}

/** Whether a written tensor holds texts. */
export function isTextTensor(golden: JsonRecord): boolean {
  return golden["dtype"] === "string";
}

/** Texts of their written form. */
export function textsOf(golden: JsonRecord): Texts {
  return new Texts(golden["data"] as readonly string[], shapeOf(golden));
}

/** The given field as a tensor. */
export function tensorOf(given: JsonRecord, field: string): HostTensor {
  const golden = given[field];
  if (!isTensor(golden)) throw new Error(`expected a tensor under "${field}"`);
  return decode(golden);
}

/** The given field as a list; empty if it is absent. */
export function listOf(given: JsonRecord, field: string): readonly Json[] {
  return (given[field] as readonly Json[] | undefined | null) ?? [];
}

/** The given field as a list of tensors. */
export function tensorsOf(given: JsonRecord, field: string): HostTensor[] {
  return listOf(given, field).map((golden) => decode(golden as JsonRecord));
}
