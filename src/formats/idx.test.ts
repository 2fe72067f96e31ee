import fc from "fast-check";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { HornetError } from "../base/errors.ts";
import { type IdxArray, parseIdx, writeIdx } from "./idx.ts";

const folder = new URL("../../test/goldens/files/", import.meta.url);
const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

test.each(["floats", "images", "ints", "labels"])("%s.idx.gz reads as NumPy wrote it", (name) => {
  const bytes = gunzipSync(readFileSync(new URL(`arrays/${name}.idx.gz`, folder)));
  const { array } = JSON.parse(readFileSync(new URL(`arrays/${name}.idx.gz.json`, folder), "utf8"));
  const { dtype, shape, data } = parseIdx(bytes, name);
  expect({ dtype, shape, data: [...data] }).toEqual(array);
  expect(Buffer.from(writeIdx({ dtype, shape, data }))).toEqual(bytes);
});

test("every element type keeps its extremes and its byte order", () => {
  const arrays: IdxArray[] = [
    { dtype: "uint8", shape: [2, 1], data: Uint8Array.of(0, 255) },
    { dtype: "int8", shape: [3], data: Int8Array.of(-128, 127, -1) },
    { dtype: "int16", shape: [1, 2], data: Int16Array.of(-32768, 258) },
    { dtype: "int32", shape: [2], data: Int32Array.of(-2147483648, 16909060) },
    { dtype: "float32", shape: [2], data: Float32Array.of(-1.5, NaN) },
    { dtype: "float64", shape: [0, 3], data: new Float64Array(0) },
    { dtype: "float64", shape: [], data: Float64Array.of(Math.PI) },
  ];
  for (const array of arrays) expect(parseIdx(writeIdx(array), "x")).toEqual(array);
  expect([...writeIdx(arrays[2]!)]).toEqual([0, 0, 0x0b, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0x80, 0, 1, 2]);
});

test.each([
  ["no bytes", bytesOf(), /expected an IDX file.*received no bytes/],
  [
    "another file",
    bytesOf(0x89, 0x50, 0x4e, 0x47),
    /bad\.idx: expected an IDX file.*received the bytes 89 50 4e 47/,
  ],
  ["an unknown type", bytesOf(0, 0, 0x0a, 1, 0, 0, 0, 0), /received the bytes 00 00 0a 01/],
  [
    "half a header",
    bytesOf(0, 0, 8, 3, 0, 0, 0, 1),
    /expected 16 bytes of header for rank 3, received 8 bytes \(truncated\)/,
  ],
  [
    "missing data",
    bytesOf(0, 0, 8, 1, 0, 0, 0, 3, 1, 2),
    /expected 3 bytes of uint8 data for the shape \[3\], received 2 bytes \(truncated\)/,
  ],
  ["trailing bytes", bytesOf(0, 0, 8, 1, 0, 0, 0, 1, 1, 2), /received 2 bytes \(trailing bytes\)/],
  [
    "half an element",
    bytesOf(0, 0, 0x0b, 1, 0, 0, 0, 1, 1),
    /expected 2 bytes of int16 data.*received 1 bytes/,
  ],
  [
    "2^96 bytes",
    readFileSync(new URL("hostile/huge_dims.idx", folder)),
    /\[4294967295, 4294967295, 4294967295\], received 10 bytes \(too large\)/,
  ],
])("%s is refused", (_, bytes, message) => {
  expect(() => parseIdx(bytes, "bad.idx")).toThrow(message);
  expect(() => parseIdx(bytes, "bad.idx")).toThrow(expect.objectContaining({ code: "file" }));
});

test("writing refuses data that does not fill its shape", () => {
  expect(() => writeIdx({ dtype: "uint8", shape: [2, 2], data: new Uint8Array(3) })).toThrow(
    /expected 4 elements.*received 3/,
  );
  expect(() => writeIdx({ dtype: "uint8", shape: [-1], data: new Uint8Array(0) })).toThrow(
    HornetError,
  );
});

test("random and mutated bytes are read or refused", () => {
  const valid = writeIdx({ dtype: "int16", shape: [2, 3], data: Int16Array.of(1, 2, 3, 4, 5, 6) });
  const mutated = fc
    .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 4 })
    .map((changes) => changes.reduce((bytes, [at, value]) => bytes.with(at, value), valid));
  const header = fc.tuple(fc.constantFrom(8, 9, 11, 12, 13, 14), fc.uint8Array({ maxLength: 40 }));
  const typed = header.map(([code, rest]) => bytesOf(0, 0, code, ...rest));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), mutated, typed), (bytes) => {
      try {
        expect(writeIdx(parseIdx(bytes, "fuzz"))).toEqual(bytes);
      } catch (error) {
        if (!(error instanceof HornetError)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
