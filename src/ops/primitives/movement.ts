import { fail } from "../../base/errors.ts";
import { formatShape, sizeOf } from "../../base/shape.ts";
import type { AttributesOf, Typed } from "../../graph/alphabet.ts";
import { emit } from "../../graph/primitives.ts";
import type { Operand, Value } from "../../graph/value.ts";
import type { Card } from "./card.ts";
import { constantLike, reshapeTo, scalarLike, transposeTo, range } from "./helpers.ts";
import { expectAxes, expectCount, expectEqual, expectPerAxis, expectShape } from "./types.ts";

const only = (op: string, inputs: readonly Typed[]): Typed => expectCount(op, inputs, 1)[0]!;

/** The same elements in C order under another shape. */
export const reshape: Card<"reshape"> = {
  kind: "movement",
  type(inputs, { shape }) {
    const x = only("reshape", inputs);
    expectShape("reshape", shape);
    if (sizeOf(x.shape) !== sizeOf(shape)) {
      fail("shape", {
        where: "reshape",
        expected: `a shape of ${sizeOf(x.shape)} elements, as many as ${formatShape(x.shape)} has`,
        received: `${formatShape(shape)}, which has ${sizeOf(shape)}`,
      });
    }
    return { shape, dtype: x.dtype };
  },
  vjp: ({ inputs: [x], dOut }) => [reshapeTo(dOut, x!.shape)],
  samples: [{ shapes: [[2, 3, 5]], attributes: { shape: [5, 6] } }],
};

/** Axes in another order. */
export const transpose: Card<"transpose"> = {
  kind: "movement",
  type(inputs, { permutation }) {
    const { shape, dtype } = only("transpose", inputs);
    expectAxes("transpose", permutation, shape.length);
    if (permutation.length !== shape.length) {
      fail("shape", {
        where: "transpose",
        expected: `a permutation of ${shape.length} axes`,
        received: formatShape(permutation),
      });
    }
    return { shape: permutation.map((from) => shape[from]!), dtype };
  },
  vjp: ({ attributes: { permutation }, dOut }) => [
    transposeTo(
      dOut,
      range(permutation.length).map((axis) => permutation.indexOf(axis)),
    ),
  ],
  samples: [
    { shapes: [[2, 3, 5]], attributes: { permutation: [1, 2, 0] } },
    { shapes: [[2, 3, 4, 5]], attributes: { permutation: [2, 0, 3, 1] } },
  ],
};

/** Extents of 1 repeated. */
export const broadcast: Card<"broadcast"> = {
  kind: "movement",
  type(inputs, { shape }) {
    const x = only("broadcast", inputs);
    expectShape("broadcast", shape);
    const fits = x.shape.every((extent, axis) => extent === shape[axis] || extent === 1);
    if (x.shape.length !== shape.length || !fits) {
      fail("shape", {
        where: "broadcast",
        expected: `${formatShape(shape)}, or 1 for some of its extents`,
        received: formatShape(x.shape),
        advice: "A primitive adds no axes: reshape first",
      });
    }
    return { shape, dtype: x.dtype };
  },
  vjp: ({ inputs: [x], out, dOut }) => {
    const axes = range(out.rank).filter((axis) => x!.shape[axis] !== out.shape[axis]);
    return [axes.length === 0 ? dOut : emit("reduceSum", [dOut], { axes })];
  },
  samples: [
    { shapes: [[3, 1, 2]], attributes: { shape: [3, 5, 2] } },
    { shapes: [[1, 3, 1]], attributes: { shape: [2, 3, 4] } },
  ],
};

/** Every strides[axis]-th entry from starts[axis] up to, without, limits[axis]. */
export const slice: Card<"slice"> = {
  kind: "movement",
  type(inputs, { starts, limits, strides }) {
    const { shape, dtype } = only("slice", inputs);
    expectPerAxis("slice", "starts", starts, shape.length, 0);
    expectPerAxis("slice", "limits", limits, shape.length, 0);
    expectPerAxis("slice", "strides", strides, shape.length, 1);
    if (!shape.every((extent, axis) => starts[axis]! <= limits[axis]! && limits[axis]! <= extent)) {
      fail("shape", {
        where: "slice",
        expected: `starts up to limits within ${formatShape(shape)}`,
        received: `${formatShape(starts)} to ${formatShape(limits)}`,
      });
    }
    return {
      shape: shape.map((_, axis) => Math.ceil((limits[axis]! - starts[axis]!) / strides[axis]!)),
      dtype,
    };
  },
  vjp: ({ inputs: [x], attributes: { starts, strides }, out, dOut }) => {
    const covered = out.shape.map((extent, axis) =>
      extent === 0 ? 0 : (extent - 1) * strides[axis]! + 1,
    );
    return [
      emit("pad", [dOut, scalarLike(dOut, 0)], {
        low: starts,
        high: x!.shape.map((extent, axis) => extent - starts[axis]! - covered[axis]!),
        interior: strides.map((stride) => stride - 1),
      }),
    ];
  },
  samples: [
    {
      shapes: [[4, 9, 3]],
      attributes: { starts: [1, 2, 0], limits: [3, 8, 3], strides: [1, 3, 2] },
    },
    { shapes: [[4, 3]], attributes: { starts: [2, 1], limits: [2, 3], strides: [1, 1] } },
  ],
};

/** A frame of `scalar` around x and between its entries; negative amounts cut off. */
export const pad: Card<"pad"> = {
  kind: "movement",
  type(inputs, { low, high, interior }) {
    const [x, scalar] = expectCount("pad", inputs, 2) as readonly [Typed, Typed];
    expectEqual("pad", [{ shape: [], dtype: x.dtype }, scalar]);
    expectPerAxis("pad", "low", low, x.shape.length, -Infinity);
    expectPerAxis("pad", "high", high, x.shape.length, -Infinity);
    expectPerAxis("pad", "interior", interior, x.shape.length, 0);
    const shape = x.shape.map(
      (extent, axis) =>
        low[axis]! + high[axis]! + extent + Math.max(0, extent - 1) * interior[axis]!,
    );
    if (shape.some((extent) => extent < 0)) {
      fail("shape", {
        where: "pad",
        expected: `no more cut off than ${formatShape(x.shape)} has`,
        received: `low ${formatShape(low)} and high ${formatShape(high)}`,
      });
    }
    return { shape, dtype: x.dtype };
  },
  vjp: ({ inputs: [x, scalar], attributes, out, dOut }) => {
    const frame = emit("pad", [constantLike(x!, 0), scalarLike(x!, 1)], attributes);
    const sum = emit("reduceSum", [emit("mul", [dOut, frame])], { axes: range(out.rank) });
    return [unpad(dOut, x!, attributes), reshapeTo(sum, scalar!.shape)];
  },
  samples: [
    { shapes: [[2, 3], []], attributes: { low: [1, 2], high: [0, 3], interior: [2, 1] } },
    { shapes: [[4, 5], []], attributes: { low: [-1, 2], high: [3, -2], interior: [0, 1] } },
  ],
};

/** The entries of a padded `y` that are not padding, in the shape of `x`; 0 for those that were cut off. */
function unpad(y: Value, x: Typed, { low, high, interior }: AttributesOf<"pad">): Operand {
  const whole = emit("pad", [y, scalarLike(y, 0)], {
    low: low.map((amount) => -amount),
    high: high.map((amount) => -amount),
    interior: low.map(() => 0),
  });
  const starts = low.map(() => 0);
  return emit("slice", [whole], {
    starts,
    limits: whole.shape,
    strides: interior.map((gap) => gap + 1),
  });
}

/** The order of the entries along `axes` turned round. */
export const reverse: Card<"reverse"> = {
  kind: "movement",
  type(inputs, { axes }) {
    const { shape, dtype } = only("reverse", inputs);
    expectAxes("reverse", axes, shape.length);
    return { shape, dtype };
  },
  vjp: ({ attributes, dOut }) => [emit("reverse", [dOut], attributes)],
  samples: [{ shapes: [[2, 3, 5]], attributes: { axes: [0, 2] } }],
};
