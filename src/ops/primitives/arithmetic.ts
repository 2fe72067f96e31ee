import { emit } from "../../graph/primitives.ts";
import type { Operand, Value } from "../../graph/value.ts";
import type { Card, Sample } from "./card.ts";
import { constantLike } from "./helpers.ts";
import { integerPair, pair, unsignedPair } from "./pairs.ts";
import { anything, numbers, pointwise } from "./types.ts";

const samplesOfPairs = [pair, integerPair, unsignedPair] satisfies Sample<"add">[];

/** d(-x) = -dx */
export const neg: Card<"neg"> = {
  ...pointwise("neg", 1, numbers),
  vjp: ({ dOut }) => [emit("neg", [dOut])],
  samples: [{ shapes: [[2, 3]] }, { shapes: [[4]], dtypes: ["int32"] }],
};

/** d|x| = sign(x) dx: 0 at 0. */
export const abs: Card<"abs"> = {
  ...pointwise("abs", 1, numbers),
  vjp: ({ inputs: [x], dOut }) => [emit("mul", [dOut, emit("sign", [x!])])],
  samples: [{ shapes: [[2, 3]] }, { shapes: [[4]], dtypes: ["int32"] }],
};

/** d(x + y) = dx + dy */
export const add: Card<"add"> = {
  ...pointwise("add", 2, numbers),
  vjp: ({ dOut }) => [dOut, dOut],
  samples: samplesOfPairs,
};

/** d(x - y) = dx - dy */
export const sub: Card<"sub"> = {
  ...pointwise("sub", 2, numbers),
  vjp: ({ dOut }) => [dOut, emit("neg", [dOut])],
  samples: samplesOfPairs,
};

/** d(xy) = y dx + x dy */
export const mul: Card<"mul"> = {
  ...pointwise("mul", 2, numbers),
  vjp: ({ inputs: [x, y], dOut }) => [emit("mul", [dOut, y!]), emit("mul", [dOut, x!])],
  samples: samplesOfPairs,
};

/** d(x/y) = dx/y - (x/y) dy/y */
export const div: Card<"div"> = {
  ...pointwise("div", 2, numbers),
  vjp: ({ inputs: [, y], out, dOut }) => {
    const dX = emit("div", [dOut, y!]);
    return [dX, emit("neg", [emit("mul", [dX, out])])];
  },
  samples: [
    {
      ...pair,
      domain: [
        [-2, 2],
        [0.5, 2],
      ],
    },
    integerPair,
    unsignedPair,
  ],
};

/**
 * The gradient goes to x where `won`, else to y: at a tie to y, so relu = max(x, 0) has none at 0.
 * `won` compares the result, not x, so that what was computed before it need not be kept.
 */
function toWinner(won: Operand, out: Value, dOut: Value): Operand[] {
  const zero = constantLike(out, 0);
  return [emit("where", [won, dOut, zero]), emit("where", [won, zero, dOut])];
}

/** The larger one. */
export const max: Card<"max"> = {
  ...pointwise("max", 2, anything),
  vjp: ({ inputs: [, y], out, dOut }) => toWinner(emit("gt", [out, y!]), out, dOut),
  samples: samplesOfPairs,
};

/** The smaller one. */
export const min: Card<"min"> = {
  ...pointwise("min", 2, anything),
  vjp: ({ inputs: [, y], out, dOut }) => toWinner(emit("lt", [out, y!]), out, dOut),
  samples: samplesOfPairs,
};
