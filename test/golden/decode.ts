import { viewOf, type DType } from "../../src/base/dtype.ts";
import { sizeOf, type Shape } from "../../src/base/shape.ts";
import { readGoldens } from "./support.ts";

/** A tensor whose bytes are written as base64, little-endian. */
interface EncodedTensor {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly b64: string;
}

function isEncoded(part: object): part is EncodedTensor {
  return "b64" in part && "shape" in part && "dtype" in part;
}

/** The same structure with every encoded tensor written out. */
function decode(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(decode);
  if (typeof part !== "object" || part === null) return part;
  if (!isEncoded(part)) {
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, decode(inner)]));
  }
  const { shape, dtype, b64 } = part;
  const bytes = Uint8Array.from(Buffer.from(b64, "base64"));
  return { shape, dtype, data: [...viewOf(dtype, bytes.buffer, 0, sizeOf(shape))] };
}

/** The cases of `test/goldens/<area>.json`, with all tensors written out. */
export function readDecoded<Case>(area: string): Case[] {
  return readGoldens<unknown>(area).map(decode) as Case[];
}
