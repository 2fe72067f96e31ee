import { erf as errorFunction } from "../../graph/interpret/erf.ts";
import { unary } from "../../graph/interpret/pointwise.ts";
import { emit } from "../../graph/primitives.ts";
import { erf as expression } from "../../kernels/math/exponential.ts";
import type { PointwiseCard } from "./card.ts";
import { constantLike } from "./helpers.ts";
import { floats, pointwise } from "./types.ts";

/** d(erf x) = 2/√π e^(-x²) dx */
export const erf: PointwiseCard<"erf"> = {
  name: "erf",
  ...pointwise("erf", 1, floats),
  interpret: unary(errorFunction),
  expression: (m, [x]) => expression(m, x!),
  vjp: ({ inputs: [x], out, dOut }) => {
    const bell = emit("exp", [emit("neg", [emit("mul", [x!, x!])])]);
    return [emit("mul", [dOut, emit("mul", [bell, constantLike(out, 2 / Math.sqrt(Math.PI))])])];
  },
  samples: [{ shapes: [[2, 3]] }],
};
