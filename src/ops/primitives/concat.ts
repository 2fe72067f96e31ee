import { fail } from "../../base/errors.ts";
import { formatShape } from "../../base/shape.ts";
import { concat as interpret } from "../../graph/interpret/movement.ts";
import { emit } from "../../graph/primitives.ts";
import { joinedElement } from "../../kernels/choice.ts";
import type { ChoiceCard } from "./card.ts";
import { expectAxes, expectEqual } from "./types.ts";

/** One behind the other along `axis`. */
export const concat: ChoiceCard<"concat"> = {
  name: "concat",
  kind: "movement",
  type(inputs, { axis }) {
    const [first] = inputs;
    if (first === undefined)
      return fail("value", { where: "concat", expected: "an input or more", received: "none" });
    expectAxes("concat", [axis], first.shape.length);
    for (const { shape, dtype } of inputs) {
      const fits = shape.every((extent, i) => i === axis || extent === first.shape[i]);
      if (shape.length !== first.shape.length || !fits) {
        fail("shape", {
          where: "concat",
          expected: `inputs that differ on axis ${axis} only`,
          received: inputs.map((input) => formatShape(input.shape)).join(" and "),
        });
      }
      expectEqual("concat", [first, { shape: first.shape, dtype }]);
    }
    const extent = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    return { shape: first.shape.with(axis, extent), dtype: first.dtype };
  },
  vjp: ({ inputs, attributes: { axis }, out, dOut }) => {
    let start = 0;
    return inputs.map(({ shape }) => {
      const limit = start + shape[axis]!;
      const starts = out.shape.map((_, i) => (i === axis ? start : 0));
      start = limit;
      return emit("slice", [dOut], {
        starts,
        limits: out.shape.with(axis, limit),
        strides: out.shape.map(() => 1),
      });
    });
  },
  interpret,
  choice: joinedElement,
  samples: [
    {
      shapes: [
        [2, 3, 4],
        [2, 1, 4],
        [2, 5, 4],
      ],
      attributes: { axis: 1 },
    },
    {
      shapes: [
        [3, 2],
        [1, 2],
      ],
      attributes: { axis: 0 },
    },
  ],
};
