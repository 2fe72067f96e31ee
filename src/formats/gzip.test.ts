import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { HornetError } from "../base/errors.ts";
import { gunzip } from "./gzip.ts";

const plain = new TextEncoder().encode("hornet ".repeat(1000));
const packed = new Uint8Array(gzipSync(plain));
const options = { file: "x.gz", maxBytes: plain.length };

test("unpacks what zlib packed, up to the limit and not beyond", async () => {
  expect(await gunzip(packed, options)).toEqual(plain);
  await expect(gunzip(packed, { ...options, maxBytes: plain.length - 1 })).rejects.toThrow(
    "x.gz: expected at most 6999 bytes after unpacking, received more (too large).",
  );
});

test("a bomb is stopped early", async () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(64 << 20)));
  await expect(gunzip(bomb, { file: "bomb.gz", maxBytes: 1000 })).rejects.toThrow(/too large/);
});

test.each([
  ["empty", new Uint8Array(0), /received no bytes/],
  ["no gzip", plain, /expected gzip/],
  ["truncated", packed.subarray(0, packed.length >> 1), /truncated or corrupt/],
  ["without its checksum", packed.subarray(0, -4), /truncated or corrupt/],
  ["a wrong checksum", packed.with(packed.length - 7, 1 ^ packed.at(-7)!), /truncated or corrupt/],
])("%s is refused", async (_, bytes, message) => {
  await expect(gunzip(bytes, options)).rejects.toThrow(message);
  await expect(gunzip(bytes, options)).rejects.toMatchObject({ code: "file" });
});

test("mutated bytes are unpacked or refused", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(packed.length - 1),
      fc.nat(255),
      fc.nat(packed.length),
      async (at, value, length) => {
        const result = await gunzip(packed.with(at, value).subarray(0, length), options).catch(
          (error: unknown) => error,
        );
        expect(result instanceof Uint8Array || result instanceof HornetError).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
