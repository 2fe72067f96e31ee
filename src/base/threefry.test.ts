import { describe, expect, test } from "vitest";
import { threefry2x32, threefryFill } from "./threefry.ts";

/** kat_vectors of Random123: "threefry2x32 20", key, counter, result. */
const known = [
  { key: [0, 0], counter: [0, 0], words: [0x6b200159, 0x99ba4efe] },
  {
    key: [0xffffffff, 0xffffffff],
    counter: [0xffffffff, 0xffffffff],
    words: [0x1cb996fc, 0xbb002be7],
  },
  {
    key: [0x13198a2e, 0x03707344],
    counter: [0x243f6a88, 0x85a308d3],
    words: [0xc4923a9c, 0x483df7a0],
  },
] as const;

describe("threefry2x32", () => {
  test.each(known)("key $key, counter $counter", ({ key, counter, words }) => {
    expect(threefry2x32(key[0], key[1], counter[0], counter[1])).toEqual(words);
  });

  test("reads signed words as their unsigned twins", () => {
    expect(threefry2x32(-1, -1, -1, -1)).toEqual(known[1].words);
  });
});

test("the filled blocks are the function of their counters", () => {
  const out = new Uint32Array(8);
  const first = 2 ** 32 - 2;
  threefryFill(0x13198a2e, 0x03707344, first, out);
  const expected = [0, 1, 2, 3].flatMap((i) =>
    threefry2x32(0x13198a2e, 0x03707344, (first + i) >>> 0, i < 2 ? 0 : 1),
  );
  expect([...out]).toEqual(expected);
});
