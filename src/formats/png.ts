import { fail } from "../base/errors.ts";
import { joinBytes } from "./joinBytes.ts";

/** How the bytes of a picture are to be read. */
export interface PngOptions {
  readonly width: number;
  readonly height: number;
  /** Bytes per pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. Default 1. */
  readonly channels?: 1 | 2 | 3 | 4;
}

const colourTypes = { 1: 0, 2: 4, 3: 2, 4: 6 } as const;

/** Longest stored block of deflate, in bytes. */
const maxBlock = 65_535;

/** Writes pixels [height, width, channels] as a PNG, not compressed. Throws "value" when they do not fill the size. */
export function writePng(
  pixels: Uint8Array,
  { width, height, channels = 1 }: PngOptions,
): Uint8Array<ArrayBuffer> {
  const row = width * channels;
  if (!(width > 0 && height > 0) || pixels.length !== height * row) {
    fail("value", {
      where: "writePng",
      expected: `${height} x ${width} x ${channels} bytes`,
      received: `${pixels.length}`,
    });
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, colourTypes[channels]], 8);
  const lines = new Uint8Array(height * (row + 1)); // each line begins with 0: no filter
  for (let y = 0; y < height; y++)
    lines.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return joinBytes([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", zlibStored(lines)),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function zlibStored(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let start = 0; start < data.length; start += maxBlock) {
    const block = data.subarray(start, start + maxBlock);
    const [low, high] = [block.length & 255, block.length >> 8];
    parts.push(
      Uint8Array.of(start + maxBlock >= data.length ? 1 : 0, low, high, low ^ 255, high ^ 255),
      block,
    );
  }
  const checksum = new Uint8Array(4);
  new DataView(checksum.buffer).setUint32(0, adler32(data));
  return joinBytes([...parts, checksum]);
}

function adler32(data: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}

function crc32(data: Uint8Array): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
