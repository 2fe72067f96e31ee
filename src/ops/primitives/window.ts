import { fail } from "../../base/errors.ts";
import { formatShape, sameShape } from "../../base/shape.ts";
import type { Typed, Windows } from "../../graph/alphabet.ts";
import { window as interpreters } from "../../graph/interpret/window.ts";
import { emit } from "../../graph/primitives.ts";
import { slidingOfInput, still, windowedShape } from "../../graph/window.ts";
import { selectAndScatterKernel, selectWorkspace } from "../../kernels/select.ts";
import { windowKernel } from "../../kernels/window.ts";
import type { RareCard, Sample } from "./card.ts";
import { expectSliding } from "./convolution.ts";
import { expectAxes, expectCount, expectDtype, formatType, numbers } from "./types.ts";

/** Throws unless the windows fit the shape; gives the result's shape. */
function slide(op: string, { shape }: Typed, windows: Windows): readonly number[] {
  expectAxes(op, windows.axes, shape.length);
  if (windows.windows.length !== windows.axes.length) {
    fail("value", {
      where: op,
      expected: `a window for each of ${windows.axes.length} axes`,
      received: `${windows.windows.length}`,
    });
  }
  for (const window of windows.windows) {
    expectSliding(op, window);
    if (!Number.isInteger(window.size) || window.size < 1) {
      fail("value", {
        where: op,
        expected: "windows of at least 1 element",
        received: `${window.size}`,
      });
    }
  }
  return windowedShape(shape, windows);
}

/** Throws where gaps between elements would have to compete with them. */
function expectNoGaps(op: string, { windows }: Windows): void {
  const gap = windows.find(({ inputDilation }) => inputDilation !== 1);
  if (gap !== undefined) {
    fail("value", {
      where: op,
      expected: "an input dilation of 1",
      received: `${gap.inputDilation}`,
    });
  }
}

interface WindowSignature<P> {
  readonly name: P;
  readonly kind: "window";
  type(inputs: readonly Typed[], windows: Windows): Typed;
}

/** One result per window. */
function folded<P extends string>(op: P, gaps: boolean): WindowSignature<P> {
  return {
    name: op,
    kind: "window",
    type(inputs, windows) {
      if (!gaps) expectNoGaps(op, windows);
      const [x] = expectCount(op, inputs, 1) as readonly [Typed];
      expectDtype(op, x.dtype, numbers);
      return { shape: slide(op, x, windows), dtype: x.dtype };
    },
  };
}

/** Windows of x choose; `likeInput`: whether the second input is like x, and the result has one element per window. */
function selecting<P extends string>(op: P, likeInput: boolean): WindowSignature<P> {
  return {
    name: op,
    kind: "window",
    type(inputs, windows) {
      expectNoGaps(op, windows);
      const [x, y] = expectCount(op, inputs, 2) as readonly [Typed, Typed];
      expectDtype(op, x.dtype, numbers);
      const places = slide(op, x, windows);
      const expected = likeInput ? x.shape : places;
      if (!sameShape(y.shape, expected) || y.dtype !== x.dtype) {
        fail("shape", {
          where: op,
          expected: `${x.dtype} ${formatShape(expected)} as the second input`,
          received: formatType(y),
        });
      }
      return { shape: likeInput ? places : x.shape, dtype: x.dtype };
    },
  };
}

const halves: Windows = { axes: [1], windows: [{ ...still, size: 2, stride: 2 }] };
const overlapping: Windows = {
  axes: [1, 2],
  windows: [
    { ...still, size: 3, stride: 2, low: 1, high: 1 },
    { ...still, size: 2, dilation: 2, high: 1 },
  ],
};

const foldSamples = [
  { shapes: [[2, 7, 3]], attributes: halves },
  { shapes: [[1, 6, 5, 2]], attributes: overlapping },
  { shapes: [[2, 5]], dtypes: ["int32"], domain: [-9, 9], attributes: halves },
] satisfies Sample<"reduceWindowMax">[];

/** Sums over windows. The gradient slides the same window over dOut with stride and input dilation exchanged. */
export const reduceWindowSum: RareCard<"reduceWindowSum"> = {
  ...folded("reduceWindowSum", true),
  vjp: ({ inputs: [x], attributes: { axes, windows }, out, dOut }) => {
    const turned = windows.map((window, i) => ({
      ...slidingOfInput(window, {
        extent: x!.shape[axes[i]!]!,
        size: window.size,
        places: out.shape[axes[i]!]!,
      }),
      size: window.size,
    }));
    return [emit(reduceWindowSum, [dOut], { axes, windows: turned })];
  },
  interpret: interpreters.reduceWindowSum,
  lowering: { kernel: windowKernel },
  samples: [
    ...foldSamples,
    {
      shapes: [[2, 3, 4]],
      attributes: {
        axes: [2, 1],
        windows: [
          { ...still, size: 3, inputDilation: 2, low: 2, high: -1 },
          { ...still, size: 1, stride: 2 },
        ],
      },
    },
  ],
};

/** Largest elements of windows. The gradient goes to the first largest element of each window, as in Keras. */
export const reduceWindowMax: RareCard<"reduceWindowMax"> = {
  ...folded("reduceWindowMax", false),
  vjp: ({ inputs: [x], attributes, dOut }) => [emit(selectAndScatter, [x!, dOut], attributes)],
  interpret: interpreters.reduceWindowMax,
  lowering: { kernel: windowKernel },
  samples: foldSamples,
};

/** Sums of updates where the windows of x have their first largest element. Constant in x but for jumps. */
export const selectAndScatter: RareCard<"selectAndScatter"> = {
  ...selecting("selectAndScatter", false),
  vjp: ({ inputs: [x], attributes, dOut }) => [null, emit(selectAndGather, [x!, dOut], attributes)],
  interpret: interpreters.selectAndScatter,
  lowering: { kernel: selectAndScatterKernel, workspace: selectWorkspace },
  samples: [
    {
      shapes: [
        [2, 7, 3],
        [2, 3, 3],
      ],
      attributes: halves,
    },
    {
      shapes: [
        [1, 6, 5, 2],
        [1, 3, 4, 2],
      ],
      attributes: overlapping,
    },
  ],
};

/** Elements of y where the windows of x have their first largest element. Constant in x but for jumps. */
export const selectAndGather: RareCard<"selectAndGather"> = {
  ...selecting("selectAndGather", true),
  vjp: ({ inputs: [x], attributes, dOut }) => [
    null,
    emit(selectAndScatter, [x!, dOut], attributes),
  ],
  interpret: interpreters.selectAndGather,
  lowering: { kernel: windowKernel },
  samples: [
    {
      shapes: [
        [2, 7, 3],
        [2, 7, 3],
      ],
      attributes: halves,
    },
    {
      shapes: [
        [1, 6, 5, 2],
        [1, 6, 5, 2],
      ],
      attributes: overlapping,
    },
  ],
};
