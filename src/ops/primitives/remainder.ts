import { binary } from "../../graph/interpret/pointwise.ts";
import { emit } from "../../graph/primitives.ts";
import { floatRemainder, remainder } from "../../kernels/math/integers.ts";
import type { PointwiseCard } from "./card.ts";
import { integerPair, pair, unsignedPair } from "./pairs.ts";
import { numbers, pointwise } from "./types.ts";

/** d(x - y trunc(x/y)) = dx - trunc(x/y) dy */
export const rem: PointwiseCard<"rem"> = {
  name: "rem",
  ...pointwise("rem", 2, numbers),
  interpret: binary((x, y) => x % y),
  expression: (m, [x, y]) =>
    x!.scalar === "f32" ? floatRemainder(m, x!, y!) : remainder(m, x!, y!),
  vjp: ({ inputs: [x, y], out, dOut }) => {
    // Rounding undoes the error of the division: trunc(x / y) would be off by one where x/y is nearly whole.
    const turns = emit("round", [emit("div", [emit("sub", [x!, out]), y!])]);
    return [dOut, emit("neg", [emit("mul", [dOut, turns])])];
  },
  samples: [
    {
      ...pair,
      domain: [
        [-6, 6],
        [1.3, 2.7],
      ],
    },
    integerPair,
    unsignedPair,
  ],
};
