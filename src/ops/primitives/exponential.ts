import { emit } from "../../graph/primitives.ts";
import type { Card } from "./card.ts";
import { constantLike } from "./helpers.ts";
import { floats, pointwise } from "./types.ts";

const positive = { shapes: [[2, 3]], domain: [0.3, 3] } as const;

/** d(eˣ) = eˣ dx */
export const exp: Card<"exp"> = {
  ...pointwise("exp", 1, floats),
  vjp: ({ out, dOut }) => [emit("mul", [dOut, out])],
  samples: [{ shapes: [[2, 3]] }],
};

/** d(ln x) = dx / x */
export const log: Card<"log"> = {
  ...pointwise("log", 1, floats),
  vjp: ({ inputs: [x], dOut }) => [emit("div", [dOut, x!])],
  samples: [positive],
};

/** d(√x) = dx / (2√x) */
export const sqrt: Card<"sqrt"> = {
  ...pointwise("sqrt", 1, floats),
  vjp: ({ out, dOut }) => [emit("div", [emit("mul", [dOut, constantLike(out, 0.5)]), out])],
  samples: [positive],
};

/** d(1/√x) = -dx / (2x√x) */
export const rsqrt: Card<"rsqrt"> = {
  ...pointwise("rsqrt", 1, floats),
  vjp: ({ inputs: [x], out, dOut }) => {
    const slope = emit("div", [emit("mul", [out, constantLike(out, -0.5)]), x!]);
    return [emit("mul", [dOut, slope])];
  },
  samples: [positive],
};

/** d(tanh x) = (1 - tanh² x) dx */
export const tanh: Card<"tanh"> = {
  ...pointwise("tanh", 1, floats),
  vjp: ({ out, dOut }) => {
    const slope = emit("sub", [constantLike(out, 1), emit("mul", [out, out])]);
    return [emit("mul", [dOut, slope])];
  },
  samples: [{ shapes: [[2, 3]] }],
};

/** d(σ(x)) = σ(x) · (1 - σ(x)) dx: from the rounded result, as Keras's backends do, which matters where it is almost 0 or 1. */
export const logistic: Card<"logistic"> = {
  ...pointwise("logistic", 1, floats),
  vjp: ({ out, dOut }) => {
    const slope = emit("mul", [out, emit("sub", [constantLike(out, 1), out])]);
    return [emit("mul", [dOut, slope])];
  },
  samples: [{ shapes: [[2, 3]] }],
};
