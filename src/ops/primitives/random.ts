import { randomBits as interpret } from "../../graph/interpret/random.ts";
import { threefry } from "../../kernels/math/threefry.ts";
import type { PointwiseCard, Sample } from "./card.ts";
import { pointwise, words } from "./types.ts";

const sample = {
  shapes: [
    [2, 3],
    [2, 3],
    [2, 3],
    [2, 3],
  ],
  dtypes: ["uint32", "uint32", "uint32", "uint32"],
  domain: [0, 4e9],
} satisfies Sample<"randomBits">;

/** One word of Threefry-2x32 (`base/threefry.ts`) per element. */
export const randomBits: PointwiseCard<"randomBits"> = {
  name: "randomBits",
  ...pointwise("randomBits", 4, words),
  interpret,
  expression: (m, inputs, { attributes }) => threefry(m, inputs, attributes.word),
  samples: [
    { ...sample, attributes: { word: 0 } },
    { ...sample, attributes: { word: 1 } },
  ],
};
