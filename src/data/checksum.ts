import { fail } from "../base/errors.ts";

/** SHA-256 in lower-case hexadecimal. Throws "unsupported" in a page that is not served securely. */
async function sha256(bytes: Uint8Array): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) {
    fail("unsupported", {
      where: "sha256",
      expected: "Web Cryptography",
      received: "a page without it",
      advice: "Serve the page over https or from localhost",
    });
  }
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Throws "checksum" unless the bytes have the expected SHA-256; `advice` says what to do then. */
export async function verifyChecksum(
  bytes: Uint8Array,
  file: string,
  expected: string,
  advice: string,
): Promise<void> {
  const received = await sha256(bytes);
  if (received !== expected) {
    fail("checksum", {
      where: file,
      expected: `contents with SHA-256 ${expected}`,
      received: `${bytes.length} bytes with SHA-256 ${received}`,
      advice,
    });
  }
}
