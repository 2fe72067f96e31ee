import { fail } from "../../base/errors.ts";
import { formatShape } from "../../base/shape.ts";
import type { Typed } from "../../graph/alphabet.ts";
import type { Card } from "./card.ts";
import { expectAxes, expectCount, expectDtype, indices as int32, replaceAxes } from "./types.ts";

/*
 * Who takes rows of data has these by name, and asks for no gradient; ops bring the cards that have one (scatter.ts).
 */

function ofData(): never {
  fail("state", {
    where: "gradients",
    expected: "indexing by the cards of ops/primitives/scatter.ts",
    received: "indexing by name, which is for data",
  });
}

/** x at the indices: rows of a table, for instance. */
export const gather: Card<"gather"> = {
  kind: "indexing",
  type(inputs, { axis }) {
    const [x, indices] = expectCount("gather", inputs, 2) as readonly [Typed, Typed];
    expectDtype("gather", indices.dtype, int32, "indices");
    expectAxes("gather", [axis], x.shape.length);
    if (x.shape[axis] === 0) {
      fail("shape", {
        where: "gather",
        expected: `entries on axis ${axis}`,
        received: formatShape(x.shape),
      });
    }
    return { shape: replaceAxes(x.shape, axis, 1, indices.shape), dtype: x.dtype };
  },
  vjp: ofData,
  samples: [
    {
      shapes: [[5, 3], [4]],
      dtypes: ["float32", "int32"],
      domain: [
        [-2, 2],
        [0, 4],
      ],
      attributes: { axis: 0 },
    },
    {
      shapes: [
        [2, 5, 3],
        [4, 2],
      ],
      dtypes: ["float32", "int32"],
      domain: [
        [-2, 2],
        [-3, 7],
      ],
      attributes: { axis: 1 },
    },
    {
      shapes: [[2, 3], []],
      dtypes: ["uint8", "int32"],
      domain: [
        [0, 255],
        [0, 2],
      ],
      attributes: { axis: 1 },
    },
  ],
};

/** A stretch of one axis that begins where a value says. */
export const dynamicSlice: Card<"dynamicSlice"> = {
  kind: "indexing",
  type(inputs, { axis, size }) {
    const [x, start] = expectCount("dynamicSlice", inputs, 2) as readonly [Typed, Typed];
    expectDtype("dynamicSlice", start.dtype, int32, "a start");
    expectAxes("dynamicSlice", [axis], x.shape.length);
    if (start.shape.length !== 0) {
      fail("shape", {
        where: "dynamicSlice",
        expected: "a scalar as start",
        received: formatShape(start.shape),
      });
    }
    if (!Number.isInteger(size) || size < 0 || size > x.shape[axis]!) {
      fail("value", {
        where: "dynamicSlice",
        expected: `a size between 0 and ${x.shape[axis]!}, the extent of axis ${axis}`,
        received: `${size}`,
      });
    }
    return { shape: replaceAxes(x.shape, axis, 1, [size]), dtype: x.dtype };
  },
  vjp: ofData,
  samples: [
    {
      shapes: [[2, 7, 3], []],
      dtypes: ["float32", "int32"],
      domain: [
        [-2, 2],
        [1, 3],
      ],
      attributes: { axis: 1, size: 4 },
    },
    {
      shapes: [[5, 2], []],
      dtypes: ["float32", "int32"],
      domain: [
        [-2, 2],
        [4, 9],
      ],
      attributes: { axis: 0, size: 3 },
    },
    {
      shapes: [[5, 2], []],
      dtypes: ["float32", "int32"],
      domain: [
        [-2, 2],
        [-9, -1],
      ],
      attributes: { axis: 0, size: 3 },
    },
  ],
};
