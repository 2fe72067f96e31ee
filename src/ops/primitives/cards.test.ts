import { describe, expect, test } from "vitest";
import type { DType } from "../../base/dtype.ts";
import type { HornetError, ErrorCode } from "../../base/errors.ts";
import type { Shape } from "../../base/shape.ts";
import type { AttributesOf, Primitive, Typed } from "../../graph/alphabet.ts";
import { still } from "../../graph/window.ts";
import type { Card } from "./card.ts";
import { cards } from "./cards.testing.ts";

const f = (...shape: number[]): Typed => ({ shape, dtype: "float32" });
const i = (...shape: number[]): Typed => ({ shape, dtype: "int32" });
const u = (...shape: number[]): Typed => ({ shape, dtype: "uint32" });
const b = (...shape: number[]): Typed => ({ shape, dtype: "bool" });

const alongW = { x: "nwi", y: "wio", out: "nwo" };
const pair = { ...still, size: 2, stride: 2 };

interface Case<P extends Primitive> {
  readonly op: P;
  readonly inputs: readonly Typed[];
  readonly attributes: AttributesOf<P>;
}

/** The type that a card gives. */
function typeOf<P extends Primitive>({ op, inputs, attributes }: Case<P>): Typed {
  return (cards[op] as Card<Primitive>).type(inputs, attributes);
}

function apply<P extends Primitive>(
  op: P,
  inputs: readonly Typed[],
  attributes: AttributesOf<P>,
): Case<Primitive> {
  return { op, inputs, attributes };
}

describe("what does not fit is said", () => {
  const data = Float32Array.of(1, 2);
  test.each<[Case<Primitive>, ErrorCode, RegExp]>([
    [
      apply("parameter", [], { name: "x", shape: [2, -1], dtype: "float32" }),
      "shape",
      /a shape of integers from 0, received \[2, -1\]/,
    ],
    [apply("parameter", [], { name: "x", shape: [1.5], dtype: "float32" }), "shape", /\[1\.5\]/],
    [
      apply("constant", [], { data, shape: [3], dtype: "float32" }),
      "shape",
      /3 elements for \[3\], received 2/,
    ],
    [
      apply("constant", [], { data, shape: [2], dtype: "int32" }),
      "dtype",
      /an array of int32, received one of float32/,
    ],
    [
      apply("iota", [], { shape: [2, 3], dtype: "int32", axis: 2 }),
      "shape",
      /axes between 0 and 1, received \[2\]/,
    ],
    [
      apply("iota", [], { shape: [2], dtype: "bool", axis: 0 }),
      "dtype",
      /numeric dtype, received bool/,
    ],
    [
      apply("exp", [i(2)], {}),
      "dtype",
      /exp: expected inputs of a float dtype, received int32. Cast first/,
    ],
    [apply("exp", [f(2), f(2)], {}), "value", /exp: expected 1 inputs, received 2/],
    [apply("neg", [b(2)], {}), "dtype", /received bool/],
    [apply("not", [f(2)], {}), "dtype", /an integer dtype or bool, received float32/],
    [apply("isFinite", [i(2)], {}), "dtype", /received int32/],
    [apply("cast", [], { dtype: "int32" }), "value", /1 inputs, received 0/],
    [
      apply("add", [f(2, 3), f(3)], {}),
      "shape",
      /equal shapes, received \[2, 3\] and \[3\]. A primitive does not broadcast/,
    ],
    [apply("add", [f(2), f(1)], {}), "shape", /\[2\] and \[1\]/],
    [apply("add", [f(2), i(2)], {}), "dtype", /float32 and int32. A primitive does not promote/],
    [apply("add", [b(2), b(2)], {}), "dtype", /received bool/],
    [apply("eq", [f(2), f(3)], {}), "shape", /eq/],
    [apply("and", [f(2), f(2)], {}), "dtype", /received float32/],
    [apply("shiftLeft", [b(2), b(2)], {}), "dtype", /an integer dtype, received bool/],
    [apply("where", [f(2), f(2), f(2)], {}), "dtype", /a condition of bool, received float32/],
    [apply("where", [b(2), f(2), i(2)], {}), "dtype", /float32 and int32/],
    [apply("where", [b(1), f(2), f(2)], {}), "shape", /\[1\] and \[2\]/],
    [apply("randomBits", [u(2), u(2), u(2), i(2)], { word: 0 }), "dtype", /uint32 and int32/],
    [
      apply("randomBits", [i(2), i(2), i(2), i(2)], { word: 0 }),
      "dtype",
      /of uint32, received int32/,
    ],
    [
      apply("reshape", [f(2, 3)], { shape: [4] }),
      "shape",
      /6 elements, as many as \[2, 3\] has, received \[4\], which has 4/,
    ],
    [
      apply("transpose", [f(2, 3)], { permutation: [0] }),
      "shape",
      /a permutation of 2 axes, received \[0\]/,
    ],
    [
      apply("transpose", [f(2, 3)], { permutation: [1, 1] }),
      "shape",
      /distinct axes between 0 and 1/,
    ],
    [apply("broadcast", [f(3)], { shape: [2, 3] }), "shape", /A primitive adds no axes/],
    [
      apply("broadcast", [f(2, 3)], { shape: [2, 4] }),
      "shape",
      /\[2, 4\], or 1 for some of its extents, received \[2, 3\]/,
    ],
    [
      apply("slice", [f(4)], { starts: [3], limits: [2], strides: [1] }),
      "shape",
      /starts up to limits within \[4\], received \[3\] to \[2\]/,
    ],
    [apply("slice", [f(4)], { starts: [0], limits: [5], strides: [1] }), "shape", /within \[4\]/],
    [
      apply("slice", [f(4)], { starts: [0], limits: [4], strides: [0] }),
      "value",
      /1 integers of at least 1 as strides/,
    ],
    [
      apply("slice", [f(4)], { starts: [0, 0], limits: [4], strides: [1] }),
      "value",
      /1 integers of at least 0 as starts/,
    ],
    [
      apply("pad", [f(2), i()], { low: [0], high: [0], interior: [0] }),
      "dtype",
      /float32 and int32/,
    ],
    [apply("pad", [f(2), f(1)], { low: [0], high: [0], interior: [0] }), "shape", /\[\] and \[1\]/],
    [
      apply("pad", [f(2), f()], { low: [-2], high: [-1], interior: [0] }),
      "shape",
      /no more cut off than \[2\] has/,
    ],
    [apply("pad", [f(2), f()], { low: [0], high: [0], interior: [-1] }), "value", /as interior/],
    [apply("concat", [], { axis: 0 }), "value", /an input or more, received none/],
    [
      apply("concat", [f(2, 3), f(3, 3)], { axis: 1 }),
      "shape",
      /differ on axis 1 only, received \[2, 3\] and \[3, 3\]/,
    ],
    [apply("concat", [f(2, 3), f(2)], { axis: 1 }), "shape", /\[2, 3\] and \[2\]/],
    [apply("concat", [f(2), i(3)], { axis: 0 }), "dtype", /float32 and int32/],
    [apply("reverse", [f(2)], { axes: [1] }), "shape", /between 0 and 0, received \[1\]/],
    [apply("reverse", [f()], { axes: [0] }), "shape", /no axes: the input is a scalar/],
    [apply("gather", [f(3), f(2)], { axis: 0 }), "dtype", /indices of int32, received float32/],
    [apply("gather", [f(0), i(2)], { axis: 0 }), "shape", /entries on axis 0, received \[0\]/],
    [apply("gather", [f(3), i(2)], { axis: -1 }), "shape", /received \[-1\]/],
    [
      apply("scatterAdd", [i(2), f(3, 2)], { axis: 0, size: 4 }),
      "shape",
      /axes \[2\] of the indices from axis 0 on, received \[3, 2\]/,
    ],
    [apply("scatterAdd", [i(2), f(2)], { axis: 0, size: -1 }), "value", /axis and size/],
    [apply("scatterAdd", [i(2), f(2)], { axis: 1, size: 3 }), "shape", /from axis 1 on/],
    [
      apply("dynamicSlice", [f(4), i(1)], { axis: 0, size: 2 }),
      "shape",
      /a scalar as start, received \[1\]/,
    ],
    [apply("dynamicSlice", [f(4), f()], { axis: 0, size: 2 }), "dtype", /a start of int32/],
    [
      apply("dynamicSlice", [f(4), i()], { axis: 0, size: 5 }),
      "value",
      /between 0 and 4, the extent of axis 0, received 5/,
    ],
    [
      apply("dynamicUpdateSlice", [f(4), f(5), i()], { axis: 0 }),
      "shape",
      /an update of \[4\] with at most 4 entries on axis 0, received \[5\]/,
    ],
    [apply("dynamicUpdateSlice", [f(4), i(2), i()], { axis: 0 }), "dtype", /an update of float32/],
    [
      apply("dynamicUpdateSlice", [f(4), f(2), i(1)], { axis: 0 }),
      "shape",
      /a scalar as start, received \[1\]/,
    ],
    [apply("dynamicUpdateSlice", [f(4), f(2), f()], { axis: 0 }), "dtype", /a start of int32/],
    [apply("bitcast", [b(4)], { dtype: "int32" }), "dtype", /a dtype of 32 bits, received bool/],
    [apply("bitcast", [f(4)], { dtype: "uint8" }), "dtype", /a result of a dtype of 32 bits/],
    [
      apply("cumulativeSum", [b(2)], { axis: 0, reverse: false }),
      "dtype",
      /numeric dtype, received bool/,
    ],
    [
      apply("cumulativeMax", [f(2)], { axis: 1, reverse: false }),
      "shape",
      /between 0 and 0, received \[1\]/,
    ],
    [apply("argSort", [f()], { axis: 0, descending: false }), "shape", /no axes/],
    [apply("reduceSum", [b(2)], { axes: [0] }), "dtype", /received bool/],
    [apply("reduceSum", [f(2, 3)], { axes: [0, 0] }), "shape", /distinct axes/],
    [
      apply("reduceMax", [f(2, 0)], { axes: [1] }),
      "shape",
      /entries on axes \[1\], received \[2, 0\]/,
    ],
    [apply("reduceAny", [f(2)], { axes: [0] }), "dtype", /of bool, received float32/],
    [apply("argMax", [f(0)], { axis: 0 }), "shape", /entries on axes \[0\]/],
    [apply("argMin", [f(2)], { axis: 1 }), "shape", /argMin/],
    [
      apply("dot", [f(2, 3), f(4, 5)], { contract: [[1], [0]], batch: [[], []] }),
      "shape",
      /\[2, 3\] with batch \[\] and contracted \[3\], and \[4, 5\] with batch \[\] and contracted \[4\]/,
    ],
    [
      apply("dot", [f(2, 3), f(3, 2)], { contract: [[1], [0, 1]], batch: [[], []] }),
      "shape",
      /paired axes/,
    ],
    [
      apply("dot", [f(2, 3), f(3, 2)], { contract: [[1], [0]], batch: [[1], [1]] }),
      "shape",
      /distinct axes/,
    ],
    [
      apply("dot", [f(2), i(2)], { contract: [[0], [0]], batch: [[], []] }),
      "dtype",
      /float32 \[2\] and int32 \[2\]/,
    ],
    [
      apply("dot", [b(2), b(2)], { contract: [[0], [0]], batch: [[], []] }),
      "dtype",
      /received bool/,
    ],
    [
      apply("conv", [f(1, 4, 2), f(3, 3, 5)], { ...alongW, windows: { w: still } }),
      "shape",
      /equal extents along "i" of "nwi" and "wio", received \[1, 4, 2\] and \[3, 3, 5\]/,
    ],
    [
      apply("conv", [f(4, 2), f(3, 2, 5)], { ...alongW, windows: { w: still } }),
      "value",
      /2 and 3 axes/,
    ],
    [
      apply("conv", [f(1, 4, 2), f(3, 2, 5)], { ...alongW, windows: { i: still } }),
      "value",
      /along "i"/,
    ],
    [
      apply("conv", [f(1, 4, 2), f(3, 2, 5)], {
        ...alongW,
        windows: { w: { ...still, stride: 0 } },
      }),
      "value",
      /strides and dilations of at least 1/,
    ],
    [
      apply("conv", [i(1, 4, 2), i(3, 2, 5)], { ...alongW, windows: { w: still } }),
      "dtype",
      /float/,
    ],
    [
      apply("reduceWindowMax", [f(4)], { axes: [1], windows: [pair] }),
      "shape",
      /axes between 0 and 0/,
    ],
    [
      apply("reduceWindowMax", [f(4)], { axes: [0], windows: [] }),
      "value",
      /a window for each of 1 axes/,
    ],
    [
      apply("reduceWindowMax", [f(4)], { axes: [0], windows: [{ ...pair, inputDilation: 2 }] }),
      "value",
      /input dilation of 1, received 2/,
    ],
    [
      apply("reduceWindowSum", [f(4)], { axes: [0], windows: [{ ...pair, size: 0 }] }),
      "value",
      /at least 1 element, received 0/,
    ],
    [
      apply("selectAndScatter", [f(4), f(4)], { axes: [0], windows: [pair] }),
      "shape",
      /float32 \[2\] as the second input, received float32 \[4\]/,
    ],
  ])("%o", (example, code, message) => {
    expect(() => typeOf(example)).toThrow(message);
    expect(() => typeOf(example)).toThrow(expect.objectContaining({ code }) as HornetError);
  });
});

test.each<[Case<Primitive>, DType, Shape]>([
  [apply("isFinite", [f(2)], {}), "bool", [2]],
  [apply("lt", [i(2, 3), i(2, 3)], {}), "bool", [2, 3]],
  [apply("cast", [b(2)], { dtype: "float32" }), "float32", [2]],
  [apply("transpose", [f(2, 3, 4)], { permutation: [2, 0, 1] }), "float32", [4, 2, 3]],
  [apply("slice", [i(4, 9)], { starts: [1, 2], limits: [1, 9], strides: [1, 3] }), "int32", [0, 3]],
  [
    apply("pad", [f(3, 0), f()], { low: [-1, 2], high: [2, 1], interior: [3, 5] }),
    "float32",
    [10, 3],
  ],
  [apply("concat", [b(2, 3), b(2, 0)], { axis: 1 }), "bool", [2, 3]],
  [apply("gather", [f(2, 5, 3), i(7, 4)], { axis: 1 }), "float32", [2, 7, 4, 3]],
  [apply("gather", [f(2, 5), i()], { axis: 0 }), "float32", [5]],
  [apply("scatterAdd", [i(7, 4), f(2, 7, 4, 3)], { axis: 1, size: 5 }), "float32", [2, 5, 3]],
  [apply("dynamicSlice", [f(2, 5), i()], { axis: 1, size: 0 }), "float32", [2, 0]],
  [apply("reduceMax", [f(2, 3, 4)], { axes: [2, 0] }), "float32", [1, 3, 1]],
  [apply("argMax", [f(2, 3)], { axis: 0 }), "int32", [1, 3]],
  [apply("argSort", [b(2, 3)], { axis: 1, descending: true }), "int32", [2, 3]],
  [apply("cumulativeProd", [i(2, 3)], { axis: 1, reverse: false }), "int32", [2, 3]],
  [apply("dynamicUpdateSlice", [b(2, 3), b(2, 1), i()], { axis: 1 }), "bool", [2, 3]],
  [apply("bitcast", [f(2, 3)], { dtype: "uint32" }), "uint32", [2, 3]],
  [
    apply("dot", [f(2, 3, 4, 5), f(5, 3, 6)], { contract: [[3], [0]], batch: [[1], [1]] }),
    "float32",
    [3, 2, 4, 6],
  ],
  [
    apply("conv", [f(2, 9, 8, 3), f(3, 2, 3, 5)], {
      x: "nhwi",
      y: "hwio",
      out: "nohw",
      windows: {
        h: { stride: 2, low: 1, high: 0, inputDilation: 1, dilation: 2 },
        w: { stride: 1, low: 0, high: 0, inputDilation: 3, dilation: 1 },
      },
    }),
    "float32",
    [2, 5, 3, 21],
  ],
  [apply("reduceWindowSum", [f(2, 7)], { axes: [1], windows: [pair] }), "float32", [2, 3]],
  [apply("selectAndScatter", [f(7), f(3)], { axes: [0], windows: [pair] }), "float32", [7]],
  [apply("selectAndGather", [i(7), i(7)], { axes: [0], windows: [pair] }), "int32", [3]],
])("%o", (example, dtype, shape) => {
  expect(typeOf(example)).toEqual({ dtype, shape });
});

test("every card has a sample, and its kind is the alphabet's", () => {
  for (const [op, card] of Object.entries(cards))
    expect(card.samples.length, op).toBeGreaterThan(0);
});
