import type { TypedArray } from "../base/dtype.ts";
import type { Value } from "./value.ts";

/** A text that two typed arrays share only if they hold the same bytes (for short ones) or the same 64-bit hash. */
function fingerprint(data: TypedArray): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length <= 64) return bytes.join(",");
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x5bd1e995) + 0x27d4eb2f;
  }
  return `${bytes.length}:${a >>> 0}:${b >>> 0}`;
}

/** The attributes as text, typed arrays by fingerprint. */
export function attributesKey(value: Pick<Value, "attributes">): string {
  return JSON.stringify(value.attributes, (_, part: unknown) =>
    ArrayBuffer.isView(part) ? fingerprint(part as TypedArray) : part,
  );
}
