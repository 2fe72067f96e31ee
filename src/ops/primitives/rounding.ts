import { isFloat } from "../../base/dtype.ts";
import { emit } from "../../graph/primitives.ts";
import type { Card } from "./card.ts";
import {
  anything,
  expectCount,
  expectDtype,
  floats,
  numbers,
  pointwise,
  type DTypes,
} from "./types.ts";

/** Flat between its steps: no gradient flows, as in Keras. */
const flat = (): readonly [null] => [null];

/** -1, 0 or 1. */
export const sign: Card<"sign"> = {
  ...pointwise("sign", 1, numbers),
  vjp: flat,
  samples: [{ shapes: [[2, 3]] }, { shapes: [[5]], dtypes: ["int32"], domain: [-2, 2] }],
};

/** The largest integer that is not above x. */
export const floor: Card<"floor"> = {
  ...pointwise("floor", 1, floats),
  vjp: flat,
  samples: [{ shapes: [[2, 3]] }],
};

/** The smallest integer that is not below x. */
export const ceil: Card<"ceil"> = {
  ...pointwise("ceil", 1, floats),
  vjp: flat,
  samples: [{ shapes: [[2, 3]] }],
};

/** The nearest integer, halves to even. */
export const round: Card<"round"> = {
  ...pointwise("round", 1, floats),
  vjp: flat,
  samples: [{ shapes: [[2, 3]] }],
};

/** Whether x is neither infinite nor NaN. */
export const isFinite: Card<"isFinite"> = {
  ...pointwise("isFinite", 1, floats, "bool"),
  samples: [{ shapes: [[2, 3]] }],
};

/** The same number in another dtype; to an integer: towards zero. Gradients flow from float to float only. */
export const cast: Card<"cast"> = {
  kind: "pointwise",
  type: (inputs, { dtype }) => ({ shape: expectCount("cast", inputs, 1)[0]!.shape, dtype }),
  vjp: ({ inputs: [x], dOut }) => [
    isFloat(x!.dtype) ? emit("cast", [dOut], { dtype: x!.dtype }) : null,
  ],
  samples: [
    { shapes: [[2, 3]], dtypes: ["float64"], attributes: { dtype: "float64" } },
    { shapes: [[2, 3]], attributes: { dtype: "int32" }, domain: [-5, 5] },
    { shapes: [[2, 3]], dtypes: ["uint8"], attributes: { dtype: "float32" }, domain: [0, 255] },
    { shapes: [[7]], dtypes: ["bool"], attributes: { dtype: "float32" } },
    { shapes: [[7]], dtypes: ["int32"], attributes: { dtype: "bool" } },
  ],
};

/** The dtypes of 32 bits. */
const wide: DTypes = {
  name: "a dtype of 32 bits",
  has: (dtype) => dtype === "float32" || dtype === "int32" || dtype === "uint32",
};

/** The same bits under another dtype. */
export const bitcast: Card<"bitcast"> = {
  kind: "pointwise",
  type: (inputs, { dtype }) => {
    const [x] = expectCount("bitcast", inputs, 1);
    expectDtype("bitcast", x!.dtype, wide);
    expectDtype("bitcast", dtype, wide, "a result");
    return { shape: x!.shape, dtype };
  },
  samples: [
    { shapes: [[2, 3]], dtypes: ["int32"], attributes: { dtype: "uint32" }, domain: [-5, 5] },
    { shapes: [[7]], dtypes: ["uint32"], attributes: { dtype: "int32" }, domain: [0, 4e9] },
  ],
};

/** x, without a gradient. */
export const stopGradient: Card<"stopGradient"> = {
  ...pointwise("stopGradient", 1, anything),
  vjp: flat,
  samples: [{ shapes: [[2, 3]] }],
};
