import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TypedArray } from "../../base/dtype.ts";
import { sizeOf, stridesOf, type Shape } from "../../base/shape.ts";
import { newGraph } from "../../ops/primitives/cards.ts";
import { emitted } from "../../ops/primitives/cards.testing.ts";
import type { AttributesOf, Primitive } from "../alphabet.ts";
import type { Value } from "../value.ts";
import { interpretGraph } from "./interpret.ts";

/** An array that is read element by element: what the interpreter's strided loops are held to. */
interface Plain {
  readonly shape: Shape;
  readonly data: Int32Array;
}

const at = ({ shape, data }: Plain, index: readonly number[]): number =>
  data[stridesOf(shape).reduce((sum, stride, axis) => sum + stride * index[axis]!, 0)]!;

/** Every index of a shape, in C order. */
function* indicesOf(shape: Shape): Generator<number[]> {
  const strides = stridesOf(shape);
  for (let i = 0; i < sizeOf(shape); i++)
    yield shape.map((extent, axis) => Math.floor(i / strides[axis]!) % extent);
}

/** What a formula for one element gives for all of them. */
function tabulate(
  shape: Shape,
  element: (index: number[]) => number,
): { shape: Shape; data: number[] } {
  return { shape, data: Array.from(indicesOf(shape), element) };
}

function compute<P extends Primitive>(
  op: P,
  inputs: readonly Plain[],
  attributes: AttributesOf<P>,
): { shape: Shape; data: number[] } {
  const graph = newGraph();
  const given = new Map<Value, TypedArray>();
  const parameters = inputs.map(({ shape, data }) => {
    const value = graph.parameter("x", shape, "int32");
    given.set(value, data);
    return value;
  });
  const out = graph.emit(emitted(op), parameters, attributes) as Value;
  return { shape: out.shape, data: Array.from(interpretGraph([out], given)[0]!) };
}

/** Distinct elements, so that a wrong place is a wrong number. */
function counting(shape: Shape, first = 1): Plain {
  return { shape, data: Int32Array.from({ length: sizeOf(shape) }, (_, i) => first + i) };
}

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const fullShapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
const shuffled = (count: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: count }, (_, i) => i),
    { minLength: count, maxLength: count },
  );

describe("movement, index by index", () => {
  test("transpose", () => {
    const cases = shapes.chain((shape) => fc.tuple(fc.constant(shape), shuffled(shape.length)));
    fc.assert(
      fc.property(cases, ([shape, permutation]) => {
        const x = counting(shape);
        const expected = tabulate(
          permutation.map((axis) => shape[axis]!),
          (index) =>
            at(
              x,
              shape.map((_, axis) => index[permutation.indexOf(axis)]!),
            ),
        );
        expect(compute("transpose", [x], { permutation })).toEqual(expected);
      }),
    );
  });

  test("broadcast", () => {
    const cases = shapes.chain((shape) =>
      fc.tuple(fc.constant(shape), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })),
    );
    fc.assert(
      fc.property(cases, ([shape, thin]) => {
        const x = counting(shape.map((extent, axis) => (thin[axis] ? 1 : extent)));
        const expected = tabulate(shape, (index) =>
          at(
            x,
            index.map((i, axis) => (x.shape[axis] === 1 ? 0 : i)),
          ),
        );
        expect(compute("broadcast", [x], { shape })).toEqual(expected);
      }),
    );
  });

  test("slice", () => {
    const axis = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(3), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(fc.array(axis, { maxLength: 4 }), (axes) => {
        const [starts, strides] = [axes.map(([start]) => start), axes.map((each) => each[3])];
        const limits = axes.map(([start, length]) => start + length);
        const x = counting(axes.map(([start, length, rest]) => start + length + rest));
        const expected = tabulate(
          axes.map(([, length, , stride]) => Math.ceil(length / stride)),
          (index) =>
            at(
              x,
              index.map((i, k) => starts[k]! + i * strides[k]!),
            ),
        );
        expect(compute("slice", [x], { starts, limits, strides })).toEqual(expected);
      }),
    );
  });

  test("pad, also negative and inside", () => {
    const amount = fc.integer({ min: -4, max: 4 });
    const axis = fc
      .tuple(fc.nat(4), amount, amount, fc.nat(2))
      .filter(
        ([extent, low, high, gap]) => extent + Math.max(0, extent - 1) * gap + low + high >= 0,
      );
    fc.assert(
      fc.property(fc.array(axis, { maxLength: 3 }), (axes) => {
        const [low, high, interior] = [
          axes.map((each) => each[1]),
          axes.map((each) => each[2]),
          axes.map((each) => each[3]),
        ];
        const x = counting(axes.map(([extent]) => extent));
        const shape = axes.map(
          ([extent, l, h, gap]) => extent + Math.max(0, extent - 1) * gap + l + h,
        );
        const expected = tabulate(shape, (index) => {
          const source = index.map((i, k) => (i - low[k]!) / (interior[k]! + 1));
          const inside = source.every((i, k) => Number.isInteger(i) && i >= 0 && i < x.shape[k]!);
          return inside ? at(x, source) : -7;
        });
        const scalar = { shape: [], data: Int32Array.of(-7) };
        expect(compute("pad", [x, scalar], { low, high, interior })).toEqual(expected);
      }),
    );
  });

  test("concat", () => {
    const cases = fullShapes.chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.nat(shape.length - 1),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
      ),
    );
    fc.assert(
      fc.property(cases, ([shape, axis, extents]) => {
        const inputs = extents.map((extent, k) => counting(shape.with(axis, extent), 1000 * k));
        const total = extents.reduce((sum, extent) => sum + extent, 0);
        const expected = tabulate(shape.with(axis, total), (index) => {
          let [input, i] = [0, index[axis]!];
          while (i >= extents[input]!) i -= extents[input++]!;
          return at(inputs[input]!, index.with(axis, i));
        });
        expect(compute("concat", inputs, { axis })).toEqual(expected);
      }),
    );
  });

  test("reverse", () => {
    const cases = shapes.chain((shape) =>
      fc.tuple(fc.constant(shape), fc.subarray([...shape.keys()])),
    );
    fc.assert(
      fc.property(cases, ([shape, axes]) => {
        const x = counting(shape);
        const expected = tabulate(shape, (index) =>
          at(
            x,
            index.map((i, k) => (axes.includes(k) ? shape[k]! - 1 - i : i)),
          ),
        );
        expect(compute("reverse", [x], { axes })).toEqual(expected);
      }),
    );
  });
});

describe("indexing, index by index", () => {
  const cases = fullShapes.chain((shape) =>
    fc.nat(shape.length - 1).chain((axis) =>
      fc.array(fc.nat(3), { maxLength: 2 }).chain((inner) =>
        fc.tuple(
          fc.constant({ shape, axis, inner }),
          fc.array(fc.integer({ min: -2, max: 5 }), {
            minLength: sizeOf(inner),
            maxLength: sizeOf(inner),
          }),
        ),
      ),
    ),
  );

  test("gather clamps", () => {
    fc.assert(
      fc.property(cases, ([{ shape, axis, inner }, numbers]) => {
        const [x, indices] = [counting(shape), { shape: inner, data: Int32Array.from(numbers) }];
        const expected = tabulate(
          [...shape.slice(0, axis), ...inner, ...shape.slice(axis + 1)],
          (index) => {
            const row = at(indices, index.slice(axis, axis + inner.length));
            const clamped = Math.max(0, Math.min(row, shape[axis]! - 1));
            return at(x, [...index.slice(0, axis), clamped, ...index.slice(axis + inner.length)]);
          },
        );
        expect(compute("gather", [x, indices], { axis })).toEqual(expected);
      }),
    );
  });

  test("scatterAdd drops what is outside", () => {
    fc.assert(
      fc.property(cases, ([{ shape, axis, inner }, numbers]) => {
        const indices = { shape: inner, data: Int32Array.from(numbers) };
        const updates = counting([...shape.slice(0, axis), ...inner, ...shape.slice(axis + 1)]);
        const size = shape[axis]!;
        const expected = tabulate(shape, (index) => {
          let sum = 0;
          for (const place of indicesOf(inner)) {
            if (at(indices, place) !== index[axis]) continue;
            sum += at(updates, [...index.slice(0, axis), ...place, ...index.slice(axis + 1)]);
          }
          return sum;
        });
        expect(compute("scatterAdd", [indices, updates], { axis, size })).toEqual(expected);
      }),
    );
  });

  test("dynamicSlice clamps its start", () => {
    const starts = fullShapes.chain((shape) =>
      fc
        .nat(shape.length - 1)
        .chain((axis) =>
          fc.tuple(
            fc.constant({ shape, axis }),
            fc.nat(shape[axis]!),
            fc.integer({ min: -3, max: 6 }),
          ),
        ),
    );
    fc.assert(
      fc.property(starts, ([{ shape, axis }, size, start]) => {
        const x = counting(shape);
        const first = Math.max(0, Math.min(start, shape[axis]! - size));
        const expected = tabulate(shape.with(axis, size), (index) =>
          at(x, index.with(axis, first + index[axis]!)),
        );
        expect(
          compute("dynamicSlice", [x, { shape: [], data: Int32Array.of(start) }], { axis, size }),
        ).toEqual(expected);
      }),
    );
  });

  test("iota counts along its axis", () => {
    expect(compute("iota", [], { shape: [2, 3, 2], dtype: "int32", axis: 1 }).data).toEqual([
      0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2,
    ]);
  });
});

describe("reduction, index by index", () => {
  const folds = {
    reduceSum: (row: number[]): number => row.reduce((sum, x) => sum + x, 0),
    reduceProd: (row: number[]): number => row.reduce((product, x) => Math.imul(product, x), 1),
    reduceMax: (row: number[]): number => Math.max(...row),
    reduceMin: (row: number[]): number => Math.min(...row),
  };
  const cases = fullShapes.chain((shape) =>
    fc.tuple(
      fc.constant(shape),
      fc.shuffledSubarray([...shape.keys()]),
      fc.array(fc.integer({ min: -3, max: 3 }), {
        minLength: sizeOf(shape),
        maxLength: sizeOf(shape),
      }),
    ),
  );

  test.each(Object.entries(folds))("%s", (op, fold) => {
    fc.assert(
      fc.property(cases, ([shape, axes, numbers]) => {
        const x = { shape, data: Int32Array.from(numbers) };
        const rows = shape.map((extent, axis) => (axes.includes(axis) ? extent : 1));
        const expected = tabulate(
          shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)),
          (index) =>
            fold(
              Array.from(indicesOf(rows), (inner) =>
                at(
                  x,
                  index.map((i, axis) => i + inner[axis]!),
                ),
              ),
            ),
        );
        expect(compute(op as keyof typeof folds, [x], { axes })).toEqual(expected);
      }),
    );
  });

  test.each([["argMax", Math.max] as const, ["argMin", Math.min] as const])(
    "%s: the first one",
    (op, best) => {
      fc.assert(
        fc.property(
          cases.chain((each) => fc.tuple(fc.constant(each), fc.nat(each[0].length - 1))),
          ([[shape, , numbers], axis]) => {
            const x = { shape, data: Int32Array.from(numbers) };
            const expected = tabulate(shape.with(axis, 1), (index) => {
              const row = Array.from({ length: shape[axis]! }, (_, i) =>
                at(x, index.with(axis, i)),
              );
              return row.indexOf(best(...row));
            });
            expect(compute(op, [x], { axis })).toEqual(expected);
          },
        ),
      );
    },
  );

  test("NaN wins reduceMax, reduceMin, argMax and argMin", () => {
    const graph = newGraph();
    const x = graph.parameter("x", [2, 4], "float32");
    const results = [
      graph.emit("reduceMax", [x], { axes: [1] }),
      graph.emit("reduceMin", [x], { axes: [1] }),
      graph.emit("argMax", [x], { axis: 1 }),
      graph.emit("argMin", [x], { axis: 1 }),
    ] as Value[];
    const data = Float32Array.of(1, 5, NaN, NaN, 4, -3, 4, -3);
    expect(interpretGraph(results, new Map([[x, data]])).map((row) => Array.from(row))).toEqual([
      [NaN, 4],
      [NaN, -3],
      [2, 0],
      [2, 1],
    ]);
  });

  test("reduceAny and reduceAll", () => {
    const graph = newGraph();
    const x = graph.parameter("x", [3, 2], "bool");
    const results = [
      graph.emit("reduceAny", [x], { axes: [1] }),
      graph.emit("reduceAll", [x], { axes: [1] }),
    ] as Value[];
    const given = new Map([[x, Uint8Array.of(0, 0, 0, 1, 1, 1)]]);
    expect(interpretGraph(results, given).map((row) => Array.from(row))).toEqual([
      [0, 1, 1],
      [0, 0, 1],
    ]);
  });
});

describe("dot", () => {
  /** Letters of an einsum: batch and contracted ones in both operands, free ones in one; each operand in any order. */
  const cases = fc
    .tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2))
    .chain(([batch, contract, xFree, yFree]) => {
      const letters = batch + contract + xFree + yFree;
      const shared = Array.from({ length: batch + contract }, (_, i) => i);
      const own = (first: number, count: number): number[] =>
        Array.from({ length: count }, (_, i) => first + i);
      const xLetters = [...shared, ...own(batch + contract, xFree)];
      const yLetters = [...shared, ...own(batch + contract + xFree, yFree)];
      const order = (list: number[]): fc.Arbitrary<number[]> =>
        shuffled(list.length).map((places) => places.map((i) => list[i]!));
      return fc.record({
        batch: order(shared.slice(0, batch)),
        contract: order(shared.slice(batch)),
        x: order(xLetters),
        y: order(yLetters),
        extents: fc.array(fc.integer({ min: 1, max: 3 }), {
          minLength: letters,
          maxLength: letters,
        }),
      });
    });

  test("is an einsum over any axes", () => {
    fc.assert(
      fc.property(cases, ({ batch, contract, x, y, extents }) => {
        const sized = (letters: readonly number[]): number[] =>
          letters.map((letter) => extents[letter]!);
        const [xs, ys] = [counting(sized(x), -3), counting(sized(y), 2)];
        const taken = new Set([...batch, ...contract]);
        const out = [
          ...batch,
          ...x.filter((letter) => !taken.has(letter)),
          ...y.filter((letter) => !taken.has(letter)),
        ];
        const expected = tabulate(sized(out), (index) => {
          let sum = 0;
          for (const inner of indicesOf(sized(contract))) {
            const place = (letter: number): number =>
              contract.includes(letter)
                ? inner[contract.indexOf(letter)]!
                : index[out.indexOf(letter)]!;
            sum += at(xs, x.map(place)) * at(ys, y.map(place));
          }
          return sum;
        });
        const axesOf = (letters: readonly number[], side: readonly number[]): number[] =>
          letters.map((letter) => side.indexOf(letter));
        const attributes = {
          batch: [axesOf(batch, x), axesOf(batch, y)],
          contract: [axesOf(contract, x), axesOf(contract, y)],
        } as const;
        expect(compute("dot", [xs, ys], attributes)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("of floats sums in float64 and rounds once", () => {
    const graph = newGraph();
    const [x, y] = [graph.parameter("x", [3], "float32"), graph.parameter("y", [3], "float32")];
    const out = graph.emit("dot", [x, y], { contract: [[0], [0]], batch: [[], []] }) as Value;
    const given = new Map([
      [x, Float32Array.of(1e8, 1, -1e8)],
      [y, Float32Array.of(1, 0.1, 1)],
    ]);
    expect(interpretGraph([out], given)[0]![0]).toBeCloseTo(0.1, 7);
  });
});

test("a parameter without elements is named", () => {
  const graph = newGraph();
  expect(() =>
    interpretGraph([graph.parameter("dense/kernel", [2], "float32")], new Map()),
  ).toThrow(/"dense\/kernel"/);
});

test("a value that is given is not computed", () => {
  const graph = newGraph();
  const x = graph.parameter("x", [1], "float32");
  const y = graph.emit("exp", [x], {}) as Value;
  const z = graph.emit("neg", [y], {}) as Value;
  const given = new Map([
    [x, Float32Array.of(1)],
    [y, Float32Array.of(7)],
  ]);
  expect(Array.from(interpretGraph([z], given)[0]!)).toEqual([-7]);
});
