import { fail } from "../base/errors.ts";
import { joinBytes } from "./joinBytes.ts";

/** What `gunzip` needs to know about its bytes. */
export interface GunzipOptions {
  /** Names the bytes in errors. */
  readonly file: string;
  /** The most bytes that may come out; more is an error, found before they are kept. */
  readonly maxBytes: number;
}

/** Whether the bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks gzip bytes. Throws "file" when they are corrupt, truncated, or unpack to more than `maxBytes`. */
export async function gunzip(
  bytes: Uint8Array,
  { file, maxBytes }: GunzipOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!isGzip(bytes)) {
    fail("file", {
      where: file,
      expected: "gzip, beginning with the bytes 1f 8b",
      received: bytes.length === 0 ? "no bytes" : "something else",
    });
  }
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const reader = source.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => failCorrupt(file, error));
    if (done) return joinBytes(chunks);
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined);
      fail("file", {
        where: file,
        expected: `at most ${maxBytes} bytes after unpacking`,
        received: "more (too large)",
      });
    }
    chunks.push(value);
  }
}

function failCorrupt(file: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  fail("file", {
    where: file,
    expected: "whole gzip data",
    received: `truncated or corrupt bytes (${reason})`,
  });
}
