import { emit } from "../../graph/primitives.ts";
import type { Card } from "./card.ts";
import { constantLike } from "./helpers.ts";
import { booleans, expectCount, expectDtype, expectEqual } from "./types.ts";

/** x where the condition holds, else y. */
export const where: Card<"where"> = {
  kind: "pointwise",
  type(inputs) {
    const [condition, x, y] = expectCount("where", inputs, 3);
    expectDtype("where", condition!.dtype, booleans, "a condition");
    const { shape, dtype } = expectEqual("where", [x!, y!]);
    expectEqual("where", [
      { shape: condition!.shape, dtype },
      { shape, dtype },
    ]);
    return { shape, dtype };
  },
  vjp: ({ inputs: [condition], out, dOut }) => {
    const zero = constantLike(out, 0);
    return [null, emit("where", [condition!, dOut, zero]), emit("where", [condition!, zero, dOut])];
  },
  samples: [
    {
      shapes: [
        [2, 3],
        [2, 3],
        [2, 3],
      ],
      dtypes: ["bool", "float32", "float32"],
    },
    { shapes: [[7], [7], [7]], dtypes: ["bool", "int32", "int32"] },
  ],
};
