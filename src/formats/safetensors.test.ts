import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { HornetError } from "../base/errors.ts";
import { parseSafetensors, type Safetensor, writeSafetensors } from "./safetensors.ts";

const folder = new URL("../../test/goldens/files/", import.meta.url);
const golden = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, folder)));

/** The float32 numbers of the bits of 16-bit floats. */
function widen({ dtype, data }: Safetensor): (number | bigint)[] {
  return Array.from(data as ArrayLike<number | bigint>, (x) => {
    if (dtype === "bfloat16") return new Float32Array(Uint32Array.of(Number(x) << 16).buffer)[0]!;
    if (dtype !== "float16") return x;
    const [sign, exponent, fraction] = [Number(x) >> 15, (Number(x) >> 10) & 31, Number(x) & 1023];
    const magnitude =
      exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    return sign === 1 ? -magnitude : magnitude;
  });
}

test.each(["tensors", "torch"])(
  "%s.safetensors reads as the reference library does, and writes the same bytes",
  (name) => {
    const bytes = golden(`arrays/${name}.safetensors`);
    const expected = JSON.parse(
      readFileSync(new URL(`arrays/${name}.safetensors.json`, folder), "utf8"),
    );
    const { tensors, metadata } = parseSafetensors(bytes, name);
    const read = Object.entries(tensors).map(([key, tensor]) => {
      const data = widen(tensor).map(Number);
      return [key, { shape: tensor.shape, dtype: tensor.dtype, data }];
    });
    expect(Object.fromEntries(read)).toEqual(expected.tensors);
    expect(metadata).toEqual(expected.metadata ?? {});
    expect(writeSafetensors(tensors, metadata)).toEqual(bytes);
  },
);

test("int64 keeps every bit", () => {
  const tensors = {
    ключ: { dtype: "int64", shape: [2], data: BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n) },
  } as const;
  expect(parseSafetensors(writeSafetensors(tensors), "x").tensors).toEqual(tensors);
});

test("names that look like numbers or like prototypes are only names", () => {
  const one = { dtype: "uint8", shape: [1], data: Uint8Array.of(7) } as const;
  const tensors = Object.fromEntries(
    ["10", "9", "__proto__", "constructor", ""].map((name) => [name, one]),
  );
  const { tensors: read } = parseSafetensors(writeSafetensors(tensors, { __proto__: "x" }), "x");
  expect(Object.keys(read).sort()).toEqual(Object.keys(tensors).sort());
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});

test("data begins at a multiple of 8 and larger elements come first, then names in order", () => {
  const bytes = writeSafetensors({
    b: { dtype: "uint8", shape: [1], data: new Uint8Array(1) },
    a: { dtype: "uint8", shape: [3], data: new Uint8Array(3) },
    z: { dtype: "float64", shape: [1], data: new Float64Array(1) },
  });
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  expect(length % 8).toBe(0);
  const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  expect(header.trimEnd()).toBe(
    '{"z":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[3],"data_offsets":[8,11]},"b":{"dtype":"U8","shape":[1],"data_offsets":[11,12]}}',
  );
});

/** A file with this header text and so many bytes of data. */
function fileOf(header: string, size: number): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}
const entry = (shape: string, offsets: string, dtype = "F32"): string =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;

test.each([
  [
    "a huge header",
    golden("hostile/huge_header.safetensors"),
    /the length 1152921504606846976 \(too large/,
  ],
  [
    "shared bytes",
    golden("hostile/overlapping.safetensors"),
    /tensor "b": expected data from byte 16, received from 8 \(overlap\)/,
  ],
  [
    "data beyond the end",
    golden("hostile/beyond_end.safetensors"),
    /expected 4000 bytes of data, received 16 \(truncated\)/,
  ],
  ["seven bytes", new Uint8Array(7), /expected a safetensors file of 8 bytes or more, received 7/],
  ["a header beyond the end", fileOf("{}", 0).with(0, 3), /received the length 3 \(truncated/],
  ["no JSON", fileOf('{"a":', 0), /expected a JSON header in UTF-8/],
  ["no UTF-8", fileOf("{}", 0).with(9, 0xff), /expected a JSON header in UTF-8/],
  ["a list", fileOf("[1]", 0), /expected a header that is an object, received \[1\]/],
  [
    "a name twice",
    fileOf(`{"a":${entry("[1]", "[0,4]")},"\\u0061":${entry("[1]", "[0,4]")}}`, 4),
    /received a duplicate "a"/,
  ],
  [
    "a key twice",
    fileOf('{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
    /a duplicate "dtype"/,
  ],
  [
    "a hole",
    fileOf(`{"a":${entry("[1]", "[4,8]")}}`, 8),
    /expected data from byte 0, received from 4 \(a hole\)/,
  ],
  [
    "trailing bytes",
    fileOf(`{"a":${entry("[1]", "[0,4]")}}`, 5),
    /expected 4 bytes of data, received 5 \(trailing bytes\)/,
  ],
  [
    "a wrong size",
    fileOf(`{"a":${entry("[3]", "[0,4]")}}`, 4),
    /tensor "a": expected 12 bytes for float32 \[3\], received offsets \[0, 4\]/,
  ],
  [
    "an overflow",
    fileOf(`{"a":${entry("[9007199254740991,9007199254740991]", "[0,4]")}}`, 4),
    /received offsets \[0, 4\]/,
  ],
  [
    "a negative extent",
    fileOf(`{"a":${entry("[-1]", "[4,0]")}}`, 4),
    /expected \{ dtype, shape, data_offsets/,
  ],
  ["a fraction", fileOf(`{"a":${entry("[1.5]", "[0,6]")}}`, 6), /of whole numbers/],
  [
    "an unknown key",
    fileOf('{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"x":1}}', 0),
    /expected \{ dtype, shape/,
  ],
  [
    "an unknown dtype",
    fileOf(`{"a":${entry("[4]", "[0,4]", "F8_E4M3")}}`, 4),
    /expected a dtype of U64, .*received "F8_E4M3"/,
  ],
  ["metadata of numbers", fileOf('{"__metadata__":{"a":1}}', 0), /expected metadata of strings/],
  [
    "a boolean of 2",
    fileOf(`{"a":${entry("[1]", "[0,1]", "BOOL")}}`, 1).fill(2, -1),
    /expected booleans as bytes 0 and 1/,
  ],
])("%s is refused", (_, bytes, message) => {
  expect(() => parseSafetensors(bytes, "bad.safetensors")).toThrow(message);
  expect(() => parseSafetensors(bytes, "bad.safetensors")).toThrow(/^bad\.safetensors/);
  expect(() => parseSafetensors(bytes, "bad.safetensors")).toThrow(
    expect.objectContaining({ code: "file" }),
  );
});

test("writing refuses a reserved name, data of another length, an array of another type", () => {
  const data = new Float32Array(3);
  expect(() => writeSafetensors({ __metadata__: { dtype: "float32", shape: [3], data } })).toThrow(
    /reserved for metadata/,
  );
  expect(() => writeSafetensors({ w: { dtype: "float32", shape: [2], data } })).toThrow(
    /tensor "w": expected 2 elements.*received 3/,
  );
  expect(() => writeSafetensors({ w: { dtype: "int32", shape: [3], data } })).toThrow(
    /received int32 in Float32Array/,
  );
});

test("random and mutated bytes are read or refused", () => {
  const valid = golden("arrays/tensors.safetensors");
  const length = 8 + Number(new DataView(valid.buffer).getBigUint64(0, true));
  const change = fc.tuple(
    fc.nat(length - 1),
    fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('0123456789",:[]{}FUI'))),
  );
  const mutated = fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce((bytes, [at, value]) => bytes.with(at, value), valid));
  const json = fc.json().map((text) => fileOf(text, 8));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), mutated, json), (bytes) => {
      try {
        const { tensors } = parseSafetensors(bytes, "fuzz");
        for (const { shape, data } of Object.values(tensors))
          expect(data.length).toBe(shape.reduce((a, b) => a * b, 1));
      } catch (error) {
        if (!(error instanceof HornetError)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
