import { describe, expect, test } from "vitest";
import { allocate, roundTo, type DType } from "../../base/dtype.ts";
import type { AttributesOf, PrimitiveOf } from "../alphabet.ts";
import { emitted } from "../../ops/primitives/cards.testing.ts";
import { evaluate } from "./interpret.ts";

type Pointwise = PrimitiveOf<"pointwise">;

/** Computes a primitive of vectors of one dtype. */
function compute<P extends Pointwise>(
  op: P,
  dtype: DType,
  inputs: readonly (readonly number[])[],
  result: DType = dtype,
  attributes: AttributesOf<P> = {},
): number[] {
  const operands = inputs.map((numbers) => {
    const data = allocate(dtype, numbers.length);
    data.set(numbers);
    return { dtype, shape: [numbers.length], data };
  });
  return Array.from(
    evaluate(emitted(op), operands, attributes, { dtype: result, shape: operands[0]!.shape }),
  );
}

describe("known values", () => {
  test.each<[Pointwise, DType, number[][], number[]]>([
    [
      "round",
      "float64",
      [[0.5, 1.5, 2.5, -0.5, -1.5, 2.4, -2.6, Infinity, NaN]],
      [0, 2, 2, -0, -2, 2, -3, Infinity, NaN],
    ],
    ["sign", "float64", [[-3, 0, 2, NaN]], [-1, 0, 1, NaN]],
    ["rsqrt", "float64", [[4, 0.25, 0]], [0.5, 2, Infinity]],
    [
      "max",
      "float64",
      [
        [1, NaN, 2],
        [2, 1, NaN],
      ],
      [2, NaN, NaN],
    ],
    [
      "min",
      "float64",
      [
        [1, NaN, 2],
        [2, 1, NaN],
      ],
      [1, NaN, NaN],
    ],
    [
      "rem",
      "float64",
      [
        [5.5, -5.5, 5.5, 1],
        [2, 2, -2, 0],
      ],
      [1.5, -1.5, 1.5, NaN],
    ],
    [
      "pow",
      "float64",
      [
        [2, 0, -2, -8],
        [0.5, 0, 3, 1 / 3],
      ],
      [Math.SQRT2, 1, -8, NaN],
    ],
    [
      "div",
      "int32",
      [
        [7, -7, 7, 1],
        [2, 2, -2, 0],
      ],
      [3, -3, -3, 0],
    ],
    [
      "rem",
      "int32",
      [
        [7, -7, 7],
        [4, 4, -4],
      ],
      [3, -3, 3],
    ],
    [
      "mul",
      "int32",
      [
        [123456789, -5],
        [987654321, 3],
      ],
      [Math.imul(123456789, 987654321), -15],
    ],
    [
      "mul",
      "uint32",
      [
        [0xffffffff, 65537],
        [0xffffffff, 65537],
      ],
      [1, 131073],
    ],
    [
      "mul",
      "uint8",
      [
        [16, 100],
        [16, 3],
      ],
      [0, 44],
    ],
    ["add", "int32", [[2147483647], [1]], [-2147483648]],
    ["add", "uint8", [[250], [10]], [4]],
    ["sub", "uint32", [[0], [1]], [0xffffffff]],
    ["neg", "uint32", [[1]], [0xffffffff]],
    ["abs", "int32", [[-2147483648, -3]], [-2147483648, 3]],
    [
      "pow",
      "int32",
      [
        [3, -2, 2, 1, -1, 7],
        [4, 5, -1, -3, -3, 20],
      ],
      [81, -32, 0, 1, -1, Number(BigInt.asIntN(32, 7n ** 20n))],
    ],
    ["not", "bool", [[0, 1]], [1, 0]],
    ["not", "int32", [[0, 5]], [-1, -6]],
    ["not", "uint32", [[0]], [0xffffffff]],
    [
      "xor",
      "bool",
      [
        [0, 0, 1, 1],
        [0, 1, 0, 1],
      ],
      [0, 1, 1, 0],
    ],
    ["and", "uint32", [[0xf0f0f0f0], [0xff00ff00]], [0xf000f000]],
    ["or", "uint32", [[0xf0f0f0f0], [0x0f000000]], [0xfff0f0f0]],
    [
      "shiftLeft",
      "uint32",
      [
        [3, 1],
        [31, 0],
      ],
      [0x80000000, 1],
    ],
    ["shiftLeft", "int32", [[1], [31]], [-2147483648]],
    [
      "shiftRight",
      "int32",
      [
        [-8, 8],
        [1, 1],
      ],
      [-4, 4],
    ],
    [
      "shiftRight",
      "uint32",
      [
        [0x80000000, 0xffffffff],
        [31, 4],
      ],
      [1, 0x0fffffff],
    ],
  ])("%s %s %j", (op, dtype, inputs, expected) => {
    expect(compute(op, dtype, inputs)).toEqual(expected);
  });

  test.each<[Pointwise, number[]]>([
    ["eq", [0, 1, 0, 0]],
    ["ne", [1, 0, 1, 1]],
    ["lt", [1, 0, 0, 0]],
    ["le", [1, 1, 0, 0]],
    ["gt", [0, 0, 1, 0]],
    ["ge", [0, 1, 1, 0]],
  ])("%s of 1 2, 2 2, 3 2 and NaN NaN", (op, expected) => {
    expect(
      compute(
        op,
        "float32",
        [
          [1, 2, 3, NaN],
          [2, 2, 2, NaN],
        ],
        "bool",
      ),
    ).toEqual(expected);
  });

  test("isFinite", () => {
    expect(compute("isFinite", "float32", [[1, Infinity, -Infinity, NaN]], "bool")).toEqual([
      1, 0, 0, 0,
    ]);
  });

  test.each<[DType, number[]]>([
    ["int32", [1, -1, 300, 0]],
    ["uint8", [1, 255, 44, 0]],
    ["bool", [1, 1, 1, 0]],
    ["uint32", [1, 0xffffffff, 300, 0]],
    ["float32", [1.7, -1.2, 300.25, 0].map(Math.fround)],
  ])("cast to %s: towards zero, wrapped", (dtype, expected) => {
    expect(compute("cast", "float64", [[1.7, -1.2, 300.25, 0]], dtype, { dtype })).toEqual(
      expected,
    );
  });

  test("erf, to 14 digits", () => {
    // DLMF 7.23 and Abramowitz & Stegun, table 7.1.
    const known = [
      [0, 0],
      [1e-10, 1.1283791670955126e-10],
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [2, 0.9953222650189527],
      [3.5, 0.9999992569016276],
      [6.5, 1],
    ] as const;
    for (const [x, y] of known) {
      const [plus, minus] = compute("erf", "float64", [[x, -x]]);
      expect(Math.abs(plus! - y)).toBeLessThanOrEqual(1e-14 * y);
      expect(minus).toBe(-plus!);
    }
    expect(compute("erf", "float64", [[NaN, Infinity]])).toEqual([NaN, 1]);
  });

  test("randomBits gives the words of Threefry", () => {
    const inputs = [
      [0x13198a2e, 0],
      [0x03707344, 0],
      [0x243f6a88, 0],
      [0x85a308d3, 0],
    ];
    expect(compute("randomBits", "uint32", inputs, "uint32", { word: 0 })).toEqual([
      0xc4923a9c, 0x6b200159,
    ]);
    expect(compute("randomBits", "uint32", inputs, "uint32", { word: 1 })).toEqual([
      0x483df7a0, 0x99ba4efe,
    ]);
  });
});

test("each result is rounded to its dtype: float32 addition is that of Math.fround", () => {
  const [x, y] = [
    [0.1, 1e8, 1e-8],
    [0.2, 1, 1],
  ] as const;
  const expected = x.map((element, i) =>
    roundTo("float32", Math.fround(element) + Math.fround(y[i]!)),
  );
  expect(compute("add", "float32", [x, y])).toEqual(expected);
});
