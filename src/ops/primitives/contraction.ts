import { fail } from "../../base/errors.ts";
import { formatShape } from "../../base/shape.ts";
import type { Typed } from "../../graph/alphabet.ts";
import { emit } from "../../graph/primitives.ts";
import type { Operand } from "../../graph/value.ts";
import type { Card } from "./card.ts";
import { otherAxes, range, transposeTo } from "./helpers.ts";
import { expectAxes, expectCount, expectDtype, formatType, numbers } from "./types.ts";

/** `axes` in the order of their `partners`: a dot leaves free axes in rising order. */
function sortedBy(axes: readonly number[], partners: readonly number[]): number[] {
  return axes
    .map((axis, i) => ({ axis, partner: partners[i]! }))
    .sort((a, b) => a.partner - b.partner)
    .map(({ axis }) => axis);
}

/** The permutation that brings axes which stand in `order` back to 0, 1, 2, .. */
function inverse(order: readonly number[]): number[] {
  return range(order.length).map((axis) => order.indexOf(axis));
}

/**
 * Sums of products. Its gradients are dots again: dX = dOut · y over the free axes of y, dY = x · dOut over the free
 * axes of x; for [m, k] x [k, n] that is dOut · yᵀ and xᵀ · dOut without a transpose.
 */
export const dot: Card<"dot"> = {
  kind: "contraction",
  type(inputs, { contract, batch }) {
    const [x, y] = expectCount("dot", inputs, 2) as readonly [Typed, Typed];
    expectDtype("dot", x.dtype, numbers);
    expectAxes("dot", [...batch[0], ...contract[0]], x.shape.length);
    expectAxes("dot", [...batch[1], ...contract[1]], y.shape.length);
    const extents = ({ shape }: Typed, side: 0 | 1): string =>
      `batch ${formatShape(batch[side].map((axis) => shape[axis]!))} and contracted ${formatShape(contract[side].map((axis) => shape[axis]!))}`;
    const agree = ([xAxes, yAxes]: typeof batch): boolean =>
      xAxes.length === yAxes.length &&
      xAxes.every((axis, i) => x.shape[axis] === y.shape[yAxes[i]!]);
    if (!agree(batch) || !agree(contract)) {
      fail("shape", {
        where: "dot",
        expected: "paired axes of equal extents",
        received: `${formatShape(x.shape)} with ${extents(x, 0)}, and ${formatShape(y.shape)} with ${extents(y, 1)}`,
      });
    }
    if (x.dtype !== y.dtype) {
      fail("dtype", {
        where: "dot",
        expected: "equal dtypes",
        received: `${formatType(x)} and ${formatType(y)}`,
      });
    }
    const free = ({ shape }: Typed, side: 0 | 1): number[] =>
      otherAxes(shape.length, [...batch[side], ...contract[side]]).map((axis) => shape[axis]!);
    return {
      shape: [...batch[0].map((axis) => x.shape[axis]!), ...free(x, 0), ...free(y, 1)],
      dtype: x.dtype,
    };
  },
  vjp: ({ inputs, attributes: { contract, batch }, dOut }) => {
    const free = inputs.map(({ rank }, i) => otherAxes(rank, [...batch[i]!, ...contract[i]!]));
    const outBatch = range(batch[0].length);
    const outX = range(free[0]!.length, outBatch.length);
    const outY = range(free[1]!.length, outBatch.length + outX.length);
    const gradient = (own: 0 | 1, other: 0 | 1): Operand => {
      const summed = sortedBy(contract[own], contract[other]);
      const upstream = [dOut, own === 0 ? outY : outX, outBatch] as const;
      const factor = [inputs[other]!, free[other]!, batch[other]] as const;
      // Whose axes come first in the input comes first here, so that where it can be nothing is transposed.
      const isFirst = Math.min(...free[own]!) < Math.min(...summed);
      const [x, y] = isFirst ? [upstream, factor] : [factor, upstream];
      const order = isFirst ? [...free[own]!, ...summed] : [...summed, ...free[own]!];
      return transposeTo(
        emit("dot", [x[0], y[0]], { contract: [x[1], y[1]], batch: [x[2], y[2]] }),
        inverse([...batch[own], ...order]),
      );
    };
    return [gradient(0, 1), gradient(1, 0)];
  },
  multiplyAdds: ({ inputs: [x], attributes: { contract }, size }) =>
    contract[0].reduce((product, axis) => product * x!.shape[axis]!, size),
  samples: [
    {
      shapes: [
        [2, 3],
        [3, 5],
      ],
      attributes: { contract: [[1], [0]], batch: [[], []] },
    },
    {
      shapes: [
        [3, 2],
        [5, 3],
      ],
      attributes: { contract: [[0], [1]], batch: [[], []] },
    },
    {
      shapes: [
        [2, 3, 4],
        [2, 4, 5],
      ],
      attributes: { contract: [[2], [1]], batch: [[0], [0]] },
    },
    {
      shapes: [
        [3, 2, 4, 5],
        [5, 7, 3, 2],
      ],
      attributes: {
        contract: [
          [3, 0],
          [0, 2],
        ],
        batch: [[1], [3]],
      },
    },
    {
      shapes: [
        [2, 3, 4],
        [5, 4, 2, 3],
      ],
      attributes: {
        contract: [[2], [1]],
        batch: [
          [1, 0],
          [3, 2],
        ],
      },
    },
    {
      shapes: [
        [2, 3, 5],
        [5, 4, 2],
      ],
      attributes: {
        contract: [
          [0, 2],
          [2, 0],
        ],
        batch: [[], []],
      },
    },
    { shapes: [[2], [3]], attributes: { contract: [[], []], batch: [[], []] } },
    { shapes: [[7], [7]], attributes: { contract: [[0], [0]], batch: [[], []] } },
    {
      shapes: [
        [2, 3],
        [3, 5],
      ],
      dtypes: ["int32", "int32"],
      domain: [-9, 9],
      attributes: { contract: [[1], [0]], batch: [[], []] },
    },
  ],
};
