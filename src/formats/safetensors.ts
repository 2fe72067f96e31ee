import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import { elementCount } from "./elementCount.ts";
import { findDuplicateKey } from "./duplicateKey.ts";

/** The typed arrays of a safetensors file; bool as bytes 0 and 1, float16 and bfloat16 as their 16 bits. */
export type SafetensorData =
  | Float64Array
  | Float32Array
  | Uint16Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Int8Array
  | Uint8Array;

/** The element types that are read and written. */
export type SafetensorDType =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint64"
  | "uint32"
  | "uint16"
  | "uint8"
  | "bool";

interface ArrayKind {
  new (buffer: ArrayBuffer): SafetensorData;
  readonly BYTES_PER_ELEMENT: number;
}

/** In the order in which the reference library lays tensors out: no padding is ever needed between them. */
const kinds: Readonly<Record<SafetensorDType, { code: string; array: ArrayKind }>> = {
  uint64: { code: "U64", array: BigUint64Array },
  int64: { code: "I64", array: BigInt64Array },
  float64: { code: "F64", array: Float64Array },
  float32: { code: "F32", array: Float32Array },
  uint32: { code: "U32", array: Uint32Array },
  int32: { code: "I32", array: Int32Array },
  bfloat16: { code: "BF16", array: Uint16Array },
  float16: { code: "F16", array: Uint16Array },
  uint16: { code: "U16", array: Uint16Array },
  int16: { code: "I16", array: Int16Array },
  int8: { code: "I8", array: Int8Array },
  uint8: { code: "U8", array: Uint8Array },
  bool: { code: "BOOL", array: Uint8Array },
};

const dtypes = Object.keys(kinds) as SafetensorDType[];

/** One tensor of a file; `data` in C order. */
export interface Safetensor {
  readonly dtype: SafetensorDType;
  readonly shape: readonly number[];
  readonly data: SafetensorData;
}

/** The content of a file. */
export interface SafetensorsFile {
  readonly tensors: Readonly<Record<string, Safetensor>>;
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The reference library's bound on the header, in bytes. */
const maxHeaderBytes = 100_000_000;

/** Where a tensor lies: bytes from `begin` to before `end`, counted behind the header. */
interface Entry {
  readonly name: string;
  readonly dtype: SafetensorDType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads a safetensors file: the header's length as uint64, a JSON header, the data. Each tensor is a copy.
 * Throws "file" unless the header describes every byte of the data exactly once; `file` names it in that error.
 */
export function parseSafetensors(bytes: Uint8Array, file: string): SafetensorsFile {
  const { entries, metadata, start } = parseHeader(bytes, file);
  checkLayout(entries, bytes.byteLength - start, file);
  const tensors = entries.map(({ name, dtype, shape, begin, end }): [string, Safetensor] => {
    const copy = bytes.slice(start + begin, start + end);
    if (dtype === "bool" && copy.some((byte) => byte > 1)) {
      fail("file", {
        where: `${file}, tensor "${name}"`,
        expected: "booleans as bytes 0 and 1",
        received: "other bytes",
      });
    }
    return [name, { dtype, shape, data: new kinds[dtype].array(copy.buffer) }];
  });
  return { tensors: Object.fromEntries(tensors), metadata };
}

function parseHeader(
  bytes: Uint8Array,
  file: string,
): { entries: Entry[]; metadata: Record<string, string>; start: number } {
  if (bytes.byteLength < 8) {
    fail("file", {
      where: file,
      expected: "a safetensors file of 8 bytes or more",
      received: `${bytes.byteLength} (truncated)`,
    });
  }
  const announced = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  const most = Math.min(maxHeaderBytes, bytes.byteLength - 8);
  if (announced > most) {
    fail("file", {
      where: file,
      expected: `a header of at most ${most} bytes`,
      received: `the length ${announced} (${announced > maxHeaderBytes ? "too large" : "truncated"}, or no safetensors file)`,
    });
  }
  const length = Number(announced);
  const header = parseJson(bytes.subarray(8, 8 + length), file);
  const { __metadata__: metadata = {}, ...tensors } = header;
  if (!isRecord(metadata) || Object.values(metadata).some((value) => typeof value !== "string")) {
    fail("file", { where: file, expected: "metadata of strings", received: shorten(metadata) });
  }
  const entries = Object.entries(tensors).map(([name, value]) => parseEntry(name, value, file));
  return { entries, metadata: metadata as Record<string, string>, start: 8 + length };
}

function parseJson(bytes: Uint8Array, file: string): Record<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    header = JSON.parse(text);
  } catch (error) {
    fail("file", {
      where: file,
      expected: "a JSON header in UTF-8",
      received: error instanceof Error ? error.message : "other bytes",
    });
  }
  if (!isRecord(header))
    fail("file", {
      where: file,
      expected: "a header that is an object",
      received: shorten(header),
    });
  const duplicate = findDuplicateKey(text);
  if (duplicate !== undefined) {
    fail("file", {
      where: file,
      expected: "each name once in the header",
      received: `a duplicate ${shorten(duplicate)}`,
    });
  }
  return header;
}

function parseEntry(name: string, value: unknown, file: string): Entry {
  const where = `${file}, tensor "${name}"`;
  const { dtype: code, shape, data_offsets: offsets, ...rest } = isRecord(value) ? value : {};
  if (
    !isExtents(shape) ||
    !isExtents(offsets) ||
    offsets.length !== 2 ||
    Object.keys(rest).length > 0
  ) {
    fail("file", {
      where,
      expected: "{ dtype, shape, data_offsets: [begin, end] } of whole numbers",
      received: shorten(value),
    });
  }
  const dtype = dtypes.find((candidate) => kinds[candidate].code === code);
  if (dtype === undefined) {
    fail("file", {
      where,
      expected: `a dtype of ${dtypes.map((known) => kinds[known].code).join(", ")}`,
      received: shorten(code),
    });
  }
  const [begin, end] = offsets as [number, number];
  const size = elementCount(shape) * kinds[dtype].array.BYTES_PER_ELEMENT;
  if (end - begin !== size) {
    fail("file", {
      where,
      expected: `${size} bytes for ${dtype} ${formatShape(shape)}`,
      received: `offsets [${begin}, ${end}]`,
    });
  }
  return { name, dtype, shape, begin, end };
}

/** Tensors must follow one another without overlap or hole and end with the file. */
function checkLayout(entries: readonly Entry[], size: number, file: string): void {
  let covered = 0;
  for (const { name, begin, end } of [...entries].sort(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== covered) {
      const problem = begin < covered ? "overlap" : "a hole";
      fail("file", {
        where: `${file}, tensor "${name}"`,
        expected: `data from byte ${covered}`,
        received: `from ${begin} (${problem})`,
      });
    }
    covered = end;
  }
  if (covered !== size) {
    const problem = covered > size ? "truncated" : "trailing bytes";
    fail("file", {
      where: file,
      expected: `${covered} bytes of data`,
      received: `${size} (${problem})`,
    });
  }
}

/**
 * Writes a safetensors file, byte for byte as the reference library does: larger elements first, then by name,
 * the header padded with spaces to a multiple of 8. Throws "value" when a tensor's data does not fill its shape.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, Safetensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(tensors).sort(
    ([nameA, a], [nameB, b]) =>
      dtypes.indexOf(a.dtype) - dtypes.indexOf(b.dtype) || (nameA < nameB ? -1 : 1),
  );
  const header =
    Object.keys(metadata).length > 0 ? [`"__metadata__":${JSON.stringify(metadata)}`] : [];
  let size = 0;
  for (const [name, { dtype, shape, data }] of entries) {
    checkTensor(name, { dtype, shape, data });
    const entry = { dtype: kinds[dtype].code, shape, data_offsets: [size, size + data.byteLength] };
    header.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
    size += data.byteLength;
  }
  const json = new TextEncoder().encode(`{${header.join(",")}}`);
  const start = 8 + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(start + size).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(json, 8);
  let offset = start;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

function checkTensor(name: string, { dtype, shape, data }: Safetensor): void {
  const where = `writeSafetensors, tensor "${name}"`;
  if (name === "__metadata__")
    fail("value", { where, expected: "another name", received: "the one reserved for metadata" });
  const kind = Object.hasOwn(kinds, dtype) ? kinds[dtype] : undefined;
  if (kind === undefined || !(data instanceof kind.array)) {
    fail("dtype", {
      where,
      expected: `a dtype and its array: ${dtypes.join(", ")}`,
      received: `${dtype} in ${data.constructor.name}`,
    });
  }
  if (!isExtents(shape) || elementCount(shape) !== data.length) {
    fail("value", {
      where,
      expected: `${elementCount(shape)} elements for ${formatShape(shape)}`,
      received: `${data.length}`,
    });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isExtents(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((extent) => Number.isSafeInteger(extent) && extent >= 0)
  );
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
