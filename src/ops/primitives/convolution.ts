import { fail } from "../../base/errors.ts";
import { formatShape } from "../../base/shape.ts";
import type { AttributesOf, Sliding, Typed } from "../../graph/alphabet.ts";
import { conv as interpret } from "../../graph/interpret/convolution.ts";
import { emit } from "../../graph/primitives.ts";
import { placesOf, slidingOfFactors, slidingOfInput, still } from "../../graph/window.ts";
import {
  convolutionKernel,
  convolutionPreparation,
  convolutionWorkspace,
  prepareConvolution,
} from "../../kernels/convolution.ts";
import type { RareCard, Sample, Vjp } from "./card.ts";
import { foldScales } from "./foldScales.ts";
import { simplerConvolution } from "./simplerConvolution.ts";
import { expectCount, expectDtype, floats, formatType } from "./types.ts";

type Attributes = AttributesOf<"conv">;

/** Throws unless the numbers of a window fit. */
export function expectSliding(op: string, window: Sliding): void {
  const { stride, low, high, inputDilation, dilation } = window;
  const positive = [stride, inputDilation, dilation].every((n) => Number.isInteger(n) && n >= 1);
  if (!positive || !Number.isInteger(low) || !Number.isInteger(high)) {
    fail("value", {
      where: op,
      expected: "strides and dilations of at least 1, and whole numbers as padding",
      received: JSON.stringify(window),
    });
  }
}

function expectLetters({ x, y, out, windows }: Attributes, ranks: readonly [number, number]): void {
  const distinct = [x, y, out].every((list) => new Set(list).size === list.length);
  const all = [...new Set([...x, ...y, ...out])];
  const paired = all.every(
    (letter) => [x, y, out].filter((list) => list.includes(letter)).length > 1,
  );
  const sliding = Object.keys(windows).every(
    (letter) => x.includes(letter) && y.includes(letter) && out.includes(letter),
  );
  if (!distinct || !paired || !sliding || x.length !== ranks[0] || y.length !== ranks[1]) {
    fail("value", {
      where: "conv",
      expected: `letters for ${ranks[0]} and ${ranks[1]} axes, each in two of x, y and the result, those of windows in all three`,
      received: `"${x}", "${y}", "${out}" with windows along "${Object.keys(windows).join("")}"`,
    });
  }
}

function extentsOf(
  { x, y }: Attributes,
  [first, second]: readonly [Typed, Typed],
): (letter: string) => readonly [inX: number | undefined, inY: number | undefined] {
  return (letter) => [first.shape[x.indexOf(letter)], second.shape[y.indexOf(letter)]];
}

/** The windows of a gradient: `turn` from extents of x, y and the result. */
function turned(
  { inputs: [x, y], attributes, out }: Vjp<"conv">,
  turn: typeof slidingOfInput,
): Attributes["windows"] {
  const extents = extentsOf(attributes, [x!, y!]);
  return Object.fromEntries(
    Object.entries(attributes.windows).map(([letter, window]) => {
      const [extent, size] = extents(letter) as [number, number];
      const places = out.shape[attributes.out.indexOf(letter)]!;
      return [letter, turn(window, { extent, size, places })];
    }),
  );
}

const oneD = { x: "nwi", y: "wio", out: "nwo" };
const twoD = { x: "nhwi", y: "hwio", out: "nhwo" };

const samples: readonly Sample<"conv">[] = [
  {
    shapes: [
      [2, 6, 3],
      [4, 3, 5],
    ],
    attributes: { ...oneD, windows: { w: still } },
  },
  {
    shapes: [
      [1, 7, 2],
      [3, 2, 4],
    ],
    attributes: {
      ...oneD,
      windows: { w: { stride: 2, low: 1, high: 2, inputDilation: 1, dilation: 2 } },
    },
  },
  {
    shapes: [
      [2, 4, 1],
      [3, 1, 2],
    ],
    attributes: {
      ...oneD,
      windows: { w: { stride: 1, low: 3, high: -1, inputDilation: 3, dilation: 1 } },
    },
  },
  {
    shapes: [
      [2, 5, 4, 3],
      [3, 2, 3, 2],
    ],
    attributes: {
      ...twoD,
      windows: { h: { ...still, stride: 2, low: 1, high: 1 }, w: { ...still, low: 1 } },
    },
  },
  {
    // Channels first, groups, and letters in another order.
    shapes: [
      [2, 3, 2, 4],
      [2, 5, 3, 2],
    ],
    attributes: {
      x: "ngiw",
      y: "wogi",
      out: "gwno",
      windows: { w: { ...still, low: 1, high: 2, dilation: 2 } },
    },
  },
  {
    // Depthwise.
    shapes: [
      [1, 4, 5, 3],
      [2, 3, 3],
    ],
    attributes: {
      x: "nhwg",
      y: "hwg",
      out: "nhwg",
      windows: { h: still, w: { ...still, stride: 2, low: 1, high: 1 } },
    },
  },
  {
    shapes: [
      [1, 3, 4, 2, 2],
      [2, 2, 2, 2, 1],
    ],
    attributes: {
      x: "ndhwi",
      y: "dhwio",
      out: "ndhwo",
      windows: { d: still, h: { ...still, low: 1 }, w: { ...still, high: 1 } },
    },
  },
];

/**
 * Sums of products over sliding windows. Its gradients are convolutions again: that of x slides y, turned around, over
 * dOut with stride and input dilation exchanged; that of y slides dOut over x with stride and dilation exchanged.
 */
export const conv: RareCard<"conv"> = {
  name: "conv",
  kind: "contraction",
  type(inputs, attributes) {
    const [x, y] = expectCount("conv", inputs, 2) as readonly [Typed, Typed];
    expectDtype("conv", x.dtype, floats);
    if (x.dtype !== y.dtype) {
      fail("dtype", {
        where: "conv",
        expected: "equal dtypes",
        received: `${formatType(x)} and ${formatType(y)}`,
      });
    }
    expectLetters(attributes, [x.shape.length, y.shape.length]);
    const extents = extentsOf(attributes, [x, y]);
    for (const letter of attributes.x) {
      const [inX, inY] = extents(letter);
      if (attributes.windows[letter] === undefined && inY !== undefined && inX !== inY) {
        fail("shape", {
          where: "conv",
          expected: `equal extents along "${letter}" of "${attributes.x}" and "${attributes.y}"`,
          received: `${formatShape(x.shape)} and ${formatShape(y.shape)}`,
        });
      }
    }
    const shape = [...attributes.out].map((letter) => {
      const [inX, inY] = extents(letter);
      const window = attributes.windows[letter];
      if (window === undefined) return (inX ?? inY)!;
      expectSliding("conv", window);
      return placesOf(inX!, inY!, window);
    });
    return { shape, dtype: x.dtype };
  },
  multiplyAdds: ({ inputs: [, y], attributes, size }) =>
    y!.shape.reduce((product, extent, axis) => {
      const letter = attributes.y[axis]!;
      const isSummed = letter in attributes.windows || !attributes.out.includes(letter);
      return isSummed ? product * extent : product;
    }, size),
  vjp: (rule) => {
    const {
      inputs: [x, y],
      attributes: { x: xLetters, y: yLetters, out, windows },
      dOut,
    } = rule;
    const axes = Object.keys(windows).map((letter) => yLetters.indexOf(letter));
    return [
      emit(conv, [dOut, emit("reverse", [y!], { axes })], {
        x: out,
        y: yLetters,
        out: xLetters,
        windows: turned(rule, slidingOfInput),
      }),
      emit(conv, [x!, dOut], {
        x: xLetters,
        y: out,
        out: yLetters,
        windows: turned(rule, slidingOfFactors),
      }),
    ];
  },
  interpret,
  simpler: simplerConvolution,
  folded: foldScales,
  lowering: {
    kernel: convolutionKernel,
    workspace: convolutionWorkspace,
    preparation: { bytes: convolutionPreparation, kernel: prepareConvolution },
  },
  samples,
};
