import { fail } from "../../base/errors.ts";
import { formatShape } from "../../base/shape.ts";
import type { Typed } from "../../graph/alphabet.ts";
import { emit } from "../../graph/primitives.ts";
import type { Operand, Value } from "../../graph/value.ts";
import type { Card, Sample, Vjp } from "./card.ts";
import {
  broadcastTo,
  constantLike,
  otherAxes,
  reshapeTo,
  scalarLike,
  transposeTo,
} from "./helpers.ts";
import {
  anything,
  booleans,
  expectAxes,
  expectCount,
  expectDtype,
  numbers,
  type DTypes,
} from "./types.ts";

interface ReductionSignature {
  readonly kind: "reduction";
  type(inputs: readonly Typed[], attributes: { readonly axes: readonly number[] }): Typed;
}

/** The reduced axes keep an extent of 1. `nonEmpty`: there is no result of nothing. */
function reduction(op: string, allowed: DTypes, nonEmpty = false): ReductionSignature {
  return {
    kind: "reduction",
    type(inputs, { axes }) {
      const { shape, dtype } = expectCount(op, inputs, 1)[0]!;
      expectDtype(op, dtype, allowed);
      expectAxes(op, axes, shape.length);
      if (nonEmpty && axes.some((axis) => shape[axis] === 0)) {
        fail("shape", {
          where: op,
          expected: `entries on axes ${formatShape(axes)}`,
          received: formatShape(shape),
        });
      }
      return { shape: shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)), dtype };
    },
  };
}

const samples = [
  { shapes: [[2, 3, 5]], attributes: { axes: [1] } },
  { shapes: [[3, 4, 2]], attributes: { axes: [0, 2] } },
  { shapes: [[3, 2, 4]], attributes: { axes: [0] } },
  { shapes: [[3, 7]], attributes: { axes: [0, 1] } },
  { shapes: [[3, 7]], dtypes: ["int32"], domain: [-9, 9], attributes: { axes: [1] } },
] satisfies Sample<"reduceSum">[];
const boolSamples = [
  { shapes: [[4, 3]], dtypes: ["bool"], attributes: { axes: [1] } },
  { shapes: [[2, 3, 5]], dtypes: ["bool"], attributes: { axes: [0, 2] } },
] satisfies Sample<"reduceAny">[];

/** The sum over axes. */
export const reduceSum: Card<"reduceSum"> = {
  ...reduction("reduceSum", numbers),
  vjp: ({ inputs: [x], dOut }) => [broadcastTo(dOut, x!.shape)],
  samples,
};

/**
 * For each entry of [rows, n] the product of those before it: 1, x₀, x₀x₁, ...
 * Doubles the reach of each product log₂ n times.
 */
function productsBefore(x: Operand, one: Operand): Operand {
  const extent = x.shape[1]!;
  const shifted = (y: Operand, by: number): Operand =>
    emit("pad", [y, one], { low: [0, by], high: [0, -by], interior: [0, 0] });
  let products = shifted(x, 1);
  for (let reach = 1; reach < extent; reach *= 2)
    products = emit("mul", [products, shifted(products, reach)]);
  return products;
}

/** The product over axes; its gradient is the product of the other entries, which needs no division by x = 0. */
export const reduceProd: Card<"reduceProd"> = {
  ...reduction("reduceProd", numbers),
  vjp: ({ inputs: [x], attributes: { axes }, dOut }) => {
    const { shape } = x!;
    const order = [...otherAxes(shape.length, axes), ...axes];
    const moved = transposeTo(x!, order);
    const extent = axes.reduce((product, axis) => product * shape[axis]!, 1);
    if (extent === 0) return [constantLike(x!, 0)];
    const rows = reshapeTo(moved, [x!.size / extent, extent]);
    const one = scalarLike(x!, 1);
    const turn = (y: Operand): Operand => emit("reverse", [y], { axes: [1] });
    const others = emit("mul", [productsBefore(rows, one), turn(productsBefore(turn(rows), one))]);
    const back = shape.map((_, axis) => order.indexOf(axis));
    const slope = transposeTo(reshapeTo(others, moved.shape), back);
    return [emit("mul", [broadcastTo(dOut, shape), slope])];
  },
  samples,
};

/** The gradient in equal shares to all entries that equal the result, as in Keras. */
function toExtremes(x: Value, out: Value, dOut: Value, axes: readonly number[]): Operand {
  const hit = emit("eq", [x, broadcastTo(out, x.shape)]);
  const count = emit("reduceSum", [emit("cast", [hit], { dtype: x.dtype })], { axes });
  const share = broadcastTo(emit("div", [dOut, count]), x.shape);
  return emit("where", [hit, share, constantLike(x, 0)]);
}

const extremes = ({
  inputs: [x],
  attributes,
  out,
  dOut,
}: Vjp<"reduceMax"> | Vjp<"reduceMin">): readonly Operand[] => [
  toExtremes(x!, out, dOut, attributes.axes),
];

/** The largest entry over axes; NaN if there is one. */
export const reduceMax: Card<"reduceMax"> = {
  ...reduction("reduceMax", anything, true),
  vjp: extremes,
  samples,
};

/** The smallest entry over axes; NaN if there is one. */
export const reduceMin: Card<"reduceMin"> = {
  ...reduction("reduceMin", anything, true),
  vjp: extremes,
  samples,
};

/** Whether some entry over axes is true. */
export const reduceAny: Card<"reduceAny"> = {
  ...reduction("reduceAny", booleans),
  samples: boolSamples,
};

/** Whether all entries over axes are true. */
export const reduceAll: Card<"reduceAll"> = {
  ...reduction("reduceAll", booleans),
  samples: boolSamples,
};

interface PositionSignature {
  readonly kind: "reduction";
  type(inputs: readonly Typed[], attributes: { readonly axis: number }): Typed;
}

/** int32 positions along one axis, which keeps an extent of 1. */
function position(op: string): PositionSignature {
  const { kind, ...signature } = reduction(op, anything, true);
  return {
    kind,
    type: (inputs, { axis }) => ({
      shape: signature.type(inputs, { axes: [axis] }).shape,
      dtype: "int32",
    }),
  };
}

const positionSamples = [
  { shapes: [[2, 7, 3]], attributes: { axis: 1 } },
  { shapes: [[5, 4]], dtypes: ["int32"], domain: [-1, 1], attributes: { axis: 0 } },
] satisfies Sample<"argMax">[];

/** Index of the first largest entry; of the first NaN, if there is one. */
export const argMax: Card<"argMax"> = { ...position("argMax"), samples: positionSamples };

/** Index of the first smallest entry; of the first NaN, if there is one. */
export const argMin: Card<"argMin"> = { ...position("argMin"), samples: positionSamples };
