import { describe, expect, test } from "vitest";
import { bytesPerElement, elementsIn, heldAs, isNarrow, narrowDTypes, roundTo } from "./dtype.ts";

/** All numbers of a float of so many exponent and fraction bits from 0 up, and what comes behind the largest. */
function numbersOf(exponentBits: number, fractionBits: number): number[] {
  const bias = 2 ** (exponentBits - 1) - 1;
  const found: number[] = [];
  for (let exponent = 0; exponent < 2 ** exponentBits - 1; exponent++)
    for (let fraction = 0; fraction < 2 ** fractionBits; fraction++)
      found.push(
        exponent === 0
          ? fraction * 2 ** (1 - bias - fractionBits)
          : (1 + fraction / 2 ** fractionBits) * 2 ** (exponent - bias),
      );
  return found;
}

describe.each([
  ["float16", 5, 10],
  ["bfloat16", 8, 7],
] as const)("%s", (dtype, exponentBits, fractionBits) => {
  const all = numbersOf(exponentBits, fractionBits);

  test("has the numbers of its format", () => {
    const changed = all.filter((x) => roundTo(dtype, x) !== x || roundTo(dtype, -x) !== -x);
    expect(changed).toEqual([]);
  });

  test("rounds to the nearest, halves to the even one", () => {
    const wrong: number[] = [];
    for (let i = 0; i + 1 < all.length; i++) {
      const [low, high] = [all[i]!, all[i + 1]!];
      const middle = (low + high) / 2;
      const even = i % 2 === 0 ? low : high;
      const near = (high - low) / 1024;
      const isRight =
        roundTo(dtype, middle) === even &&
        roundTo(dtype, middle - near) === low &&
        roundTo(dtype, middle + near) === high &&
        roundTo(dtype, -middle) === -even;
      if (!isRight) wrong.push(middle);
    }
    expect(wrong).toEqual([]);
  });

  test("what is too large is infinite; zeros keep their sign, NaN stays", () => {
    const [before, last] = all.slice(-2) as [number, number];
    const behind = last + (last - before);
    expect(roundTo(dtype, last + (last - before) * 0.49)).toBe(last);
    expect([behind, -behind, Infinity].map((x) => roundTo(dtype, x))).toEqual([
      Infinity,
      -Infinity,
      Infinity,
    ]);
    expect(roundTo(dtype, -0)).toBe(-0);
    expect(roundTo(dtype, -1e-60)).toBe(-0);
    expect(roundTo(dtype, NaN)).toBeNaN();
  });
});

test("narrow integers wrap around", () => {
  const numbers = [300, -129, 5, 65_536 + 7, -1];
  expect([...elementsIn("int8", numbers)]).toEqual([44, 127, 5, 7, -1]);
  expect([...elementsIn("int16", numbers)]).toEqual([300, -129, 5, 7, -1]);
  expect([...elementsIn("uint16", numbers)]).toEqual([300, 65_407, 5, 7, 65_535]);
});

test("narrow numbers are held in 32 bits", () => {
  for (const dtype of narrowDTypes) {
    expect(isNarrow(dtype)).toBe(true);
    expect(isNarrow(heldAs(dtype))).toBe(false);
    expect(bytesPerElement(dtype)).toBe(4);
  }
});
