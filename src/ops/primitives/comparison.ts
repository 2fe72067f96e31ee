import type { Card, Sample } from "./card.ts";
import { anything, pointwise } from "./types.ts";

// Narrow ranges, so that some of the pairs are equal.
const samples = [
  {
    shapes: [
      [2, 3],
      [2, 3],
    ],
  },
  { shapes: [[9], [9]], dtypes: ["int32", "int32"], domain: [-1, 1] },
  { shapes: [[9], [9]], dtypes: ["uint32", "uint32"], domain: [0, 4e9] },
  { shapes: [[9], [9]], dtypes: ["bool", "bool"] },
] satisfies Sample<"eq">[];

/** x = y, as bool. NaN equals nothing. */
export const eq: Card<"eq"> = { ...pointwise("eq", 2, anything, "bool"), samples };
/** x ≠ y, as bool. */
export const ne: Card<"ne"> = { ...pointwise("ne", 2, anything, "bool"), samples };
/** x < y, as bool. */
export const lt: Card<"lt"> = { ...pointwise("lt", 2, anything, "bool"), samples };
/** x ≤ y, as bool. */
export const le: Card<"le"> = { ...pointwise("le", 2, anything, "bool"), samples };
/** x > y, as bool. */
export const gt: Card<"gt"> = { ...pointwise("gt", 2, anything, "bool"), samples };
/** x ≥ y, as bool. */
export const ge: Card<"ge"> = { ...pointwise("ge", 2, anything, "bool"), samples };
