import { emit } from "../../graph/primitives.ts";
import type { Card } from "./card.ts";
import { floats, pointwise } from "./types.ts";

/** d(sin x) = cos x dx */
export const sin: Card<"sin"> = {
  ...pointwise("sin", 1, floats),
  vjp: ({ inputs: [x], dOut }) => [emit("mul", [dOut, emit("cos", [x!])])],
  samples: [{ shapes: [[2, 3]], domain: [-4, 4] }],
};

/** d(cos x) = -sin x dx */
export const cos: Card<"cos"> = {
  ...pointwise("cos", 1, floats),
  vjp: ({ inputs: [x], dOut }) => [emit("neg", [emit("mul", [dOut, emit("sin", [x!])])])],
  samples: [{ shapes: [[2, 3]], domain: [-4, 4] }],
};
