import { unary } from "../../graph/interpret/pointwise.ts";
import { emit } from "../../graph/primitives.ts";
import { expm1 as exponential } from "../../kernels/math/exponential.ts";
import { log1p as logarithm } from "../../kernels/math/logarithm.ts";
import type { PointwiseCard } from "./card.ts";
import { constantLike } from "./helpers.ts";
import { floats, pointwise } from "./types.ts";

/** d(eˣ - 1) = eˣ dx */
export const expm1: PointwiseCard<"expm1"> = {
  name: "expm1",
  ...pointwise("expm1", 1, floats),
  interpret: unary(Math.expm1),
  expression: (m, [x]) => exponential(m, x!),
  vjp: ({ out, dOut }) => [emit("mul", [dOut, emit("add", [out, constantLike(out, 1)])])],
  samples: [{ shapes: [[2, 3]] }],
};

/** d(ln(1 + x)) = dx / (1 + x) */
export const log1p: PointwiseCard<"log1p"> = {
  name: "log1p",
  ...pointwise("log1p", 1, floats),
  interpret: unary(Math.log1p),
  expression: (m, [x]) => logarithm(m, x!),
  vjp: ({ inputs: [x], out, dOut }) => [
    emit("div", [dOut, emit("add", [x!, constantLike(out, 1)])]),
  ],
  samples: [{ shapes: [[2, 3]], domain: [-0.7, 2] }],
};
