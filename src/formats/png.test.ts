import fc from "fast-check";
import { crc32, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { writePng } from "./png.ts";

/** Type and data of every chunk, its checksum compared where zlib has one (Node 20.15 and later). */
function chunksOf(png: Uint8Array): [string, Buffer][] {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1A\n");
  const chunks: [string, Buffer][] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const end = at + 8 + bytes.readUInt32BE(at);
    expect(bytes.readUInt32BE(end)).toBe(crc32(bytes.subarray(at + 4, end)));
    chunks.push([bytes.toString("latin1", at + 4, at + 8), bytes.subarray(at + 8, end)]);
  }
  return chunks;
}

test("zlib reads back what was written, in blocks of any number", () => {
  const size = fc.record({
    width: fc.integer({ min: 1, max: 300 }),
    height: fc.integer({ min: 1, max: 300 }),
  });
  fc.assert(
    fc.property(
      size,
      fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      fc.nat(255),
      ({ width, height }, channels, seed) => {
        const pixels = Uint8Array.from(
          { length: width * height * channels },
          (_, i) => (i * 31 + seed) & 255,
        );
        const [header, data, end] = chunksOf(writePng(pixels, { width, height, channels }));
        expect(header![0] + data![0] + end![0]).toBe("IHDRIDATIEND");
        expect([
          header![1].readUInt32BE(0),
          header![1].readUInt32BE(4),
          header![1][8],
          header![1][9],
        ]).toEqual([width, height, 8, [0, 4, 2, 6][channels - 1]]);
        const lines = inflateSync(data![1]);
        const stride = width * channels + 1;
        const rows = Array.from({ length: height }, (_, y) =>
          lines.subarray(y * stride, (y + 1) * stride),
        );
        expect(rows.every((row) => row[0] === 0)).toBe(true);
        expect(Buffer.concat(rows.map((row) => row.subarray(1))).equals(pixels)).toBe(true);
      },
    ),
    { numRuns: 25 },
  );
});

test("pixels that do not fill the size are refused", () => {
  expect(() => writePng(new Uint8Array(5), { width: 2, height: 3 })).toThrow(
    "writePng: expected 3 x 2 x 1 bytes, received 5.",
  );
  expect(() => writePng(new Uint8Array(0), { width: 0, height: 3 })).toThrow(/received 0/);
});
