import { expect, test } from "vitest";
import { fingerprint64, sipHash } from "./fingerprint.ts";

/** Texts of all lengths that are treated differently, with TensorFlow's buckets of 1,000,003: fast, and strong under [137, 42]. */
const rows: readonly (readonly [text: string, fast: number, strong: number])[] = [
  ["", 377723, 630740],
  ["K ", 470087, 435431],
  ["CEPyY", 600953, 857295],
  ["glOUshVvUTGB", 296901, 196230],
  ["tVkAKqiaJ cLänKDkäXTNGcym", 660558, 160215],
  ["VNUWeqlgjdn B cdOfäGEGxguciIcCQizWTCbVHrfqZuftcydU", 416906, 379743],
  ["qQOXdNBAywsWävCZSpONHjdvRhGlIPOFvWThLbEnyOßlzTogpvvQpYRDVExFPXQU", 404203, 252988],
  ["mBCzIhKFrßijayAgZbPelDXyQGZäsjjHägqbDzZOTVYoISzaIZpBkQlvQpeXIJkly", 163498, 914032],
  [
    "uvtLYädnTfvhQäPeiXSsAMvobPSSlWXWGVKPxtsyAHDZ emAoMcNpOopTzynNjUtVUxaTTRtCFkRjbxBJvZGFuMhLPsZJQrBaßtWfOFhGoMVPVqBxYodgMGGGkisdenaR",
    110460,
    565792,
  ],
  [
    "CTKHTPEQrjBxPwWyABxJnmejppbpQzDYNCKgdläääHacB YrAipSXQxAXvLVdGDiSHxLdwhßpOOhBjZbxijsbEObEeWYLBfEIMGgiI RTzPMIApHyEßUuChenLNSxggwgmhSPLfaGBpftFNdKBJtzOcQMbrNECoruXECIdrGlVTCDsLLluGQzWQSARJMzEWOotbejFähäxq ßtYItigGiD cCEUKuIxiTaImXrNZeYDsaPrUGSbKzhgRuMNOSSKCfNFHvLRcmkdNhZchJHtWYmkIjonfGwSßKBrNisKZpe M",
    693446,
    83160,
  ],
];

test.each(rows)("hashes of %j", (text, fast, strong) => {
  const bytes = new TextEncoder().encode(text);
  expect(Number(fingerprint64(bytes) % 1_000_003n)).toBe(fast);
  expect(Number(sipHash(bytes, [137n, 42n]) % 1_000_003n)).toBe(strong);
});
