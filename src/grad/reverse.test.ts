import { describe, expect, test } from "vitest";
import type { TypedArray } from "../base/dtype.ts";
import { interpretGraph } from "../graph/interpret/interpret.ts";
import { emit } from "../graph/primitives.ts";
import type { Operand, Value } from "../graph/value.ts";
import { verifyGraph } from "../graph/verify.ts";
import { commonCards, newGraph } from "../ops/primitives/cards.ts";
import { cumulativeSum } from "../ops/primitives/rowwise.ts";
import { gradients } from "./reverse.ts";
import { pow } from "../ops/primitives/power.ts";
import { gather, scatterAdd } from "../ops/primitives/scatter.ts";
import { sin } from "../ops/primitives/trigonometric.ts";

/** Gradients of the sum of `f` at points given as vectors, in float64. */
function gradientsAt(
  f: (...x: Value[]) => Operand,
  ...points: number[][]
): (number[] | undefined)[] {
  const graph = newGraph();
  const inputs = points.map((point, i) => graph.parameter(`x${i}`, [point.length], "float64"));
  const given = new Map<Value, TypedArray>(
    inputs.map((input, i) => [input, Float64Array.from(points[i]!)]),
  );
  const out = graph.lift(f(...inputs));
  const ones = graph.constant(new Float64Array(out.size).fill(1), out.shape, "float64");
  const result = gradients([out], [ones], inputs);
  verifyGraph(graph.values, commonCards);
  return result.map((gradient) => gradient && Array.from(interpretGraph([gradient], given)[0]!));
}

describe("where derivatives break, Keras's conventions hold", () => {
  test.each<[string, (...x: Value[]) => Operand, number[][], (number[] | undefined)[]]>([
    [
      "max: a tie goes to y, so relu is flat at 0",
      (x, y) => emit("max", [x, y]),
      [
        [-1, 0, 2],
        [0, 0, 0],
      ],
      [
        [0, 0, 1],
        [1, 1, 0],
      ],
    ],
    [
      "min: a tie goes to y",
      (x, y) => emit("min", [x, y]),
      [
        [-1, 0, 2],
        [0, 0, 0],
      ],
      [
        [1, 0, 0],
        [0, 1, 1],
      ],
    ],
    ["abs is flat at 0", (x) => emit("abs", [x]), [[-2, 0, 3]], [[-1, 0, 1]]],
    [
      "pow at x = 0",
      (x, y) => emit(pow, [x, y]),
      [
        [0, 0, 0, 0],
        [0, 1, 2, 3],
      ],
      [
        [0, 1, 0, 0],
        [0, 0, 0, 0],
      ],
    ],
    [
      "pow at x < 0",
      (x, y) => emit(pow, [x, y]),
      [
        [-2, -2],
        [2, 3],
      ],
      [
        [-4, 12],
        [0, 0],
      ],
    ],
    [
      "reduceMax shares among ties",
      (x) => emit("reduceMax", [x], { axes: [0] }),
      [[3, 1, 3, 3, 2]],
      [[1 / 3, 0, 1 / 3, 1 / 3, 0]],
    ],
    [
      "reduceMin shares among ties",
      (x) => emit("reduceMin", [x], { axes: [0] }),
      [[3, 1, 1, 3]],
      [[0, 0.5, 0.5, 0]],
    ],
    [
      "reduceProd with one zero",
      (x) => emit("reduceProd", [x], { axes: [0] }),
      [[2, 0, 3, 5]],
      [[0, 30, 0, 0]],
    ],
    [
      "reduceProd with two zeros",
      (x) => emit("reduceProd", [x], { axes: [0] }),
      [[2, 0, 0]],
      [[0, 0, 0]],
    ],
    ["reduceProd of one entry", (x) => emit("reduceProd", [x], { axes: [0] }), [[7]], [[1]]],
    ["floor is flat", (x) => emit("floor", [x]), [[0.5, 1.5]], [undefined]],
    ["stopGradient stops", (x) => emit("mul", [emit("stopGradient", [x]), x]), [[2, 3]], [[2, 3]]],
    ["an input twice counts twice", (x) => emit("mul", [x, x]), [[2, 3]], [[4, 6]]],
    [
      "a round trip through integers stops it",
      (x) => emit("cast", [emit("cast", [x], { dtype: "int32" })], { dtype: "float64" }),
      [[2, 3]],
      [undefined],
    ],
    [
      "where: only the chosen side",
      (x, y) => emit("where", [emit("lt", [x, y]), x, emit("log", [y])]),
      [
        [1, 5],
        [2, 4],
      ],
      [
        [1, 0],
        [0, 0.25],
      ],
    ],
  ])("%s", (_, f, points, expected) => {
    const found = gradientsAt(f, ...points);
    expect(found.map((gradient) => gradient?.map((x) => x + 0))).toEqual(expected);
  });

  test("second derivative of x² at 0 is 2, by pow", () => {
    const graph = newGraph();
    const x = graph.parameter("x", [1], "float64");
    const [one, two] = [1, 2].map((n) => graph.constant(Float64Array.of(n), [1], "float64")) as [
      Value,
      Value,
    ];
    const [first] = gradients([graph.lift(emit(pow, [x, two]))], [one], [x]);
    const [second] = gradients([first!], [one], [x]);
    expect(Array.from(interpretGraph([second!], new Map([[x, Float64Array.of(0)]]))[0]!)).toEqual([
      2,
    ]);
  });

  test("gather clamps its indices and scatterAdd drops them, and so do their gradients", () => {
    const graph = newGraph();
    const x = graph.parameter("x", [3], "float64");
    const indices = graph.constant(Int32Array.of(-5, 1, 9, 9), [4], "int32");
    const ones = graph.constant(Float64Array.of(1, 10, 100, 1000), [4], "float64");
    const [toRows] = gradients([emit(gather, [x, indices], { axis: 0 }) as Value], [ones], [x]);
    const updates = graph.parameter("u", [4], "float64");
    const [toUpdates] = gradients(
      [emit(scatterAdd, [indices, updates], { axis: 0, size: 3 }) as Value],
      [x],
      [updates],
    );
    const given = new Map<Value, TypedArray>([
      [x, Float64Array.of(2, 3, 4)],
      [updates, new Float64Array(4)],
    ]);
    expect(interpretGraph([toRows!, toUpdates!], given).map((data) => Array.from(data))).toEqual([
      [1, 10, 1100],
      [0, 3, 0, 0],
    ]);
  });
});

describe("gradients", () => {
  test("of an intermediate value, of its input, of an output itself and of a stranger", () => {
    const graph = newGraph();
    const [x, other] = [
      graph.parameter("x", [], "float64"),
      graph.parameter("other", [], "float64"),
    ];
    const h = graph.lift(emit("mul", [x, x]));
    const out = graph.lift(emit(sin, [h]));
    const one = graph.constant(Float64Array.of(1), [], "float64");
    const found = gradients([out], [one], [h, x, out, other]);
    expect(found[3]).toBeUndefined();
    const numbers = interpretGraph(
      found.slice(0, 3) as Value[],
      new Map([[x, Float64Array.of(1.5)]]),
    ).map((data) => data[0]!);
    expect(numbers[0]).toBeCloseTo(Math.cos(2.25), 14);
    expect(numbers[1]).toBeCloseTo(3 * Math.cos(2.25), 14);
    expect(numbers[2]).toBe(1);
  });

  test("of several outputs add up", () => {
    const graph = newGraph();
    const x = graph.parameter("x", [], "float64");
    const [three, five] = [3, 5].map((n) => graph.constant(Float64Array.of(n), [], "float64")) as [
      Value,
      Value,
    ];
    const [gradient] = gradients([graph.lift(emit("mul", [x, x])), x], [three, five], [x]);
    expect(interpretGraph([gradient!], new Map([[x, Float64Array.of(2)]]))[0]![0]).toBe(3 * 4 + 5);
  });

  test("write nothing for values that are not on a path", () => {
    const graph = newGraph();
    const [x, y] = [graph.parameter("x", [2], "float32"), graph.parameter("y", [2], "float32")];
    const out = graph.lift(emit("add", [x, emit("exp", [emit(sin, [y])])]));
    const before = graph.values.length;
    expect(gradients([out], [x], [x])).toEqual([x]);
    expect(graph.values.length).toBe(before);
  });

  test("a float32 path through float64 comes back as float32", () => {
    const graph = newGraph();
    const x = graph.parameter("x", [2], "float32");
    const out = graph.lift(emit("cast", [x], { dtype: "float64" }));
    const [gradient] = gradients([out], [out], [x]);
    expect(gradient!.dtype).toBe("float32");
  });

  test("say what is wrong", () => {
    const graph = newGraph();
    const x = graph.parameter("x", [2], "float32");
    const out = graph.lift(emit("exp", [x]));
    const whole = graph.lift(emit("cast", [x], { dtype: "int32" }));
    const scalar = graph.parameter("s", [], "float32");
    expect(() => gradients([out], [scalar], [x])).toThrow(
      /gradient of exp: expected float32 \[2\], received float32 \[\]/,
    );
    expect(() => gradients([out], [], [x])).toThrow(/expected 1 cotangents, received 0/);
    expect(() => gradients([whole], [whole], [x])).toThrow(
      /expected float outputs, received int32 from cast/,
    );
    const { vjp: _, ...ruleless } = cumulativeSum;
    const sums = graph.emit(ruleless, [x], { axis: 0, reverse: false });
    expect(() => gradients([sums], [sums], [x])).toThrow(/received cumulativeSum, which has none/);
  });
});
