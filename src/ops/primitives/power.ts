import { binary, byDtype } from "../../graph/interpret/pointwise.ts";
import { floatPower, integerPower } from "../../graph/interpret/power.ts";
import { emit } from "../../graph/primitives.ts";
import { power as integerExpression } from "../../kernels/math/integers.ts";
import { pow as floatExpression } from "../../kernels/math/logarithm.ts";
import type { PointwiseCard } from "./card.ts";
import { constantLike } from "./helpers.ts";
import { integerPair, pair } from "./pairs.ts";
import { numbers, pointwise } from "./types.ts";

/**
 * d(xʸ) = y xʸ⁻¹ dx + xʸ ln x dy.
 * For y = 0 the first term is 0 even at x = 0; the second counts as 0 where x <= 0.
 */
export const pow: PointwiseCard<"pow"> = {
  name: "pow",
  ...pointwise("pow", 2, numbers),
  interpret: byDtype(binary(floatPower), binary(integerPower)),
  expression: (m, [x, y]) =>
    x!.scalar === "f32" ? floatExpression(m, x!, y!) : integerExpression(m, x!, y!),
  vjp: ({ inputs: [x, y], out, dOut }) => {
    const [zero, one] = [constantLike(out, 0), constantLike(out, 1)];
    const exponent = emit("where", [emit("eq", [y!, zero]), one, emit("sub", [y!, one])]);
    const base = emit("where", [emit("gt", [x!, zero]), x!, one]);
    return [
      emit("mul", [dOut, emit("mul", [y!, emit(pow, [x!, exponent])])]),
      emit("mul", [dOut, emit("mul", [out, emit("log", [base])])]),
    ];
  },
  samples: [
    {
      ...pair,
      domain: [
        [0.3, 2],
        [-2, 2.5],
      ],
    },
    integerPair,
  ],
};
