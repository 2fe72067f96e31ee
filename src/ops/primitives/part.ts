import type { Card } from "./card.ts";
import { expectCount } from "./types.ts";

/** A result of a loop or branch. */
export const part: Card<"part"> = {
  kind: "part",
  type(inputs, { shape, dtype }) {
    expectCount("part", inputs, 1);
    return { shape, dtype };
  },
  samples: [
    { shapes: [[0]], dtypes: ["bool"], attributes: { index: 0, shape: [2], dtype: "int32" } },
  ],
};
