import { afterEach, describe, expect, test } from "vitest";
import { Variable } from "../graph/variable.ts";
import { add, multiply } from "../ops/add.ts";
import { matmul } from "../ops/matmul.ts";
import { exp } from "../ops/exp.ts";
import { square } from "../ops/power.ts";
import { tanh } from "../ops/sin.ts";
import { sum } from "../ops/sum.ts";
import { setEngine } from "./engines.ts";
import { grad, jit, valueAndGrad } from "./jit.ts";
import { tensor } from "./tensor.ts";

afterEach(() => setEngine("auto"));

describe.each(["reference", "wasm"] as const)("on %s", (engine) => {
  test("ops on tensors compute at once, with broadcasting and promotion", () => {
    setEngine(engine);
    const x = tensor([[1, 2, 3]]);
    const y = tensor(Int32Array.of(10, 20));
    const z = add(x, multiply(2, y.reshape([2, 1])));
    expect(z.array()).toEqual([
      [21, 22, 23],
      [41, 42, 43],
    ]);
    expect(z.dtype).toBe("float32");
    expect(matmul(x, x.reshape([3, 1])).array()).toEqual([[14]]);
  });

  test("jit computes what the function computes, once per shape", () => {
    setEngine(engine);
    let traces = 0;
    const f = jit((x: ReturnType<typeof tensor>, y: ReturnType<typeof tensor>) => {
      traces++;
      return { sum: sum(multiply(x, y)), double: add(x, x) };
    });
    const first = f([1, 2, 3], [4, 5, 6]);
    expect(first.sum.item()).toBe(32);
    expect(first.double.array()).toEqual([2, 4, 6]);
    const afterOne = traces;
    expect(f([1, 1, 1], [1, 2, 3]).sum.item()).toBe(6);
    expect(traces).toBe(afterOne);
    expect(f([[1], [2]], [[3], [4]]).sum.item()).toBe(11);
    expect(traces).toBeGreaterThan(afterOne);
  });

  test("jit reads and assigns variables at every call", () => {
    setEngine(engine);
    const count = new Variable({ name: "count", shape: [] });
    const f = jit((x: ReturnType<typeof tensor>) => {
      const next = add(count, sum(x));
      count.assign(next);
      return multiply(next, 10);
    });
    expect(f([1, 2]).item()).toBe(30);
    expect(f([4]).item()).toBe(70);
    expect(count.item()).toBe(7);
    count.assign(Float32Array.of(0));
    expect(f([1, 2]).item()).toBe(30);
  });

  test("grad and valueAndGrad, of any argument", () => {
    setEngine(engine);
    type T = ReturnType<typeof tensor>;
    const f = (x: T, w: T): T => sum(multiply(square(x), w)) as T;
    expect(grad(f)([1, 2], [3, 5]).array()).toEqual([6, 20]);
    const { value, gradient } = valueAndGrad(f, { argument: 1 })([1, 2], [3, 5]);
    expect(value.item()).toBe(23);
    expect(gradient.array()).toEqual([1, 4]);
  });

  test("gradients of gradients", () => {
    setEngine(engine);
    type T = ReturnType<typeof tensor>;
    const f = (x: T): T => sum(tanh(x)) as T;
    const second = grad((x: T) => sum(grad(f)(x)) as T);
    const x = [0.3, -0.7];
    const expected = x.map((v) => -2 * Math.tanh(v) * (1 - Math.tanh(v) ** 2));
    (second(x).array() as number[]).forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 5));
  });
});

test("float64 is computed in float64, by the reference engine", () => {
  const x = tensor([0.1, 0.2], { dtype: "float64" });
  expect([...exp(x).data]).toEqual([Math.exp(0.1), Math.exp(0.2)]);
});

test("grad of a function that gives no scalar says so", () => {
  expect(() => grad((x) => add(x, 1))([1, 2])).toThrow(
    /^grad: expected the function to give a scalar, received \[2\]/,
  );
});

test("a symbolic value has no elements yet", () => {
  expect(() => jit((x) => add(x, x.item()))([1])).toThrow(
    /known only when the traced program runs/,
  );
});

test("a value that outlives its trace is refused, in another trace and outside of any", () => {
  let leaked = tensor(0) as ReturnType<typeof exp>;
  jit((x) => (leaked = exp(x)))([1]);
  expect(() => add(leaked, 1)).toThrow(
    /^add: expected a value of a graph that is still being traced/,
  );
  expect(() => jit((x) => add(x, leaked))([1])).toThrow(
    /^exp: expected a value of the graph that is being traced/,
  );
});

test("JSON of a tensor is its nested arrays", () => {
  expect(JSON.stringify({ x: tensor([[1, 2.5]]) })).toBe('{"x":[[1,2.5]]}');
});
