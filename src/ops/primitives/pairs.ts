import type { Sample } from "./card.ts";

/** Where primitives of two operands are tried. */
type Pair = Omit<Sample<"add">, "attributes">;

/** Two arrays of floats. */
export const pair: Pair = {
  shapes: [
    [2, 3],
    [2, 3],
  ],
};

/** Two of integers, the second positive. */
export const integerPair: Pair = {
  shapes: [[5], [5]],
  dtypes: ["int32", "int32"],
  domain: [
    [-9, 9],
    [1, 4],
  ],
};

/** Two without a sign. */
export const unsignedPair: Pair = {
  shapes: [[5], [5]],
  dtypes: ["uint32", "uint32"],
  domain: [
    [0, 4e9],
    [1, 4],
  ],
};
