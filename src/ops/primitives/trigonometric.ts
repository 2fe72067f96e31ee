import { binary, unary } from "../../graph/interpret/pointwise.ts";
import { emit } from "../../graph/primitives.ts";
import type { Operand, Value } from "../../graph/value.ts";
import * as expressions from "../../kernels/math/trigonometry.ts";
import type { PointwiseCard } from "./card.ts";
import { constantLike } from "./helpers.ts";
import { floats, pointwise } from "./types.ts";

const insideOne = { shapes: [[2, 3]], domain: [-0.8, 0.8] } as const;

/** 1 / √(1 - x²), whose factors keep their digits near ±1. */
function slopeOfArcsine(x: Value): Operand {
  const one = constantLike(x, 1);
  return emit("rsqrt", [emit("mul", [emit("sub", [one, x]), emit("add", [one, x])])]);
}

/** d(sin x) = cos x dx */
export const sin: PointwiseCard<"sin"> = {
  name: "sin",
  ...pointwise("sin", 1, floats),
  interpret: unary(Math.sin),
  expression: (m, [x]) => expressions.sine(m, x!, 0),
  vjp: ({ inputs: [x], dOut }) => [emit("mul", [dOut, emit(cos, [x!])])],
  samples: [{ shapes: [[2, 3]], domain: [-4, 4] }],
};

/** d(cos x) = -sin x dx */
export const cos: PointwiseCard<"cos"> = {
  name: "cos",
  ...pointwise("cos", 1, floats),
  interpret: unary(Math.cos),
  expression: (m, [x]) => expressions.sine(m, x!, 1),
  vjp: ({ inputs: [x], dOut }) => [emit("neg", [emit("mul", [dOut, emit(sin, [x!])])])],
  samples: [{ shapes: [[2, 3]], domain: [-4, 4] }],
};

/** d(tan x) = (1 + tan² x) dx */
export const tan: PointwiseCard<"tan"> = {
  name: "tan",
  ...pointwise("tan", 1, floats),
  interpret: unary(Math.tan),
  expression: (m, [x]) => expressions.tan(m, x!),
  vjp: ({ out, dOut }) => {
    const slope = emit("add", [constantLike(out, 1), emit("mul", [out, out])]);
    return [emit("mul", [dOut, slope])];
  },
  samples: [{ shapes: [[2, 3]], domain: [-1, 1] }],
};

/** d(arcsin x) = dx / √(1 - x²) */
export const asin: PointwiseCard<"asin"> = {
  name: "asin",
  ...pointwise("asin", 1, floats),
  interpret: unary(Math.asin),
  expression: (m, [x]) => expressions.asin(m, x!),
  vjp: ({ inputs: [x], dOut }) => [emit("mul", [dOut, slopeOfArcsine(x!)])],
  samples: [insideOne],
};

/** d(arccos x) = -dx / √(1 - x²) */
export const acos: PointwiseCard<"acos"> = {
  name: "acos",
  ...pointwise("acos", 1, floats),
  interpret: unary(Math.acos),
  expression: (m, [x]) => expressions.acos(m, x!),
  vjp: ({ inputs: [x], dOut }) => [emit("neg", [emit("mul", [dOut, slopeOfArcsine(x!)])])],
  samples: [insideOne],
};

/** d(arctan x) = dx / (1 + x²) */
export const atan: PointwiseCard<"atan"> = {
  name: "atan",
  ...pointwise("atan", 1, floats),
  interpret: unary(Math.atan),
  expression: (m, [x]) => expressions.atan(m, x!),
  vjp: ({ inputs: [x], dOut }) => {
    const square = emit("mul", [x!, x!]);
    return [emit("div", [dOut, emit("add", [square, constantLike(x!, 1)])])];
  },
  samples: [{ shapes: [[2, 3]], domain: [-3, 3] }],
};

/** d(atan2(y, x)) = (x dy - y dx) / (x² + y²) */
export const atan2: PointwiseCard<"atan2"> = {
  name: "atan2",
  ...pointwise("atan2", 2, floats),
  interpret: binary(Math.atan2),
  expression: (m, [y, x]) => expressions.atan2(m, y!, x!),
  vjp: ({ inputs: [y, x], dOut }) => {
    const square = emit("add", [emit("mul", [x!, x!]), emit("mul", [y!, y!])]);
    const share = emit("div", [dOut, square]);
    return [emit("mul", [share, x!]), emit("neg", [emit("mul", [share, y!])])];
  },
  samples: [
    {
      shapes: [
        [2, 3],
        [2, 3],
      ],
      domain: [
        [-2, 2],
        [0.4, 2],
      ],
    },
    {
      shapes: [[5], [5]],
      domain: [
        [0.3, 2],
        [-2, -0.4],
      ],
    },
  ],
};
