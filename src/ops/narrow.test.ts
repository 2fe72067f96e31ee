import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { grad, jit, setEngine, tensor, type DType, type Operand } from "hornet";
import * as ops from "hornet/ops";
import { narrowDTypes, roundTo } from "../base/dtype.ts";

const engines = ["reference", "wasm"] as const;
afterEach(() => setEngine("auto"));

/** Numbers of all sizes, with those where floats end. */
const floats = fc.oneof(
  fc.float({ noNaN: false }),
  fc.float({ min: -70_000, max: 70_000 }),
  fc.float({ min: Math.fround(-1e-4), max: Math.fround(1e-4) }),
  fc.constantFrom(
    65_504,
    65_519.99,
    65_520,
    2 ** -24,
    2 ** -25,
    3 * 2 ** -26,
    -(2 ** -25),
    -0,
    0,
    NaN,
    Infinity,
  ),
);

describe.each(engines)("on %s", (engine) => {
  test.each(narrowDTypes)("casts to %s round and wrap as on the host", (dtype) => {
    setEngine(engine);
    const isFraction = dtype === "float16" || dtype === "bfloat16";
    const source = isFraction ? floats : fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(fc.array(source, { minLength: 9, maxLength: 9 }), (numbers) => {
        const held = isFraction ? "float32" : "int32";
        const x = tensor(numbers, { dtype: held });
        const found = ops.cast(x, dtype);
        expect(found.dtype).toBe(dtype);
        expect([...found.data]).toEqual([...x.data].map((own) => roundTo(dtype, own)));
        expect([...ops.cast(found, held).data]).toEqual([...found.data]);
        expect([...tensor(numbers.map(Math.fround), { dtype }).data]).toEqual(
          numbers.map((own) => roundTo(dtype, Math.fround(own))),
        );
      }),
      { numRuns: 60 },
    );
  });

  test.each(["float16", "bfloat16"] as const)("in %s every operation rounds once", (dtype) => {
    setEngine(engine);
    const [x, y] = [tensor([1.1, -2.3, 0.7], { dtype }), tensor([0.3, 1.7, 5.9], { dtype })];
    const round = (own: number): number => roundTo(dtype, Math.fround(own));
    const both = (f: (a: number, b: number) => number): number[] =>
      [0, 1, 2].map((i) => round(f(x.data[i]!, y.data[i]!)));
    expect([...ops.add(x, y).data]).toEqual(both((a, b) => a + b));
    expect([...ops.multiply(x, y).data]).toEqual(both((a, b) => a * b));
    // Compiled as one program too: nothing between is kept longer than the dtype holds it.
    const chain = jit((a: Operand, b: Operand) => ops.subtract(ops.multiply(a, b), ops.add(a, b)));
    const wanted = [0, 1, 2].map((i) => {
      const [a, b] = [x.data[i]!, y.data[i]!];
      return round(round(a * b) - round(a + b));
    });
    expect([...chain(x, y).data]).toEqual(wanted);
    expect(chain(x, y).dtype).toBe(dtype);
  });

  test("sums and products of matrices are gathered in float32 and rounded at the end", () => {
    setEngine(engine);
    const ones = tensor(new Float32Array(5000).fill(1), { shape: [1, 5000], dtype: "float16" });
    // Counted in float16, 2048 + 1 would stay 2048.
    expect(ops.sum(ones).item()).toBe(5000);
    expect(ops.matmul(ones, ops.transpose(ones)).array()).toEqual([[5000]]);
    expect(ops.sum(tensor([200, 100], { dtype: "int8" })).item()).toBe(44);
    expect(ops.sum(tensor([100, 100], { dtype: "int8" })).dtype).toBe("int32");
  });

  test("gradients have the dtype of what they belong to", () => {
    setEngine(engine);
    const slope = grad((x: Operand) => ops.sum(ops.square(ops.cast(x, "float16"))));
    const found = slope([1.001, -3]);
    expect(found.dtype).toBe("float32");
    expect([...found.data]).toEqual([2 * roundTo("float16", 1.001), -6]);
    const own = grad((x: Operand) => ops.sum(ops.square(x)))(tensor([0.1], { dtype: "bfloat16" }));
    expect([own.dtype, own.item()]).toEqual(["bfloat16", 2 * roundTo("bfloat16", 0.1)]);
  });

  test("loops carry narrow numbers", () => {
    setEngine(engine);
    const sums = jit(
      (x: Operand) =>
        ops.scan(
          (carry: Operand, entry: Operand) => {
            const next = ops.add(carry, entry);
            return [next, next] as const;
          },
          tensor(0, { dtype: "float16" }),
          { xs: x },
        )[1],
    );
    const x = tensor([0.1, 0.2, 0.3, 2048, 1], { dtype: "float16" });
    let total = 0;
    const wanted = [...x.data].map((own) => (total = roundTo("float16", total + own)));
    expect([...sums(x).data]).toEqual(wanted);
  });

  test("gather, scatter, concatenate, pad, sort and arange", () => {
    setEngine(engine);
    const x = tensor([0.1, 2, -3], { dtype: "float16" });
    const f = roundTo("float16", 0.1);
    expect([...ops.take(x, [2, 0]).data]).toEqual([-3, f]);
    expect([...ops.concatenate([x, x]).data]).toEqual([f, 2, -3, f, 2, -3]);
    expect([...ops.pad(x, [[1, 0]]).data]).toEqual([0, f, 2, -3]);
    expect([...ops.sort(x).data]).toEqual([-3, f, 2]);
    expect(ops.max(x).item()).toBe(2);
    const [low, high] = [ops.arange(2047, 2052, 1, { dtype: "float16" }), ops.argmax(x)];
    expect([...low.data]).toEqual([2047, 2048, 2048, 2050, 2052]);
    expect(high.item()).toBe(1);
  });
});

/** What Keras 3.15 (JAX) gives for each pair. */
const promoted: readonly (readonly [DType, DType, DType])[] = [
  ["float16", "bfloat16", "float32"],
  ["float16", "float32", "float32"],
  ["int32", "float16", "float16"],
  ["uint32", "bfloat16", "bfloat16"],
  ["bool", "float16", "float16"],
  ["uint8", "int8", "int16"],
  ["int8", "uint16", "int32"],
  ["int16", "uint16", "int32"],
  ["uint8", "int16", "int16"],
  ["uint8", "uint16", "uint16"],
  ["int8", "int16", "int16"],
  ["int16", "int32", "int32"],
  ["bool", "int8", "int8"],
];

test.each(promoted)("%s and %s give %s", (a, b, wanted) => {
  const of = (dtype: DType) => tensor([1], { dtype });
  expect(ops.add(of(a), of(b)).dtype).toBe(wanted);
  expect(ops.add(of(b), of(a)).dtype).toBe(wanted);
});

test("numbers take the dtype of narrow tensors; narrow tensors are printed", () => {
  expect(ops.multiply(tensor([1], { dtype: "float16" }), 0.5).dtype).toBe("float16");
  expect(ops.add(tensor([1], { dtype: "int8" }), 2).dtype).toBe("int8");
  expect(String(tensor([0.5, 2], { dtype: "bfloat16" }))).toBe("[0.5 2. ]");
});
