import { unary } from "../../graph/interpret/pointwise.ts";
import { emit } from "../../graph/primitives.ts";
import * as expressions from "../../kernels/math/hyperbolic.ts";
import type { PointwiseCard } from "./card.ts";
import { constantLike } from "./helpers.ts";
import { floats, pointwise } from "./types.ts";

/** d(sinh x) = cosh x dx */
export const sinh: PointwiseCard<"sinh"> = {
  name: "sinh",
  ...pointwise("sinh", 1, floats),
  interpret: unary(Math.sinh),
  expression: (m, [x]) => expressions.sinh(m, x!),
  vjp: ({ inputs: [x], dOut }) => [emit("mul", [dOut, emit(cosh, [x!])])],
  samples: [{ shapes: [[2, 3]] }],
};

/** d(cosh x) = sinh x dx */
export const cosh: PointwiseCard<"cosh"> = {
  name: "cosh",
  ...pointwise("cosh", 1, floats),
  interpret: unary(Math.cosh),
  expression: (m, [x]) => expressions.cosh(m, x!),
  vjp: ({ inputs: [x], dOut }) => [emit("mul", [dOut, emit(sinh, [x!])])],
  samples: [{ shapes: [[2, 3]] }],
};

/** d(arsinh x) = dx / √(x² + 1) */
export const asinh: PointwiseCard<"asinh"> = {
  name: "asinh",
  ...pointwise("asinh", 1, floats),
  interpret: unary(Math.asinh),
  expression: (m, [x]) => expressions.asinh(m, x!),
  vjp: ({ inputs: [x], dOut }) => {
    const square = emit("mul", [x!, x!]);
    return [emit("mul", [dOut, emit("rsqrt", [emit("add", [square, constantLike(x!, 1)])])])];
  },
  samples: [{ shapes: [[2, 3]], domain: [-3, 3] }],
};

/** d(arcosh x) = dx / √(x² - 1), whose factors keep their digits near 1. */
export const acosh: PointwiseCard<"acosh"> = {
  name: "acosh",
  ...pointwise("acosh", 1, floats),
  interpret: unary(Math.acosh),
  expression: (m, [x]) => expressions.acosh(m, x!),
  vjp: ({ inputs: [x], dOut }) => {
    const one = constantLike(x!, 1);
    const product = emit("mul", [emit("sub", [x!, one]), emit("add", [x!, one])]);
    return [emit("mul", [dOut, emit("rsqrt", [product])])];
  },
  samples: [{ shapes: [[2, 3]], domain: [1.3, 4] }],
};

/** d(artanh x) = dx / (1 - x²), whose factors keep their digits near ±1. */
export const atanh: PointwiseCard<"atanh"> = {
  name: "atanh",
  ...pointwise("atanh", 1, floats),
  interpret: unary(Math.atanh),
  expression: (m, [x]) => expressions.atanh(m, x!),
  vjp: ({ inputs: [x], dOut }) => {
    const one = constantLike(x!, 1);
    const product = emit("mul", [emit("sub", [one, x!]), emit("add", [one, x!])]);
    return [emit("div", [dOut, product])];
  },
  samples: [{ shapes: [[2, 3]], domain: [-0.8, 0.8] }],
};
