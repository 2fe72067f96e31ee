import { fail } from "../../base/errors.ts";
import { formatShape, type Shape } from "../../base/shape.ts";
import type { Typed } from "../../graph/alphabet.ts";
import type { Card } from "./card.ts";
import { expectAxes, expectCount, expectDtype, indices as int32 } from "./types.ts";

/** `shape` with the extents `inner` in place of the `count` ones from `axis` on. */
export function replaceAxes(shape: Shape, axis: number, count: number, inner: Shape): number[] {
  return [...shape.slice(0, axis), ...inner, ...shape.slice(axis + count)];
}

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

/** x with a stretch of one axis replaced, which begins where a value says. */
export const dynamicUpdateSlice: Card<"dynamicUpdateSlice"> = {
  kind: "indexing",
  type(inputs, { axis }) {
    const op = "dynamicUpdateSlice";
    const [x, update, start] = expectCount(op, inputs, 3) as readonly [Typed, Typed, Typed];
    expectDtype(op, start.dtype, int32, "a start");
    expectAxes(op, [axis], x.shape.length);
    if (start.shape.length !== 0) {
      fail("shape", {
        where: op,
        expected: "a scalar as start",
        received: formatShape(start.shape),
      });
    }
    if (x.dtype !== update.dtype) {
      fail("dtype", {
        where: op,
        expected: `an update of ${x.dtype}`,
        received: update.dtype,
        advice: "Cast first",
      });
    }
    const fits =
      update.shape.length === x.shape.length &&
      update.shape.every((extent, i) =>
        i === axis ? extent <= x.shape[i]! : extent === x.shape[i],
      );
    if (!fits) {
      fail("shape", {
        where: op,
        expected: `an update of ${formatShape(x.shape)} with at most ${x.shape[axis]} entries on axis ${axis}`,
        received: formatShape(update.shape),
      });
    }
    return { shape: x.shape, dtype: x.dtype };
  },
  vjp: ofData,
  samples: [
    {
      shapes: [[2, 7, 3], [2, 4, 3], []],
      dtypes: ["float32", "float32", "int32"],
      domain: [
        [-2, 2],
        [-2, 2],
        [1, 3],
      ],
      attributes: { axis: 1 },
    },
    {
      shapes: [[5, 2], [3, 2], []],
      dtypes: ["float32", "float32", "int32"],
      domain: [
        [-2, 2],
        [-2, 2],
        [4, 9],
      ],
      attributes: { axis: 0 },
    },
    {
      shapes: [[9], [9], []],
      dtypes: ["int32", "int32", "int32"],
      domain: [
        [-9, 9],
        [-9, 9],
        [-9, -1],
      ],
      attributes: { axis: 0 },
    },
  ],
};
