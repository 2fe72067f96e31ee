import type { Card, Sample } from "./card.ts";
import { bits, integers, pointwise } from "./types.ts";

const pairs = [
  { shapes: [[9], [9]], dtypes: ["bool", "bool"] },
  {
    shapes: [
      [2, 5],
      [2, 5],
    ],
    dtypes: ["int32", "int32"],
    domain: [-99, 99],
  },
  {
    shapes: [
      [2, 5],
      [2, 5],
    ],
    dtypes: ["uint32", "uint32"],
    domain: [0, 4e9],
  },
] satisfies Sample<"and">[];
const shifts = [
  {
    shapes: [
      [2, 5],
      [2, 5],
    ],
    dtypes: ["int32", "int32"],
    domain: [
      [-1e9, 1e9],
      [0, 31],
    ],
  },
  {
    shapes: [
      [2, 5],
      [2, 5],
    ],
    dtypes: ["uint32", "uint32"],
    domain: [
      [0, 4e9],
      [0, 31],
    ],
  },
] satisfies Sample<"shiftLeft">[];

/** Logical not of a bool, bitwise not of an integer. */
export const not: Card<"not"> = {
  ...pointwise("not", 1, bits),
  samples: [
    { shapes: [[7]], dtypes: ["bool"] },
    { shapes: [[7]], dtypes: ["int32"], domain: [-99, 99] },
  ],
};
/** Both; of integers: bitwise. */
export const and: Card<"and"> = { ...pointwise("and", 2, bits), samples: pairs };
/** At least one; of integers: bitwise. */
export const or: Card<"or"> = { ...pointwise("or", 2, bits), samples: pairs };
/** Exactly one; of integers: bitwise. */
export const xor: Card<"xor"> = { ...pointwise("xor", 2, bits), samples: pairs };
/** x · 2ʸ without the bits that do not fit; y below the number of bits. */
export const shiftLeft: Card<"shiftLeft"> = {
  ...pointwise("shiftLeft", 2, integers),
  samples: shifts,
};
/** x / 2ʸ, rounded down; y below the number of bits. */
export const shiftRight: Card<"shiftRight"> = {
  ...pointwise("shiftRight", 2, integers),
  samples: shifts,
};
